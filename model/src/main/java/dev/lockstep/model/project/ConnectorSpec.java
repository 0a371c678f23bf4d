package dev.lockstep.model.project;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Location;
import java.util.Map;

/**
 * A connector on a window. {@code properties} in document order, trimmed, placeholders replaced if
 * active.
 */
public record ConnectorSpec(
        String connectorClass,
        String name,
        Direction direction,
        boolean isActive,
        Map<String, String> properties,
        Location where) {}
