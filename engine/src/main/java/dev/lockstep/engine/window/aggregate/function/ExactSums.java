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
    /** Of each group the pair's first 53 bits and what they lack, side by side. */
    private double[] pairs = {};

    private long[] counts = {};

    /** Infinities and NaNs; empty until the first of them comes. */
    private int[] positive = {};

    private int[] negative = {};
    private int[] undefined = {};

    void grow(int groups) {
        pairs = Arrays.copyOf(pairs, 2 * groups);
        counts = Arrays.copyOf(counts, groups);
        if (positive.length > 0) {
            growUnusual(groups);
        }
    }

    private void growUnusual(int groups) {
        positive = Arrays.copyOf(positive, groups);
        negative = Arrays.copyOf(negative, groups);
        undefined = Arrays.copyOf(undefined, groups);
    }

    void clear(int group) {
        clearPair(group);
        counts[group] = 0;
        if (positive.length > 0) {
            positive[group] = 0;
            negative[group] = 0;
            undefined[group] = 0;
        }
    }

    private void clearPair(int group) {
        pairs[2 * group] = 0;
        pairs[2 * group + 1] = 0;
    }

    void add(int group, double value) {
        counts[group]++;
        addUncounted(group, value);
    }

    void remove(int group, double value) {
        removeUncounted(group, value);
        forget(group);
    }

    private void forget(int group) {
        if (--counts[group] == 0) {
            clearPair(group);
        }
    }

    /** Adds without counting; the caller clears the group when nothing is in it any more. */
    void addUncounted(int group, double value) {
        if (Double.isFinite(value)) {
            accumulate(group, value);
        } else {
            addUnusual(group, value, 1);
        }
    }

    /** Takes back {@link #addUncounted}. */
    void removeUncounted(int group, double value) {
        if (!Double.isFinite(value)) {
            addUnusual(group, value, -1);
        } else {
            accumulate(group, -value);
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
        double[] p = pairs;
        int at = 2 * group;
        double h = p[at];
        double sum = h + value;
        double part = sum - h;
        double error = (h - (sum - part)) + (value - part) + p[at + 1];
        double result = sum + error;
        p[at] = result;
        p[at + 1] = error - (result - sum);
    }

    private void addUnusual(int group, double value, int step) {
        if (positive.length == 0) {
            growUnusual(counts.length);
        }
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
        return positive.length > 0 && (positive[group] | negative[group] | undefined[group]) != 0;
    }

    /** The sum's first 53 bits, where nothing is unusual. */
    double high(int group) {
        return pairs[2 * group];
    }

    /** What {@link #high} lacks. */
    double low(int group) {
        return pairs[2 * group + 1];
    }

    double value(int group) {
        if (isUnusual(group)) {
            return unusual(group);
        }
        return pairs[2 * group] + pairs[2 * group + 1];
    }

    private double unusual(int group) {
        if (undefined[group] > 0 || positive[group] > 0 && negative[group] > 0) {
            return Double.NaN;
        }
        return positive[group] > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    void save(DataOutput out, int groups) throws IOException {
        out.writeBoolean(positive.length > 0);
        for (int g = 0; g < groups; g++) {
            out.writeDouble(pairs[2 * g]);
            out.writeDouble(pairs[2 * g + 1]);
            out.writeLong(counts[g]);
            if (positive.length > 0) {
                out.writeInt(positive[g]);
                out.writeInt(negative[g]);
                out.writeInt(undefined[g]);
            }
        }
    }

    void load(DataInput in, int groups) throws IOException {
        if (in.readBoolean()) {
            growUnusual(counts.length);
        }
        for (int g = 0; g < groups; g++) {
            pairs[2 * g] = in.readDouble();
            pairs[2 * g + 1] = in.readDouble();
            counts[g] = in.readLong();
            if (positive.length > 0) {
                positive[g] = in.readInt();
                negative[g] = in.readInt();
                undefined[g] = in.readInt();
            }
        }
    }
}
