package dev.lockstep.model.project;

import dev.lockstep.api.error.Location;
import java.util.List;

/**
 * A continuous query.
 *
 * @param edges single pairs in document order
 * @param trace names of windows whose events are logged
 */
public record QuerySpec(
        String name,
        Location where,
        List<WindowSpec> windows,
        List<EdgeSpec> edges,
        List<String> trace) {}
