package dev.lockstep.api.connector;

import java.io.IOException;

/** Brings events in. One use: {@link #run} once, then {@link #close}. */
public interface Publisher extends AutoCloseable {
    /**
     * Whether the input ends by itself: a plain file does, a socket or a timer without limit does
     * not.
     */
    boolean isFinite();

    /**
     * Whether the next block comes without waiting for anyone outside, so that taking turns may
     * wait for it: a plain file and a timer do not keep others waiting, a socket might.
     */
    default boolean isPrompt() {
        return false;
    }

    /**
     * Whether a second run, by another process too, gives the same rows in the same order: a plain
     * file does, growing or not; a socket or a timer does not.
     */
    default boolean isRepeatable() {
        return false;
    }

    /**
     * Reads until the input ends or {@link BlockSink#isStopping}. Called on the connector's own
     * thread.
     *
     * @throws IOException when the outside fails
     * @throws dev.lockstep.api.error.LockstepException when a row cannot be parsed and the
     *     configuration says to stop
     */
    void run(BlockSink sink) throws IOException, InterruptedException;

    @Override
    void close() throws IOException;
}
