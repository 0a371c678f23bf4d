package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of doubles in the groups' records that adding and taking back does not wear out: each is an
 * unevaluated pair of doubles (about 106 bits), and infinities and NaNs are counted beside it, so
 * that they can leave again. A sum of finite values that leaves the range of doubles is infinite
 * until its group is empty.
 */
final class ExactSums {
    /** Words of a sum: the rounded sum and what rounding has taken from it. */
    static final int WORDS = 2;

    private final GroupRecords records;

    /** Infinities and NaNs, by group; empty until the first of them comes. */
    private int[] positive = {};

    private int[] negative = {};
    private int[] undefined = {};

    ExactSums(GroupRecords records) {
        this.records = records;
    }

    /** Forgets what there was; a sum of no values. */
    void clear(long[] w, int at) {
        w[at] = 0;
        w[at + 1] = 0;
        if (positive.length > 0) {
            clearUnusual(records.groupOf(at));
        }
    }

    private void clearUnusual(int group) {
        if (group < positive.length) {
            positive[group] = 0;
            negative[group] = 0;
            undefined[group] = 0;
        }
    }

    void add(long[] w, int at, double value) {
        accumulate(w, at, value, 1);
    }

    /** Takes a value back; a sum of no values is to be cleared then. */
    void remove(long[] w, int at, double value) {
        accumulate(w, at, -value, -1);
    }

    /**
     * Adds the sum of two finite numbers as one value, and closely: what is left when much greater
     * values have gone still has its digits.
     */
    void addPair(long[] w, int at, double value, double rest) {
        accumulateClosely(w, at, value);
        accumulateClosely(w, at, rest);
    }

    /** Takes back {@link #addPair}. */
    void removePair(long[] w, int at, double value, double rest) {
        accumulateClosely(w, at, -value);
        accumulateClosely(w, at, -rest);
    }

    /**
     * @param value what is added, or what is taken back with the sign changed
     * @param step 1 for what is added, -1 for what is taken back
     */
    private void accumulate(long[] w, int at, double value, int step) {
        double h = Double.longBitsToDouble(w[at]);
        double sum = h + value;
        double part = sum - h;
        double error = (h - (sum - part)) + (value - part) + Double.longBitsToDouble(w[at + 1]);
        if (Math.abs(sum) <= Double.MAX_VALUE) {
            w[at] = Double.doubleToRawLongBits(sum);
            w[at + 1] = Double.doubleToRawLongBits(error);
        } else {
            accumulateUnusual(w, at, value, step);
        }
    }

    /** The same for a finite value, the error always smaller than the sum's last digit. */
    private void accumulateClosely(long[] w, int at, double value) {
        double h = Double.longBitsToDouble(w[at]);
        double sum = h + value;
        double part = sum - h;
        double error = (h - (sum - part)) + (value - part) + Double.longBitsToDouble(w[at + 1]);
        double result = sum + error;
        if (Math.abs(result) <= Double.MAX_VALUE) {
            w[at] = Double.doubleToRawLongBits(result);
            w[at + 1] = Double.doubleToRawLongBits(error - (result - sum));
        } else {
            accumulateUnusual(w, at, value, 1);
        }
    }

    /** Infinities and NaNs are counted; a sum of finite values that overflows stays infinite. */
    private void accumulateUnusual(long[] w, int at, double value, int step) {
        if (Double.isFinite(value)) {
            w[at] = Double.doubleToRawLongBits(Double.longBitsToDouble(w[at]) + value);
            w[at + 1] = 0;
            return;
        }
        int group = records.groupOf(at);
        reserveUnusual(group);
        if (Double.isNaN(value)) {
            undefined[group] += step;
        } else if (value * step > 0) {
            positive[group] += step;
        } else {
            negative[group] += step;
        }
    }

    private void reserveUnusual(int group) {
        if (group >= positive.length) {
            int groups = Math.max(16, group + (group >> 1) + 1);
            positive = Arrays.copyOf(positive, groups);
            negative = Arrays.copyOf(negative, groups);
            undefined = Arrays.copyOf(undefined, groups);
        }
    }

    /** Whether an infinity or a NaN is among the values. */
    boolean isUnusual(int at) {
        return positive.length > 0 && isUnusualGroup(records.groupOf(at));
    }

    private boolean isUnusualGroup(int group) {
        return group < positive.length
                && (positive[group] | negative[group] | undefined[group]) != 0;
    }

    /** The sum's first 53 bits, where nothing is unusual. */
    static double high(long[] w, int at) {
        return Double.longBitsToDouble(w[at]) + Double.longBitsToDouble(w[at + 1]);
    }

    /** What {@link #high} lacks. */
    static double low(long[] w, int at) {
        double h = Double.longBitsToDouble(w[at]);
        double l = Double.longBitsToDouble(w[at + 1]);
        double sum = h + l;
        double part = sum - h;
        return (h - (sum - part)) + (l - part);
    }

    double value(long[] w, int at) {
        return isUnusual(at) ? unusual(records.groupOf(at)) : high(w, at);
    }

    private double unusual(int group) {
        if (undefined[group] > 0 || positive[group] > 0 && negative[group] > 0) {
            return Double.NaN;
        }
        return positive[group] > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    }

    void save(DataOutput out, int at) throws IOException {
        long[] w = records.words();
        out.writeLong(w[at]);
        out.writeLong(w[at + 1]);
        boolean isUnusual = isUnusual(at);
        out.writeBoolean(isUnusual);
        if (isUnusual) {
            int group = records.groupOf(at);
            out.writeInt(positive[group]);
            out.writeInt(negative[group]);
            out.writeInt(undefined[group]);
        }
    }

    void load(DataInput in, int at) throws IOException {
        long[] w = records.words();
        w[at] = in.readLong();
        w[at + 1] = in.readLong();
        if (in.readBoolean()) {
            int group = records.groupOf(at);
            reserveUnusual(group);
            positive[group] = in.readInt();
            negative[group] = in.readInt();
            undefined[group] = in.readInt();
        }
    }
}
