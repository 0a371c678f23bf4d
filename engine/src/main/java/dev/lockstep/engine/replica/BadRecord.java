package dev.lockstep.engine.replica;

import dev.lockstep.api.connector.BadRow;

/**
 * A row of input that could not be decoded; every replica reports the same ones.
 *
 * @param source the window, as {@code query/window}
 * @param position of the step, as in {@code BadEvent}
 */
public record BadRecord(String source, long position, BadRow row) {}
