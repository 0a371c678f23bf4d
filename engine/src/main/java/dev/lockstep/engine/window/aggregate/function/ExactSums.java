package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of doubles, by group, that adding and taking back does not wear out: each is an unevaluated
 * pair of doubles (about 106 bits), and infinities and NaNs are counted beside it, so that they can
 * leave again.
 */
final class ExactSums {
    private double[] high = {};
    private double[] low = {};
    private long[] counts = {};
    private int[] positive = {};
    private int[] negative = {};
    private int[] undefined = {};

    void grow(int groups) {
        high = Arrays.copyOf(high, groups);
        low = Arrays.copyOf(low, groups);
        counts = Arrays.copyOf(counts, groups);
        positive = Arrays.copyOf(positive, groups);
        negative = Arrays.copyOf(negative, groups);
        undefined = Arrays.copyOf(undefined, groups);
    }

    void clear(int group) {
        high[group] = 0;
        low[group] = 0;
        counts[group] = 0;
        positive[group] = 0;
        negative[group] = 0;
        undefined[group] = 0;
    }

    void add(int group, double value) {
        counts[group]++;
        if (!Double.isFinite(value)) {
            addUnusual(group, value, 1);
            return;
        }
        accumulate(group, value);
    }

    void remove(int group, double value) {
        if (!Double.isFinite(value)) {
            addUnusual(group, value, -1);
        } else {
            accumulate(group, -value);
        }
        forget(group);
    }

    private void forget(int group) {
        if (--counts[group] == 0) {
            high[group] = 0;
            low[group] = 0;
        }
    }

    /** Adds the sum of two finite numbers as one value. */
    void addPair(int group, double value, double rest) {
        counts[group]++;
        accumulate(group, value);
        accumulate(group, rest);
    }

    /** Takes back {@link #addPair}. */
    void removePair(int group, double value, double rest) {
        accumulate(group, -value);
        accumulate(group, -rest);
        forget(group);
    }

    private void accumulate(int group, double value) {
        double h = high[group];
        double sum = h + value;
        double part = sum - h;
        double error = (h - (sum - part)) + (value - part) + low[group];
        double result = sum + error;
        high[group] = result;
        low[group] = error - (result - sum);
    }

    private void addUnusual(int group, double value, int step) {
        if (Double.isNaN(value)) {
            undefined[group] += step;
        } else if (value > 0) {
            positive[group] += step;
        } else {
            negative[group] += step;
        }
    }

    long count(int group) {
        return counts[group];
    }

    /** Whether an infinity or a NaN is among the values. */
    boolean isUnusual(int group) {
        return (positive[group] | negative[group] | undefined[group]) != 0;
    }

    /** The sum's first 53 bits, where nothing is unusual. */
    double high(int group) {
        return high[group];
    }

    /** What {@link #high} lacks. */
    double low(int group) {
        return low[group];
    }

    double value(int group) {
        if (isUnusual(group)) {
            return unusual(group);
        }
        return high[group] + low[group];
    }

    private double unusual(int group) {
        if (undefined[group] > 0 || positive[group] > 0 && negative[group] > 0) {
            return Double.NaN;
        }
        return positive[group] > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeDouble(high[g]);
            out.writeDouble(low[g]);
            out.writeLong(counts[g]);
            out.writeInt(positive[g]);
            out.writeInt(negative[g]);
            out.writeInt(undefined[g]);
        }
    }

    void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            high[g] = in.readDouble();
            low[g] = in.readDouble();
            counts[g] = in.readLong();
            positive[g] = in.readInt();
            negative[g] = in.readInt();
            undefined[g] = in.readInt();
        }
    }
}
