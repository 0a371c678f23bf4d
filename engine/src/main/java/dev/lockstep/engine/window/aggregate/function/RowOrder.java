package dev.lockstep.engine.window.aggregate.function;

/** What is known of the order in which rows of an input leave. */
public enum RowOrder {
    /** Rows never leave. */
    NEVER_LEAVE,
    /**
     * Rows never change and leave the window in front in the order in which they came; here too,
     * but for what a refused transactional block has left behind.
     */
    MOSTLY_AS_THEY_CAME,
    /** Any row may leave. */
    ANY
}
