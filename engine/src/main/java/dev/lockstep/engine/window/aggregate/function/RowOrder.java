package dev.lockstep.engine.window.aggregate.function;

/** What is known of the order in which rows of an input leave. */
public enum RowOrder {
    /** Rows never leave. */
    NEVER_LEAVE,
    /** Rows leave in the order in which they came and never change. */
    FIRST_IN_FIRST_OUT,
    /** Any row may leave. */
    ANY
}
