package dev.lockstep.server.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method, a path below each of the prefixes of the interface, and what it does.
 *
 * @param path parts between slashes; one in braces takes any value
 * @param parameters of the query that it knows
 * @param meaning one sentence for the reference
 */
record Route(String method, String path, Set<String> parameters, String meaning, Handler handler) {
    /** Does it. */
    @FunctionalInterface
    interface Handler {
        Answer answer(RestRequest request) throws InterruptedException;
    }

    Route {
        parameters = Set.copyOf(parameters);
    }

    /** The values of the parts in braces if the path is this route's, else null. */
    @Nullable Map<String, String> match(List<String> parts) {
        String[] own = path.isEmpty() ? new String[0] : path.split("/");
        if (own.length != parts.size()) {
            return null;
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int k = 0; k < own.length; k++) {
            if (own[k].startsWith("{")) {
                names.put(own[k].substring(1, own[k].length() - 1), parts.get(k));
            } else if (!own[k].equals(parts.get(k))) {
                return null;
            }
        }
        return names;
    }
}
