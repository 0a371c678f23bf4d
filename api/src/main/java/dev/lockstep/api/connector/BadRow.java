package dev.lockstep.api.connector;

import dev.lockstep.api.error.ErrorCode;

/**
 * Input that could not become an event.
 *
 * @param place {@code file:line}, or whatever names the place best
 * @param text the original text, cut to a bounded length
 */
public record BadRow(ErrorCode code, String place, String reason, String text) {}
