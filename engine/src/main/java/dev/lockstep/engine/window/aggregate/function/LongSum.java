package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Sum of integers, exact; it wraps as 64-bit integers do. Null while no argument was present. */
public final class LongSum extends RecordFunction {
    /** Behind the number of values. */
    private static final int SUM = 1;

    public LongSum(GroupRecords records) {
        super(records, 2);
    }

    public void add(long[] w, int at, long value, boolean isNull) {
        if (!isNull) {
            w[at]++;
            w[at + SUM] += value;
        }
    }

    public void remove(long[] w, int at, long value, boolean isNull) {
        if (!isNull) {
            w[at]--;
            w[at + SUM] -= value;
        }
    }

    public long value(long[] w, int at) {
        return w[at + SUM];
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at] == 0;
    }

    @Override
    public void clear(long[] w, int at) {
        w[at] = 0;
        w[at + SUM] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(words()[at(g)]);
            out.writeLong(words()[at(g) + SUM]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            words()[at(g)] = in.readLong();
            words()[at(g) + SUM] = in.readLong();
        }
    }
}
