package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code ESP_aStd}: the sample standard deviation, 0 for one value (known), null for none. Sums are
 * taken of the distance to the group's first value, which keeps the difference of squares
 * well-conditioned.
 */
public final class Deviation extends Accumulator {
    private final ExactSums sums = new ExactSums();
    private final ExactSums squares = new ExactSums();
    private double[] origins = {};

    public void add(int group, double value, boolean isNull) {
        if (isNull) {
            return;
        }
        if (sums.count(group) == 0) {
            origins[group] = Double.isFinite(value) ? value : 0;
        }
        double d = value - origins[group];
        sums.add(group, d);
        squares.add(group, d * d);
    }

    public void remove(int group, double value, boolean isNull) {
        if (!isNull) {
            double d = value - origins[group];
            sums.remove(group, d);
            squares.remove(group, d * d);
        }
    }

    public double value(int group) {
        long n = sums.count(group);
        if (n == 1) {
            return 0;
        }
        double sum = sums.value(group);
        double variance = (squares.value(group) - sum * sum / n) / (n - 1);
        return variance <= 0 ? 0 : Math.sqrt(variance);
    }

    @Override
    public boolean isNull(int group) {
        return sums.count(group) == 0;
    }

    @Override
    protected void grow(int groups) {
        sums.grow(groups);
        squares.grow(groups);
        origins = Arrays.copyOf(origins, groups);
    }

    @Override
    protected void clear(int group) {
        sums.clear(group);
        squares.clear(group);
        origins[group] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        sums.save(out, groups);
        squares.save(out, groups);
        for (int g = 0; g < groups; g++) {
            out.writeDouble(origins[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        sums.load(in, groups);
        squares.load(in, groups);
        for (int g = 0; g < groups; g++) {
            origins[g] = in.readDouble();
        }
    }
}
