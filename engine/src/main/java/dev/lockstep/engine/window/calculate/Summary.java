package dev.lockstep.engine.window.calculate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The observations of the algorithm Summary: all there ever were, or the latest of them. The latest
 * ones are two runs: of the older run the moments of each of its ends are known, so that the oldest
 * observation leaves by going on to the next; of the newer run there is one set of moments. When
 * the older run is used up, the newer one becomes it. So an observation costs constant time on
 * average and its leaving costs no accuracy.
 */
final class Summary {
    private static final int NEWER = 0;
    private static final int RESULT = 1;
    private static final int OLDER = 2;

    private final int length;
    private final Moments moments = new Moments();
    private double[] values = {};
    private boolean[] isMissing = {};

    /** The oldest observation's place; 0 until there are {@link #length} of them. */
    private int head;

    private int size;

    /** How many of the oldest observations are the older run. */
    private int older;

    /**
     * @param length how many observations count, 0 for all
     */
    Summary(int length) {
        this.length = length;
    }

    /** Takes the next observation; {@code value} says nothing if it is missing. */
    void observe(double value, boolean isNull) {
        if (length > 0) {
            if (size == length) {
                drop();
            }
            int at = place(size);
            ensure(at);
            values[at] = isNull ? 0 : value;
            isMissing[at] = isNull;
            size++;
        }
        add(NEWER, value, isNull);
    }

    private void add(int set, double value, boolean isNull) {
        if (isNull) {
            moments.addMissing(set);
        } else {
            moments.add(set, value);
        }
    }

    private int place(int age) {
        int at = head + age;
        return at < length ? at : at - length;
    }

    private void ensure(int at) {
        if (at >= values.length) {
            int room = Math.min(length, Math.max(16, at * 2));
            values = Arrays.copyOf(values, room);
            isMissing = Arrays.copyOf(isMissing, room);
        }
    }

    private void drop() {
        if (older == 0) {
            older = size;
            sumOlder();
            moments.clear(NEWER);
        }
        older--;
        size--;
        head = place(1);
    }

    /** Finds the moments of the older run from each of its observations to its newest. */
    private void sumOlder() {
        moments.ensure(OLDER + older);
        moments.clear(OLDER);
        for (int k = 1; k <= older; k++) {
            int at = place(older - k);
            moments.copy(OLDER + k - 1, OLDER + k);
            add(OLDER + k, values[at], isMissing[at]);
        }
    }

    /** Brings the result up to date; the other questions are about it. */
    void sumUp() {
        moments.copy(NEWER, RESULT);
        if (older > 0) {
            moments.merge(OLDER + older, RESULT);
        }
    }

    /** Whether there is no value for this statistic. */
    boolean isNull(Statistic s) {
        long n = moments.count(RESULT);
        return switch (s) {
            case N, MISSING -> false;
            case LEAST, GREATEST, SUM, MEAN, CORRECTED_SQUARES, SQUARES -> n == 0;
            case VARIANCE, DEVIATION, STANDARD_ERROR -> n < 2;
            case VARIATION -> n < 2 || value(Statistic.MEAN) == 0;
        };
    }

    /** The statistic, where it is not null. */
    double value(Statistic s) {
        double n = moments.count(RESULT);
        return switch (s) {
            case N -> n;
            case MISSING -> moments.missing(RESULT);
            case LEAST -> moments.least(RESULT);
            case GREATEST -> moments.greatest(RESULT);
            case SUM -> moments.sum(RESULT);
            case MEAN -> moments.sum(RESULT) / n;
            case CORRECTED_SQUARES -> moments.correctedSumOfSquares(RESULT);
            case SQUARES -> moments.sumOfSquares(RESULT);
            case VARIANCE -> moments.correctedSumOfSquares(RESULT) / (n - 1);
            case DEVIATION -> Math.sqrt(value(Statistic.VARIANCE));
            case STANDARD_ERROR -> Math.sqrt(value(Statistic.VARIANCE) / n);
            case VARIATION -> 100 * value(Statistic.DEVIATION) / value(Statistic.MEAN);
        };
    }

    void save(DataOutput out) throws IOException {
        if (length == 0) {
            moments.save(NEWER, out);
            return;
        }
        out.writeInt(head);
        out.writeInt(size);
        out.writeInt(older);
        for (int k = 0; k < size; k++) {
            out.writeBoolean(isMissing[place(k)]);
            out.writeDouble(values[place(k)]);
        }
    }

    /** Reads what {@link #save} wrote; moments come out as they were, bit by bit. */
    void load(DataInput in) throws IOException {
        if (length == 0) {
            moments.load(NEWER, in);
            return;
        }
        head = in.readInt();
        size = in.readInt();
        older = in.readInt();
        boolean isPossible = size >= 0 && size <= length && older >= 0 && older <= size;
        if (!isPossible || head < 0 || head > 0 && (size < length || head >= length)) {
            throw new IOException("A summary cannot have " + size + " observations.");
        }
        for (int k = 0; k < size; k++) {
            int at = place(k);
            ensure(at);
            isMissing[at] = in.readBoolean();
            values[at] = in.readDouble();
        }
        sumOlder();
        moments.clear(NEWER);
        for (int k = older; k < size; k++) {
            add(NEWER, values[place(k)], isMissing[place(k)]);
        }
    }
}
