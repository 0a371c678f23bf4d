package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code ESP_aFirst} where rows never leave: the value of the group's first row. */
public final class First extends Accumulator {
    private final @Nullable StringPool pool;
    private long[] values = {};
    private boolean[] nulls = {};
    private boolean[] isSet = {};

    /**
     * @param pool the pool where the values are codes, or null
     */
    public First(@Nullable StringPool pool) {
        this.pool = pool;
    }

    public void add(int group, long value, boolean isNull) {
        if (!isSet[group]) {
            isSet[group] = true;
            values[group] = value;
            nulls[group] = isNull;
        }
    }

    public void add(int group, double value, boolean isNull) {
        add(group, Double.doubleToLongBits(value), isNull);
    }

    @Override
    public boolean isNull(int group) {
        return !isSet[group] || nulls[group];
    }

    public long value(int group) {
        return values[group];
    }

    public double doubleValue(int group) {
        return Double.longBitsToDouble(values[group]);
    }

    @Override
    protected void grow(int groups) {
        values = Arrays.copyOf(values, groups);
        nulls = Arrays.copyOf(nulls, groups);
        isSet = Arrays.copyOf(isSet, groups);
    }

    @Override
    protected void clear(int group) {
        isSet[group] = false;
    }

    @Override
    public void markCodes(StringPool marked, int groups) {
        for (int g = 0; pool != null && g < groups; g++) {
            if (isSet[g] && !nulls[g]) {
                marked.mark((int) values[g]);
            }
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(values[g]);
            out.writeBoolean(nulls[g]);
            out.writeBoolean(isSet[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            values[g] = in.readLong();
            nulls[g] = in.readBoolean();
            isSet[g] = in.readBoolean();
            if (isSet[g] && !nulls[g]) {
                Values.checked(values[g], pool);
            }
        }
    }
}
