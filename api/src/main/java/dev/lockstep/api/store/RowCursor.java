package dev.lockstep.api.store;

/** A way through all rows of a store in the order of their keys. */
public interface RowCursor extends AutoCloseable {
    /** Goes to the next row; false behind the last, however often it is asked. */
    boolean next();

    /** The key of the row at hand; the caller may keep it. */
    byte[] key();

    /** The row at hand; the caller may keep it. */
    byte[] row();

    @Override
    void close();
}
