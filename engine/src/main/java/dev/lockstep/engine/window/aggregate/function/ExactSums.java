package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of doubles, by group, that adding and taking back does not wear out: each is an unevaluated
 * pair of doubles (about 106 bits), and infinities and NaNs are counted beside it, so that they can
 * leave again. A sum of finite values that leaves the range of doubles is infinite until its group
 * is empty.
 */
final class ExactSums {
    /** Of each group the rounded sum and what rounding has taken from it, side by side. */
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
        accumulate(group, value, 1);
    }

    void remove(int group, double value) {
        accumulate(group, -value, -1);
        forget(group);
    }

    private void forget(int group) {
        if (--counts[group] == 0) {
            clearPair(group);
        }
    }

    /**
     * Adds the sum of two finite numbers as one value, and closely: what is left when much greater
     * values have gone still has its digits.
     */
    void addPair(int group, double value, double rest) {
        counts[group]++;
        accumulateClosely(group, value);
        accumulateClosely(group, rest);
    }

    /** Takes back {@link #addPair}. */
    void removePair(int group, double value, double rest) {
        accumulateClosely(group, -value);
        accumulateClosely(group, -rest);
        forget(group);
    }

    /** Adds to a group and to the next one, and counts in the first only. */
    void addTwo(int group, double value, double next) {
        counts[group]++;
        accumulateTwo(group, value, next, 1);
    }

    /** Takes back {@link #addTwo}. */
    void removeTwo(int group, double value, double next) {
        accumulateTwo(group, -value, -next, -1);
        if (--counts[group] == 0) {
            clearPair(group);
            clearPair(group + 1);
        }
    }

    /**
     * @param value what is added, or what is taken back with the sign changed
     * @param step 1 for what is added, -1 for what is taken back
     */
    private void accumulate(int group, double value, int step) {
        double[] p = pairs;
        int at = 2 * group;
        double h = p[at];
        double sum = h + value;
        double part = sum - h;
        double error = (h - (sum - part)) + (value - part);
        if (Math.abs(sum) <= Double.MAX_VALUE) {
            p[at] = sum;
            p[at + 1] += error;
        } else {
            accumulateUnusual(group, value, step);
        }
    }

    /** The same for a finite value, the error always smaller than the sum's last digit. */
    private void accumulateClosely(int group, double value) {
        double[] p = pairs;
        int at = 2 * group;
        double h = p[at];
        double sum = h + value;
        double part = sum - h;
        double error = (h - (sum - part)) + (value - part) + p[at + 1];
        double result = sum + error;
        if (Math.abs(result) <= Double.MAX_VALUE) {
            p[at] = result;
            p[at + 1] = error - (result - sum);
        } else {
            accumulateUnusual(group, value, 1);
        }
    }

    /** {@link #accumulate} for a group and the next one, whose steps overlap. */
    private void accumulateTwo(int group, double value, double next, int step) {
        double[] p = pairs;
        int at = 2 * group;
        double h = p[at];
        double g = p[at + 2];
        double sum = h + value;
        double nextSum = g + next;
        double part = sum - h;
        double nextPart = nextSum - g;
        double error = (h - (sum - part)) + (value - part) + p[at + 1];
        double nextError = (g - (nextSum - nextPart)) + (next - nextPart) + p[at + 3];
        if (Math.abs(sum) <= Double.MAX_VALUE && Math.abs(nextSum) <= Double.MAX_VALUE) {
            p[at] = sum;
            p[at + 1] = error;
            p[at + 2] = nextSum;
            p[at + 3] = nextError;
        } else {
            accumulate(group, value, step);
            accumulate(group + 1, next, step);
        }
    }

    /** Infinities and NaNs are counted; a sum of finite values that overflows stays infinite. */
    private void accumulateUnusual(int group, double value, int step) {
        if (Double.isFinite(value)) {
            pairs[2 * group] += value;
            pairs[2 * group + 1] = 0;
            return;
        }
        if (positive.length == 0) {
            growUnusual(counts.length);
        }
        if (Double.isNaN(value)) {
            undefined[group] += step;
        } else if (value * step > 0) {
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
        return pairs[2 * group] + pairs[2 * group + 1];
    }

    /** What {@link #high} lacks. */
    double low(int group) {
        double h = pairs[2 * group];
        double l = pairs[2 * group + 1];
        double sum = h + l;
        double part = sum - h;
        return (h - (sum - part)) + (l - part);
    }

    double value(int group) {
        if (isUnusual(group)) {
            return unusual(group);
        }
        return high(group);
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
