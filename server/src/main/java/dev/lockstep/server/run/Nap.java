package dev.lockstep.server.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Sleeping a little before asking to be woken. Whoever waits at a queue whose other end is busy
 * would else be woken for each block, and waking may cost more than the block does; after a nap
 * there are many blocks, or room for many. A nap that lets the other end run dry was too long, one
 * after which it has far to go still was too short: how long the next is, follows from that, and
 * where even the shortest is too long, none is taken for a while. Of one thread.
 */
final class Nap {
    /** What nobody notices in a file. */
    static final long MOST_NANOS = 500_000;

    /** Less is not to be had of an operating system. */
    static final long LEAST_NANOS = 60_000;

    /** Waits without a nap until it is tried again. */
    static final int PAUSE = 256;

    private long nanos = LEAST_NANOS;
    private int pause;

    /**
     * Waits at an empty queue for blocks, if a nap is of use; ends early if the thread is
     * interrupted.
     *
     * @return how many nanoseconds it was meant to take
     */
    long forBlocks(BlockingQueue<?> queue) {
        long slept = sleep();
        if (slept > 0) {
            int room = queue.remainingCapacity();
            judge(room == 0, room > queue.size());
        }
        return slept;
    }

    /** Waits at a full queue for room; otherwise as {@link #forBlocks}. */
    void forRoom(BlockingQueue<?> queue) {
        if (sleep() > 0) {
            int size = queue.size();
            judge(size == 0, size > queue.remainingCapacity());
        }
    }

    private long sleep() {
        if (nanos == 0 && --pause > 0) {
            return 0;
        }
        nanos = Math.max(LEAST_NANOS, nanos);
        LockSupport.parkNanos(nanos);
        return nanos;
    }

    /** Tells whether the other end had nothing left to do, or not half of what there is. */
    private void judge(boolean wasTooLong, boolean wasTooShort) {
        if (wasTooLong) {
            nanos = nanos / 2 < LEAST_NANOS ? 0 : nanos / 2;
            pause = PAUSE;
        } else if (wasTooShort) {
            nanos = Math.min(MOST_NANOS, nanos * 2);
        }
    }
}
