package dev.lockstep.server.failover;

import dev.lockstep.server.measure.Histogram;

/**
 * When the records of one input came here: a mark for each reading, which brings many records. One
 * thread adds, another takes; what neither remembers is not counted. Thread-safe.
 */
final class Arrivals {
    private final long[] ends;
    private final long[] nanos;
    private long added;
    private long taken;
    private int ticket;

    /**
     * @param marks kept; where there are more, the oldest is forgotten
     */
    Arrivals(int marks) {
        ends = new long[marks];
        nanos = new long[marks];
    }

    /** The records before that offset, and behind the mark before, are here. */
    synchronized void add(int ofTicket, long end, long nowNanos) {
        if (ofTicket != ticket) {
            // read anew, perhaps from further back
            ticket = ofTicket;
            taken = added;
        }
        int k = (int) (added % ends.length);
        ends[k] = end;
        nanos[k] = nowNanos;
        added++;
        taken = Math.max(taken, added - ends.length);
    }

    /**
     * Records how old the records are that stand between two offsets, and forgets them. Where
     * offsets have gaps, a few may be taken for neighbours that came with another reading.
     */
    synchronized void settle(long from, long to, int count, long nowNanos, Histogram ages) {
        long at = from;
        int left = count;
        while (left > 0 && taken < added) {
            int k = (int) (taken % ends.length);
            if (ends[k] > at) {
                boolean isLast = ends[k] >= to;
                int here = isLast ? left : (int) Math.min(left, ends[k] - at);
                ages.record(nowNanos - nanos[k], here);
                left -= here;
                at = ends[k];
            }
            if (ends[k] <= to) {
                taken++;
            }
        }
    }
}
