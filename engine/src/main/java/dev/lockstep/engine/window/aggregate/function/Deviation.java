package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * {@code ESP_aStd}: the sample standard deviation, 0 for one value (known), null for none; NaN
 * where a value is NaN or infinite. Sums are taken of the distance to the group's first value and
 * of its square, both with about 106 bits, so that values may stay close together after distant
 * ones have left.
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
        change(group, value, true);
    }

    public void remove(int group, double value, boolean isNull) {
        if (!isNull) {
            change(group, value, false);
        }
    }

    private void change(int group, double value, boolean isAdded) {
        double origin = origins[group];
        double d = value - origin;
        double square = d * d;
        if (!Double.isFinite(square)) {
            if (isAdded) {
                sums.add(group, d);
                squares.add(group, square);
            } else {
                sums.remove(group, d);
                squares.remove(group, square);
            }
            return;
        }
        // what rounding took from the difference and from its square
        double part = d - value;
        double rest = (value - (d - part)) - (origin + part);
        double squareRest = Math.fma(d, d, -square) + 2 * d * rest;
        if (isAdded) {
            sums.addPair(group, d, rest);
            squares.addPair(group, square, squareRest);
        } else {
            sums.removePair(group, d, rest);
            squares.removePair(group, square, squareRest);
        }
    }

    public double value(int group) {
        long n = sums.count(group);
        if (sums.isUnusual(group) || squares.isUnusual(group)) {
            return Double.NaN;
        }
        if (n == 1) {
            return 0;
        }
        double s = sums.high(group);
        double square = s * s;
        double squareRest = Math.fma(s, s, -square) + 2 * s * sums.low(group);
        double mean = square / n;
        double meanRest = (Math.fma(-mean, n, square) + squareRest) / n;
        double q = squares.high(group);
        double d = q - mean;
        double part = d - q;
        double rest = (q - (d - part)) - (mean + part) + (squares.low(group) - meanRest);
        double variance = (d + rest) / (n - 1);
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
