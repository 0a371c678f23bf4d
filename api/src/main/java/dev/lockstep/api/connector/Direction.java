package dev.lockstep.api.connector;

/** Which way a connector moves events. */
public enum Direction {
    /** Into a source window. */
    PUBLISH,
    /** Out of any window. */
    SUBSCRIBE
}
