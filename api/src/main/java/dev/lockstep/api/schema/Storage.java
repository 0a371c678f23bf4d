package dev.lockstep.api.schema;

/** How a value is kept in a column. */
public enum Storage {
    /** {@code int}. */
    INT,
    /** {@code long}. */
    LONG,
    /** {@code double}. */
    DOUBLE,
    /**
     * Bytes of variable length: a code of the project's string pool, or a span of the block's
     * arena.
     */
    BYTES
}
