package dev.lockstep.server.settings;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a server is told by its command line.
 *
 * @param httpHost address to listen at; null for all of the machine
 * @param httpPort 0 for any that is free
 * @param pubSubPort 0 if none was asked for
 * @param badEvents file for events that could not be applied; projects add their names to it
 * @param placeholders values of {@code @NAME@}, by name in the case of the command line
 * @param properties {@code -C} properties, known or not
 * @param folder what relative file names mean
 */
public record ServerSettings(
        @Nullable String httpHost,
        int httpPort,
        int pubSubPort,
        @Nullable Path badEvents,
        Map<String, String> placeholders,
        Map<String, String> properties,
        Path folder) {
    public ServerSettings {
        placeholders = Collections.unmodifiableMap(new TreeMap<>(placeholders));
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        folder = folder.toAbsolutePath().normalize();
    }

    /** Nothing but a port. */
    public static ServerSettings of(int httpPort, Path folder) {
        return new ServerSettings("127.0.0.1", httpPort, 0, null, Map.of(), Map.of(), folder);
    }

    /** The same with these properties. */
    public ServerSettings with(Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(properties);
        all.putAll(others);
        return new ServerSettings(
                httpHost, httpPort, pubSubPort, badEvents, placeholders, all, folder);
    }

    /** Items of a property that is a list with commas; empty if it is not set. */
    public List<String> list(String property) {
        String text = properties.getOrDefault(property, "");
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s*,\\s*"));
    }

    /** The value that {@code @NAME@} has from outside; upper or lower case does not matter. */
    public @Nullable String placeholder(String name) {
        for (Map.Entry<String, String> e : placeholders.entrySet()) {
            if (e.getKey().equalsIgnoreCase(name)) {
                return e.getValue();
            }
        }
        return null;
    }
}
