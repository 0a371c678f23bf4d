package dev.lockstep.model.project;

import dev.lockstep.api.error.Location;
import org.jspecify.annotations.Nullable;

/**
 * A retention policy (semantics 2.2).
 *
 * @param amount rows for the count types, microseconds for the time types
 * @param field name of a date or stamp field whose time counts; null for journal time
 * @param lookBackMicros for BYTIME_JUMPING_LOOKBACK: how much of the past stays; 0 otherwise
 */
public record RetentionSpec(
        Type type, long amount, @Nullable String field, long lookBackMicros, Location where) {
    /** When rows leave. */
    public enum Type {
        BYTIME_SLIDING,
        BYTIME_JUMPING,
        BYTIME_JUMPING_LOOKBACK,
        BYCOUNT_SLIDING,
        BYCOUNT_JUMPING
    }
}
