package dev.lockstep.failover.kafka;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long the threads that read wait between two polls where little comes: each poll costs a
 * broker a request, and all engines together could ask with every record. Whom others wait for
 * reads more often. Safe for use by several threads.
 */
final class ReadPace {
    private static final long PROMPT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** What is committed of an input comes later than that by the journal. */
    private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

    /** Who reigns commits more often than that while there is something to be read. */
    private static final long REIGN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clock;
    private volatile long fencedNanos;
    private volatile long committedNanos;

    /**
     * @param clock nanoseconds, as of {@link System#nanoTime}
     */
    ReadPace(LongSupplier clock) {
        this.clock = clock;
        fencedNanos = clock.getAsLong() - REIGN_NANOS;
        committedNanos = fencedNanos;
    }

    /** A fence is asked for: what comes next is a take-over. */
    void fences() {
        fencedNanos = clock.getAsLong();
    }

    /** A commit is asked for. */
    void commits() {
        committedNanos = clock.getAsLong();
    }

    /** Between two polls of the journal; 0 in a take-over, which must read it to its end. */
    long journalNanos() {
        boolean isClaimAsked = committedNanos - fencedNanos >= 0;
        return isRecent(fencedNanos) && !isClaimAsked ? 0 : PROMPT_NANOS;
    }

    /** Between two polls of an input. */
    long inputNanos() {
        return isRecent(fencedNanos) || isRecent(committedNanos) ? PROMPT_NANOS : CALM_NANOS;
    }

    private boolean isRecent(long nanos) {
        return clock.getAsLong() - nanos < REIGN_NANOS;
    }
}
