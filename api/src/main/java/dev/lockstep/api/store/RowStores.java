package dev.lockstep.api.store;

/**
 * Hands out stores of rows, all of one engine. Closed by whoever made it, once the engine steps no
 * more; that closes its stores and forgets what they hold. Used by one thread at a time.
 */
public interface RowStores extends AutoCloseable {
    /**
     * A new, empty store.
     *
     * @param name says whose rows these are, for messages
     * @throws dev.lockstep.api.error.LockstepException if there is no room or no place for it
     */
    RowStore open(String name);

    @Override
    void close();
}
