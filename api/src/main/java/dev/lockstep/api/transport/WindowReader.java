package dev.lockstep.api.transport;

import dev.lockstep.api.connector.BlockSink;

/** Brings blocks from a window. */
public interface WindowReader extends AutoCloseable {
    /**
     * Reads until {@link BlockSink#isStopping} or {@link #close}. Updates carry the rows that they
     * replace, where the engine knew them.
     *
     * @throws dev.lockstep.api.error.LockstepException when reading fails
     */
    void run(BlockSink sink) throws InterruptedException;

    /** Whether what was read is remembered outside, so that it must be safe when it is taken. */
    boolean isRemembered();

    /** Ends a wait; may be called by another thread. */
    @Override
    void close();
}
