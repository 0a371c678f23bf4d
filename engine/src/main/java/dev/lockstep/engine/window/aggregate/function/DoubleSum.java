package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@code ESP_aSum} and {@code ESP_aAve} of doubles. Null while no argument was present. */
public final class DoubleSum extends RecordFunction {
    /** Behind the number of values. */
    private static final int SUM = 1;

    private final boolean isMean;
    private final ExactSums sums;

    public DoubleSum(GroupRecords records, boolean isMean) {
        super(records, SUM + ExactSums.WORDS);
        this.isMean = isMean;
        this.sums = new ExactSums(records);
    }

    public void add(long[] w, int at, double value, boolean isNull) {
        if (!isNull) {
            w[at]++;
            sums.add(w, at + SUM, value);
        }
    }

    public void remove(long[] w, int at, double value, boolean isNull) {
        if (!isNull) {
            sums.remove(w, at + SUM, value);
            if (--w[at] == 0) {
                sums.clear(w, at + SUM);
            }
        }
    }

    public double value(long[] w, int at) {
        double sum = sums.value(w, at + SUM);
        return isMean ? sum / w[at] : sum;
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at] == 0;
    }

    @Override
    public void clear(long[] w, int at) {
        w[at] = 0;
        sums.clear(w, at + SUM);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(words()[at(g)]);
            sums.save(out, at(g) + SUM);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            words()[at(g)] = in.readLong();
            sums.load(in, at(g) + SUM);
        }
    }
}
