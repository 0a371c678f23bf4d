package dev.lockstep.api.connector;

import dev.lockstep.api.block.EventBlock;

/**
 * Where a publisher's blocks go: a bounded queue in front of the engine. Used by the publisher's
 * thread only.
 */
public interface BlockSink {
    /** An empty detached block of the window's schema, recycled where possible. */
    EventBlock take();

    /**
     * Hands the block over for good; waits while the queue is full.
     *
     * @param dueMicros when it is to enter the project, in microseconds since the project's start;
     *     0 for at once. Rates and timers say it here instead of sleeping, so that a virtual clock
     *     need not wait
     */
    void publish(EventBlock block, long dueMicros) throws InterruptedException;

    /** The project's time at its start, in microseconds since the epoch; 0 where there is none. */
    default long projectStartMicros() {
        return 0;
    }

    /**
     * How long the project has been running, in microseconds of its own clock. What a publisher
     * that starts later than the project counts its due times from.
     */
    default long elapsedMicros() {
        return 0;
    }

    /** Records a row that could not be decoded. */
    void badRow(BadRow row);

    /** Whether the publisher should end soon. Interruption says the same to one that waits. */
    boolean isStopping();
}
