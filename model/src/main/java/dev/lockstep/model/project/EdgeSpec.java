package dev.lockstep.model.project;

import dev.lockstep.api.error.Location;
import org.jspecify.annotations.Nullable;

/**
 * One edge between two windows of a query.
 *
 * @param role as written, or null
 * @param slot the splitter's slot, or {@link #EVERY_SLOT}
 */
public record EdgeSpec(
        String source, String target, @Nullable String role, int slot, Location where) {
    public static final int EVERY_SLOT = -1;
}
