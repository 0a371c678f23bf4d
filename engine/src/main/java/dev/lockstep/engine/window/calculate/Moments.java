package dev.lockstep.engine.window.calculate;

import dev.lockstep.api.state.Scratch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What summary statistics need to know of a set of observations, by place. Sets only grow and
 * merge: nothing is ever taken back, so a great value leaves no error behind.
 */
final class Moments {
    @Scratch private int places = 2;
    private long[] counts = new long[2];
    private long[] missing = new long[2];
    private double[] least = new double[2];
    private double[] greatest = new double[2];
    private final ExactDoubles sums = new ExactDoubles();
    private final ExactDoubles squares = new ExactDoubles();

    /** Squared distances from the mean. */
    private final ExactDoubles spreads = new ExactDoubles();

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
            spreads.grow(places);
        }
    }

    void clear(int at) {
        counts[at] = 0;
        missing[at] = 0;
        least[at] = 0;
        greatest[at] = 0;
        sums.clear(at);
        squares.clear(at);
        spreads.clear(at);
    }

    void copy(int from, int to) {
        counts[to] = counts[from];
        missing[to] = missing[from];
        least[to] = least[from];
        greatest[to] = greatest[from];
        sums.copy(from, to);
        squares.copy(from, to);
        spreads.copy(from, to);
    }

    void add(int at, double value) {
        least[at] = counts[at] == 0 ? value : Math.min(least[at], value);
        greatest[at] = counts[at] == 0 ? value : Math.max(greatest[at], value);
        if (counts[at] > 0 && Double.isFinite(value) && sums.isFinite(at)) {
            addDistance(at, value, 0, 1);
        }
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
        if (counts[from] > 0 && counts[to] > 0 && sums.isFinite(from) && sums.isFinite(to)) {
            addDistance(to, sums.high(from), sums.low(from), counts[from]);
        }
        spreads.merge(from, to);
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
        return sums.isFinite(at) ? Math.max(0, spreads.value(at)) : Double.NaN;
    }

    /**
     * Adds to the spread of a set what joining another one adds, of which the sum is known and the
     * number {@code a}. That is a positive term for how far apart the means are, so a great mean
     * takes nothing from a small spread.
     */
    private void addDistance(int at, double aHigh, double aLow, double a) {
        double b = counts[at];
        double p = aHigh * b;
        double q = sums.high(at) * a;
        double difference = p - q;
        double square = difference * difference;
        if (!Double.isFinite(square)) {
            double apart = aHigh / a - sums.high(at) / b;
            spreads.add(at, apart * apart * (a * b / (a + b)));
            return;
        }
        double back = difference - p;
        double rest =
                (p - (difference - back))
                        - (q + back)
                        + (Math.fma(aHigh, b, -p) + aLow * b)
                        - (Math.fma(sums.high(at), a, -q) + sums.low(at) * a);
        double apart = difference + rest;
        double apartLow = rest - (apart - difference);
        square = apart * apart;
        double squareLow = Math.fma(apart, apart, -square) + 2 * apart * apartLow;
        double parts = a * b * (a + b);
        double term = square / parts;
        spreads.add(at, term);
        spreads.add(at, (Math.fma(-term, parts, square) + squareLow) / parts);
    }

    void save(int at, DataOutput out) throws IOException {
        out.writeLong(counts[at]);
        out.writeLong(missing[at]);
        out.writeDouble(least[at]);
        out.writeDouble(greatest[at]);
        sums.save(at, out);
        squares.save(at, out);
        spreads.save(at, out);
    }

    void load(int at, DataInput in) throws IOException {
        counts[at] = in.readLong();
        missing[at] = in.readLong();
        least[at] = in.readDouble();
        greatest[at] = in.readDouble();
        sums.load(at, in);
        squares.load(at, in);
        spreads.load(at, in);
    }
}
