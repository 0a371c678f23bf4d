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

    /** Records a row that could not be decoded. */
    void badRow(BadRow row);

    /** Whether the publisher should end soon. Interruption says the same to one that waits. */
    boolean isStopping();
}
