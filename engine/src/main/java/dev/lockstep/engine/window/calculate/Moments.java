package dev.lockstep.engine.window.calculate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What summary statistics need to know of a set of observations, by place. Sets only grow and
 * merge: nothing is ever taken back, so a great value leaves no error behind.
 */
final class Moments {
    private int places = 2;
    private long[] counts = new long[2];
    private long[] missing = new long[2];
    private double[] least = new double[2];
    private double[] greatest = new double[2];
    private final ExactDoubles sums = new ExactDoubles();
    private final ExactDoubles squares = new ExactDoubles();

    /** Makes sure that there is a place {@code at}. */
    void ensure(int at) {
        if (at >= places) {
            places = Math.max(at + 1, places * 2);
            counts = Arrays.copyOf(counts, places);
            missing = Arrays.copyOf(missing, places);
            least = Arrays.copyOf(least, places);
            greatest = Arrays.copyOf(greatest, places);
            sums.grow(places);
            squares.grow(places);
        }
    }

    void clear(int at) {
        counts[at] = 0;
        missing[at] = 0;
        least[at] = 0;
        greatest[at] = 0;
        sums.clear(at);
        squares.clear(at);
    }

    void copy(int from, int to) {
        counts[to] = counts[from];
        missing[to] = missing[from];
        least[to] = least[from];
        greatest[to] = greatest[from];
        sums.copy(from, to);
        squares.copy(from, to);
    }

    void add(int at, double value) {
        least[at] = counts[at] == 0 ? value : Math.min(least[at], value);
        greatest[at] = counts[at] == 0 ? value : Math.max(greatest[at], value);
        counts[at]++;
        sums.add(at, value);
        squares.addSquare(at, value);
    }

    void addMissing(int at) {
        missing[at]++;
    }

    /** Adds the set at {@code from} to the one at {@code to}. */
    void merge(int from, int to) {
        if (counts[from] > 0) {
            boolean isFirst = counts[to] == 0;
            least[to] = isFirst ? least[from] : Math.min(least[to], least[from]);
            greatest[to] = isFirst ? greatest[from] : Math.max(greatest[to], greatest[from]);
        }
        counts[to] += counts[from];
        missing[to] += missing[from];
        sums.merge(from, to);
        squares.merge(from, to);
    }

    long count(int at) {
        return counts[at];
    }

    long missing(int at) {
        return missing[at];
    }

    double least(int at) {
        return least[at];
    }

    double greatest(int at) {
        return greatest[at];
    }

    double sum(int at) {
        return sums.value(at);
    }

    double sumOfSquares(int at) {
        return squares.value(at);
    }

    /** The sum of squared distances from the mean, never negative; of at least one value. */
    double correctedSumOfSquares(int at) {
        if (!sums.isFinite(at)) {
            return Double.NaN;
        }
        if (!squares.isFinite(at)) {
            return squares.value(at);
        }
        double n = counts[at];
        double sum = sums.high(at);
        double whole = squares.high(at);
        double product = sum * sum;
        if (!Double.isFinite(product)) {
            return Math.max(0, whole - sum / n * sum);
        }
        double productLow = Math.fma(sum, sum, -product) + 2 * sum * sums.low(at);
        double share = product / n;
        double shareLow = (Math.fma(-share, n, product) + productLow) / n;
        double rest = whole - share;
        double back = rest - whole;
        double restLow = (whole - (rest - back)) - (share + back);
        return Math.max(0, rest + (restLow + (squares.low(at) - shareLow)));
    }

    void save(int at, DataOutput out) throws IOException {
        out.writeLong(counts[at]);
        out.writeLong(missing[at]);
        out.writeDouble(least[at]);
        out.writeDouble(greatest[at]);
        sums.save(at, out);
        squares.save(at, out);
    }

    void load(int at, DataInput in) throws IOException {
        counts[at] = in.readLong();
        missing[at] = in.readLong();
        least[at] = in.readDouble();
        greatest[at] = in.readDouble();
        sums.load(at, in);
        squares.load(at, in);
    }
}
