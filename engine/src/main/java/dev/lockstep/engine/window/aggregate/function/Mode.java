package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code ESP_aMode}: the value that occurs most often; of several such values the smallest
 * (assumed). A second tree orders the values by how often they occur, most often first.
 */
public final class Mode extends ValueCounts {
    private final ValueTrees byCount;
    private int[] roots = {};

    /**
     * @param pool the pool where the values are codes, or null
     */
    public Mode(@Nullable StringPool pool) {
        super(pool);
        byCount = new ValueTrees(pool);
    }

    @Override
    void changed(int group, long value, long before, long after) {
        int root = roots[group];
        if (before > 0) {
            root = byCount.change(root, -before, value, -1);
        }
        if (after > 0) {
            root = byCount.change(root, -after, value, 1);
        }
        roots[group] = root;
    }

    public long value(int group) {
        return byCount.value(byCount.first(roots[group]));
    }

    public double doubleValue(int group) {
        return Values.toDouble(value(group));
    }

    @Override
    boolean isNullOverNothing() {
        return true;
    }

    @Override
    protected void grow(int groups) {
        super.grow(groups);
        int from = roots.length;
        roots = Arrays.copyOf(roots, groups);
        Arrays.fill(roots, from, groups, ValueTrees.NONE);
    }

    @Override
    protected void clear(int group) {
        super.clear(group);
        byCount.clear(roots[group]);
        roots[group] = ValueTrees.NONE;
    }
}
