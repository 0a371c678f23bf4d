package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code ESP_aStd}: the sample standard deviation, 0 for one value (known), null for none; NaN
 * where a value is NaN or infinite. Sums are taken of the distance to the group's first value and
 * of its square, both with about 106 bits, so that values may stay close together after distant
 * ones have left.
 */
public final class Deviation extends RecordFunction {
    /** Behind the number of values: what distances are from. */
    private static final int ORIGIN = 1;

    private static final int SUM = ORIGIN + 1;
    private static final int SQUARES = SUM + ExactSums.WORDS;

    private final ExactSums sums;
    private final ExactSums squares;

    public Deviation(GroupRecords records) {
        super(records, SQUARES + ExactSums.WORDS);
        sums = new ExactSums(records);
        squares = new ExactSums(records);
    }

    public void add(long[] w, int at, double value, boolean isNull) {
        if (isNull) {
            return;
        }
        if (w[at]++ == 0) {
            double origin = Double.isFinite(value) ? value : 0;
            w[at + ORIGIN] = Double.doubleToRawLongBits(origin);
        }
        change(w, at, value, true);
    }

    public void remove(long[] w, int at, double value, boolean isNull) {
        if (isNull) {
            return;
        }
        change(w, at, value, false);
        if (--w[at] == 0) {
            sums.clear(w, at + SUM);
            squares.clear(w, at + SQUARES);
        }
    }

    private void change(long[] w, int at, double value, boolean isAdded) {
        double origin = Double.longBitsToDouble(w[at + ORIGIN]);
        double d = value - origin;
        double square = d * d;
        if (!Double.isFinite(square)) {
            if (isAdded) {
                sums.add(w, at + SUM, d);
                squares.add(w, at + SQUARES, square);
            } else {
                sums.remove(w, at + SUM, d);
                squares.remove(w, at + SQUARES, square);
            }
            return;
        }
        // what rounding took from the difference and from its square
        double part = d - value;
        double rest = (value - (d - part)) - (origin + part);
        double squareRest = Math.fma(d, d, -square) + 2 * d * rest;
        if (isAdded) {
            sums.addPair(w, at + SUM, d, rest);
            squares.addPair(w, at + SQUARES, square, squareRest);
        } else {
            sums.removePair(w, at + SUM, d, rest);
            squares.removePair(w, at + SQUARES, square, squareRest);
        }
    }

    public double value(long[] w, int at) {
        long n = w[at];
        if (sums.isUnusual(at) || squares.isUnusual(at)) {
            return Double.NaN;
        }
        if (n == 1) {
            return 0;
        }
        double s = ExactSums.high(w, at + SUM);
        double square = s * s;
        double squareRest = Math.fma(s, s, -square) + 2 * s * ExactSums.low(w, at + SUM);
        double mean = square / n;
        double meanRest = (Math.fma(-mean, n, square) + squareRest) / n;
        double q = ExactSums.high(w, at + SQUARES);
        double d = q - mean;
        double part = d - q;
        double low = ExactSums.low(w, at + SQUARES);
        double rest = (q - (d - part)) - (mean + part) + (low - meanRest);
        double variance = (d + rest) / (n - 1);
        return variance <= 0 ? 0 : Math.sqrt(variance);
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at] == 0;
    }

    @Override
    public void clear(long[] w, int at) {
        w[at] = 0;
        w[at + ORIGIN] = 0;
        sums.clear(w, at + SUM);
        squares.clear(w, at + SQUARES);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(words()[at(g)]);
            out.writeLong(words()[at(g) + ORIGIN]);
            sums.save(out, at(g) + SUM);
            squares.save(out, at(g) + SQUARES);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            words()[at(g)] = in.readLong();
            words()[at(g) + ORIGIN] = in.readLong();
            sums.load(in, at(g) + SUM);
            squares.load(in, at(g) + SQUARES);
        }
    }
}
