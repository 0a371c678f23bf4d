package dev.lockstep.api.store;

/**
 * Rows as bytes by key, outside the heap. Keys are ordered as unsigned bytes, a shorter one before
 * a longer one that begins with it. What was written is seen at once. Every method throws {@link
 * dev.lockstep.api.error.LockstepException} if the medium fails; whoever uses the store must not go
 * on then, since it may have lost a row.
 */
public interface RowStore {
    /** Result of {@link #get}: there is no such row. */
    int NONE = -1;

    /**
     * Looks a row up.
     *
     * @param row receives the first bytes of the row, as many as fit
     * @return the row's length, which may be more than {@code row} holds, or {@link #NONE}
     */
    int get(byte[] key, int keyLength, byte[] row);

    /** Adds a row or replaces it. */
    void put(byte[] key, int keyLength, byte[] row, int rowLength);

    /** Removes a row, if it is there. */
    void delete(byte[] key, int keyLength);

    /** Starts before the first row; the store must not be changed until the cursor is closed. */
    RowCursor scan();
}
