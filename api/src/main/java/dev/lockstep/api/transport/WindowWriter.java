package dev.lockstep.api.transport;

import dev.lockstep.api.block.EventBlock;

/** Takes blocks to a window, each once and in order. One thread. */
public interface WindowWriter extends AutoCloseable {
    /**
     * Hands a block over for good; waits while too many are on their way.
     *
     * @param block detached, of the window's schema
     * @throws dev.lockstep.api.error.LockstepException once writing has failed
     */
    void publish(EventBlock block) throws InterruptedException;

    /**
     * Waits until all blocks are where nothing can lose them: written by this adapter, or by
     * another one that reads the same source.
     *
     * @throws dev.lockstep.api.error.LockstepException if writing has failed
     */
    void finish() throws InterruptedException;

    /**
     * The adapter is to end: {@link #finish} waits no longer for what only others could do. Any
     * thread.
     */
    void stop();

    /** Whether nothing more can be written, so that the source need not be read on. */
    boolean isFailed();

    @Override
    void close();
}
