package dev.lockstep.failover.port;

/**
 * The time of one step.
 *
 * @param nanos of a clock that never goes back; for waiting
 * @param micros of the wall since the epoch of Unix; for entries. May jump
 */
public record Now(long nanos, long micros) {}
