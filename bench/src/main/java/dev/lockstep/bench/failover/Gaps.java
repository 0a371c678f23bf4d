package dev.lockstep.bench.failover;

import java.util.stream.LongStream;

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

    /**
     * The longest gap of a stretch of time before a moment, without the one in which that moment
     * lies. Where nothing came in the stretch, all of it is a gap.
     *
     * @param arrivals in order
     */
    static double longestBeforeMillis(long[] arrivals, long momentNanos, long stretchNanos) {
        long from = momentNanos - stretchNanos;
        long[] before = LongStream.of(arrivals).filter(a -> a < momentNanos).toArray();
        long last = before.length == 0 ? from : before[before.length - 1];
        return last <= from ? stretchNanos / NANOS_PER_MILLI : longestMillis(before, from, last);
    }
}
