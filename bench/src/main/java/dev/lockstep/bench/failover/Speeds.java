package dev.lockstep.bench.failover;

/** How fast something grew. */
final class Speeds {
    private static final double NANOS = 1e9;

    private Speeds() {}

    /**
     * Units a second, from the first moment behind {@code from} to that at which {@code to} was
     * reached; what had come by the first moment does not count, since nobody knows how long it
     * took.
     *
     * @param counts at each moment, ascending
     * @return NaN where there is only one such moment
     */
    static double perSecond(long[] moments, long[] counts, long from, long to) {
        int first = -1;
        int last = -1;
        for (int k = 0; k < counts.length && last < 0; k++) {
            if (first < 0 && counts[k] > from) {
                first = k;
            }
            if (counts[k] >= to) {
                last = k;
            }
        }
        if (first < 0 || last <= first) {
            return Double.NaN;
        }
        return (counts[last] - counts[first]) / ((moments[last] - moments[first]) / NANOS);
    }
}
