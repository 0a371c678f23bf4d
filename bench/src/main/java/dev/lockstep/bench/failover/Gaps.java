package dev.lockstep.bench.failover;

/** Times without output. */
final class Gaps {
    private static final double NANOS_PER_MILLI = 1e6;

    private Gaps() {}

    /**
     * The longest time between two arrivals that follow each other, in milliseconds, of those pairs
     * that reach into a stretch of time. All of a pair's time counts, also what lies outside. Where
     * nothing came behind the stretch, the silence until its end counts.
     *
     * @param arrivals in order
     */
    static double longestMillis(long[] arrivals, long fromNanos, long toNanos) {
        long longest = 0;
        long last = fromNanos;
        boolean isFirst = true;
        for (long at : arrivals) {
            if (last < toNanos && at > fromNanos && !isFirst) {
                longest = Math.max(longest, at - last);
            }
            isFirst = false;
            last = at;
        }
        if (isFirst || last < toNanos) {
            longest = Math.max(longest, toNanos - last);
        }
        return longest / NANOS_PER_MILLI;
    }
}
