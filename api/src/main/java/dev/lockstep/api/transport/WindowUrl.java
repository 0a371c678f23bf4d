package dev.lockstep.api.transport;

import java.util.Map;

/**
 * A window as an adapter names it: {@code dfESP://host:port/project/query/window}. Host and port
 * are a name that all engines of a project share, not necessarily an address.
 *
 * @param options what followed, each behind a question mark of its own, names in lower case
 */
public record WindowUrl(
        String host,
        int port,
        String project,
        String query,
        String window,
        Map<String, String> options) {
    /** {@code project/query/window}. */
    public String path() {
        return project + "/" + query + "/" + window;
    }

    /** Whether an option is {@code true}; false where it was not given. */
    public boolean isTrue(String option) {
        return "true".equalsIgnoreCase(options.get(option));
    }

    /** The address without its options. */
    @Override
    public String toString() {
        return "dfESP://" + host + ":" + port + "/" + path();
    }
}
