package dev.lockstep.server.measure;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often a value fell into each of a few ranges. Recording takes no lock and no memory; a
 * reading may be a moment old, and its count is always that of its ranges. Thread-safe.
 */
public final class Histogram {
    /** Upper ends for times from a part of a millisecond to half a minute. */
    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.0075, 0.01, 0.015, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3,
        0.5, 1, 2.5, 5, 10, 30
    };

    /** Upper ends for numbers of things, fourfold each. */
    private static final double[] SIZES = {1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144};

    private static final double NANOS = 1e9;

    private final double[] ends;
    private final double unit;
    private final long[] limits;
    private final AtomicLongArray counts;
    private final LongAdder sum = new LongAdder();

    /**
     * @param ends upper ends of the ranges, each included; the last range has none
     * @param counts of the ranges, one more than ends
     */
    public record Reading(double[] ends, long[] counts, double sum) {
        /** All that was recorded. */
        public long count() {
            long all = 0;
            for (long c : counts) {
                all += c;
            }
            return all;
        }
    }

    private Histogram(double[] ends, double unit) {
        this.ends = ends;
        this.unit = unit;
        this.limits = new long[ends.length];
        for (int k = 0; k < ends.length; k++) {
            limits[k] = Math.round(ends[k] * unit);
        }
        this.counts = new AtomicLongArray(ends.length + 1);
    }

    /** Of times; recorded in nanoseconds, read in seconds. */
    public static Histogram ofNanos() {
        return new Histogram(SECONDS, NANOS);
    }

    /** Of numbers of things. */
    public static Histogram ofSizes() {
        return new Histogram(SIZES, 1);
    }

    public void record(long value) {
        record(value, 1);
    }

    /** Records the value that many times at once. */
    public void record(long value, long times) {
        int k = 0;
        while (k < limits.length && value > limits[k]) {
            k++;
        }
        counts.addAndGet(k, times);
        sum.add(value * times);
    }

    public Reading read() {
        long[] now = new long[counts.length()];
        for (int k = 0; k < now.length; k++) {
            now[k] = counts.get(k);
        }
        return new Reading(ends.clone(), now, sum.sum() / unit);
    }
}
