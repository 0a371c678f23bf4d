package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code ESP_aCountDistinct}: how many different values the group has. */
public final class DistinctCount extends ValueCounts {
    private long[] different = {};

    /**
     * @param pool the pool where the values are codes, or null
     */
    public DistinctCount(@Nullable StringPool pool) {
        super(pool);
    }

    @Override
    void changed(int group, long value, long before, long after) {
        if (before == 0) {
            different[group]++;
        } else if (after == 0) {
            different[group]--;
        }
    }

    public long value(int group) {
        return different[group];
    }

    @Override
    boolean isNullOverNothing() {
        return false;
    }

    @Override
    protected void grow(int groups) {
        super.grow(groups);
        different = Arrays.copyOf(different, groups);
    }

    @Override
    protected void clear(int group) {
        super.clear(group);
        different[group] = 0;
    }
}
