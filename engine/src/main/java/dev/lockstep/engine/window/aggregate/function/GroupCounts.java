package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** One count a group, never null: what the functions that count share. */
public abstract class GroupCounts extends Accumulator {
    private long[] counts = {};

    protected final void count(int group, int change) {
        counts[group] += change;
    }

    public final long value(int group) {
        return counts[group];
    }

    @Override
    public final boolean isNull(int group) {
        return false;
    }

    @Override
    protected final void grow(int groups) {
        counts = Arrays.copyOf(counts, groups);
    }

    @Override
    protected final void clear(int group) {
        counts[group] = 0;
    }

    @Override
    public final void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(counts[g]);
        }
    }

    @Override
    protected final void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            counts[g] = in.readLong();
        }
    }
}
