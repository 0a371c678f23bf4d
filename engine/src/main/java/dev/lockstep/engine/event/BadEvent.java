package dev.lockstep.engine.event;

import dev.lockstep.api.error.ErrorCode;

/**
 * An event that a window could not apply.
 *
 * @param window {@code query/window}
 * @param position of the journal entry
 * @param cause ordinal of the input event within the entry
 * @param text the event, as CSV
 */
public record BadEvent(
        ErrorCode code, String window, long position, int cause, String reason, String text) {}
