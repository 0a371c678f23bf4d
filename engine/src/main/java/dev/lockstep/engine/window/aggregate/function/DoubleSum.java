package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@code ESP_aSum} and {@code ESP_aAve} of doubles. Null while no argument was present. */
public final class DoubleSum extends Accumulator {
    private final boolean isMean;
    private final ExactSums sums = new ExactSums();

    public DoubleSum(boolean isMean) {
        this.isMean = isMean;
    }

    public void add(int group, double value, boolean isNull) {
        if (!isNull) {
            sums.add(group, value);
        }
    }

    public void remove(int group, double value, boolean isNull) {
        if (!isNull) {
            sums.remove(group, value);
        }
    }

    public double value(int group) {
        double sum = sums.value(group);
        return isMean ? sum / sums.count(group) : sum;
    }

    @Override
    public boolean isNull(int group) {
        return sums.count(group) == 0;
    }

    @Override
    protected void grow(int groups) {
        sums.grow(groups);
    }

    @Override
    protected void clear(int group) {
        sums.clear(group);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        sums.save(out, groups);
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        sums.load(in, groups);
    }
}
