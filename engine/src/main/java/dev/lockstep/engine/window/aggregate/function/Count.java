package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code ESP_aCount}, {@code ESP_aCountNonNull} and {@code ESP_aCountNull}: rows, or rows whose
 * argument is (not) null.
 */
public final class Count extends Accumulator {
    private final boolean countsNull;
    private final boolean countsPresent;
    private long[] counts = {};

    public Count(boolean countsNull, boolean countsPresent) {
        this.countsNull = countsNull;
        this.countsPresent = countsPresent;
    }

    public void add(int group, boolean isNull) {
        if (isNull ? countsNull : countsPresent) {
            counts[group]++;
        }
    }

    public void remove(int group, boolean isNull) {
        if (isNull ? countsNull : countsPresent) {
            counts[group]--;
        }
    }

    public long value(int group) {
        return counts[group];
    }

    @Override
    public boolean isNull(int group) {
        return false;
    }

    @Override
    protected void grow(int groups) {
        counts = Arrays.copyOf(counts, groups);
    }

    @Override
    protected void clear(int group) {
        counts[group] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(counts[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            counts[g] = in.readLong();
        }
    }
}
