package dev.lockstep.api.connector;

import java.util.List;
import java.util.Set;

/**
 * One property of a connector class.
 *
 * @param defaultText the value when absent, as text; empty for none
 * @param values the allowed values; empty when free
 * @param hasEffect false for a property that is accepted and does nothing here; {@code meaning}
 *     then says why
 */
public record PropertySpec(
        String name,
        Set<Direction> directions,
        Kind kind,
        boolean isRequired,
        String defaultText,
        List<String> values,
        boolean hasEffect,
        String meaning) {
    /** The value's form. */
    public enum Kind {
        TEXT,
        BOOLEAN,
        INTEGER,
        /** A path; relative ones mean the current directory. */
        FILE
    }
}
