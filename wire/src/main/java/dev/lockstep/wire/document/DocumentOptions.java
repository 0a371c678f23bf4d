package dev.lockstep.wire.document;

import org.jspecify.annotations.Nullable;

/**
 * What the formats with named values have in common.
 *
 * @param document the name that faults show
 * @param dateFormat a strftime pattern for dates and stamps, or null for integers
 * @param decimals of doubles, on output
 * @param isCollapsing whether updates are written without their old row
 */
public record DocumentOptions(
        String document, @Nullable String dateFormat, int decimals, boolean isCollapsing) {
    /** Integers for times, six decimals, old rows shown. */
    public static DocumentOptions of(String document) {
        return new DocumentOptions(document, null, 6, false);
    }
}
