package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** Sum of integers, exact; it wraps as 64-bit integers do. Null while no argument was present. */
public final class LongSum extends Accumulator {
    private long[] sums = {};
    private long[] counts = {};

    public void add(int group, long value, boolean isNull) {
        if (!isNull) {
            sums[group] += value;
            counts[group]++;
        }
    }

    public void remove(int group, long value, boolean isNull) {
        if (!isNull) {
            sums[group] -= value;
            counts[group]--;
        }
    }

    public long value(int group) {
        return sums[group];
    }

    @Override
    public boolean isNull(int group) {
        return counts[group] == 0;
    }

    @Override
    protected void grow(int groups) {
        sums = Arrays.copyOf(sums, groups);
        counts = Arrays.copyOf(counts, groups);
    }

    @Override
    protected void clear(int group) {
        sums[group] = 0;
        counts[group] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(sums[g]);
            out.writeLong(counts[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            sums[g] = in.readLong();
            counts[g] = in.readLong();
        }
    }
}
