package dev.lockstep.server.trial;

import org.jspecify.annotations.Nullable;

/**
 * What was done at some moment.
 *
 * @param cause for people
 * @param fault null if it was done to something else than engines
 * @param victim the engine, or whatever else was hurt
 * @param atNanos the moment of the signal, by {@link System#nanoTime}
 * @param untilNanos when whatever came of it was over
 * @param successor who reigned then; empty if nobody is known to
 */
public record Blow(
        String cause,
        @Nullable Fault fault,
        String victim,
        long atNanos,
        long untilNanos,
        String successor) {}
