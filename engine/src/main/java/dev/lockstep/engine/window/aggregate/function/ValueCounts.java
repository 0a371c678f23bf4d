package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often each value of a group occurs: an ordered multiset a group. Nulls do not count, both
 * zeros of doubles are one value, NaN equals itself.
 */
public abstract class ValueCounts extends Accumulator {
    private final @Nullable StringPool pool;
    private final ValueTrees trees;
    private int[] roots = {};

    /**
     * @param pool the pool where the values are codes, or null
     */
    ValueCounts(@Nullable StringPool pool) {
        this.pool = pool;
        this.trees = new ValueTrees(pool);
    }

    /** A value now occurs {@code after} times in the group, one more or one fewer than before. */
    abstract void changed(int group, long value, long before, long after);

    public final void add(int group, long value, boolean isNull) {
        if (!isNull) {
            change(group, value, 1);
        }
    }

    public final void add(int group, double value, boolean isNull) {
        add(group, Values.ofDoubleOneZero(value), isNull);
    }

    public final void remove(int group, long value, boolean isNull) {
        if (!isNull) {
            change(group, value, -1);
        }
    }

    public final void remove(int group, double value, boolean isNull) {
        remove(group, Values.ofDoubleOneZero(value), isNull);
    }

    private void change(int group, long value, long step) {
        int node = trees.find(roots[group], 0, value);
        long before = node == ValueTrees.NONE ? 0 : trees.count(node);
        // equal text may come under several codes; only the one that is stored here is kept alive
        long stored = node == ValueTrees.NONE ? value : trees.value(node);
        roots[group] = trees.change(roots[group], 0, stored, step);
        changed(group, stored, before, before + step);
    }

    @Override
    public final boolean isNull(int group) {
        return isNullOverNothing() && roots[group] == ValueTrees.NONE;
    }

    /** Whether the result is null, rather than 0, while no value is there. */
    abstract boolean isNullOverNothing();

    @Override
    protected void grow(int groups) {
        int from = roots.length;
        roots = Arrays.copyOf(roots, groups);
        Arrays.fill(roots, from, groups, ValueTrees.NONE);
    }

    @Override
    protected void clear(int group) {
        trees.clear(roots[group]);
        roots[group] = ValueTrees.NONE;
    }

    @Override
    public final void markCodes(StringPool marked, int groups) {
        for (int g = 0; pool != null && g < groups; g++) {
            trees.forEach(roots[g], value -> marked.mark((int) value));
        }
    }

    @Override
    public final void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            trees.save(out, roots[g]);
        }
    }

    @Override
    protected final void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            clear(g);
            roots[g] = trees.load(in);
            int group = g;
            trees.forEach(
                    roots[g],
                    v -> changed(group, v, 0, trees.count(trees.find(roots[group], 0, v))));
        }
    }
}
