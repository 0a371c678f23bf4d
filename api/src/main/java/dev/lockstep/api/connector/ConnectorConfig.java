package dev.lockstep.api.connector;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.Schema;
import java.util.Map;

/**
 * What one connector is told.
 *
 * @param name {@code project/query/window/connector}
 * @param schema of the window it stands on
 * @param properties trimmed, placeholders replaced, in document order
 * @param baseDirectory where relative file names start
 */
public record ConnectorConfig(
        String name,
        Direction direction,
        Schema schema,
        boolean isAutogenKey,
        Map<String, String> properties,
        java.nio.file.Path baseDirectory,
        Location where) {
    /** The property's value, or {@code otherwise} when absent or empty. */
    public String get(String property, String otherwise) {
        String v = properties.get(property);
        return v == null || v.isEmpty() ? otherwise : v;
    }

    public boolean isTrue(String property) {
        return get(property, "false").equalsIgnoreCase("true");
    }
}
