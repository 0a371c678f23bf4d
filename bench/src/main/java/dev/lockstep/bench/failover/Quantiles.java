package dev.lockstep.bench.failover;

import java.util.Arrays;
import java.util.Collection;

/** Quantiles of samples by the nearest rank: with fewer than 100 the 99th is the greatest. */
final class Quantiles {
    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    static Quantiles of(double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    static Quantiles of(Collection<Double> samples) {
        return of(samples.stream().mapToDouble(Double::doubleValue).toArray());
    }

    int count() {
        return sorted.length;
    }

    /**
     * The least sample that so many of a hundred do not exceed; NaN if there is none.
     *
     * @param percent above 0, up to 100
     */
    double percentile(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    double p50() {
        return percentile(50);
    }

    double p99() {
        return percentile(99);
    }

    double max() {
        return percentile(100);
    }

    double min() {
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    /** The middle one, or the mean of the two in the middle; NaN if there is none. */
    double median() {
        int n = sorted.length;
        if (n == 0) {
            return Double.NaN;
        }
        return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    }
}
