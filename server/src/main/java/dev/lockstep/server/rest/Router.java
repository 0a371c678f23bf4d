package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. */
final class Router {
    /** Where the interface is; both answer alike. */
    static final List<String> PREFIXES = List.of("/SASESP", "/eventStreamProcessing/v1");

    private final List<Route> below;
    private final List<Route> absolute;

    /**
     * @param below paths below each of the prefixes
     * @param absolute paths from the root
     */
    Router(List<Route> below, List<Route> absolute) {
        this.below = List.copyOf(below);
        this.absolute = List.copyOf(absolute);
    }

    /** A route and the values of its parts in braces. */
    record Found(Route route, Map<String, String> names) {}

    /**
     * @param path from the root, its parts percent-encoded
     * @throws LockstepException if there is none
     */
    Found find(String method, String path) {
        TreeSet<String> others = new TreeSet<>();
        for (String prefix : PREFIXES) {
            if (path.equals(prefix) || path.startsWith(prefix + "/")) {
                Found f = find(method, parts(path.substring(prefix.length())), below, others);
                if (f != null) {
                    return f;
                }
            }
        }
        Found f = find(method, parts(path), absolute, others);
        if (f != null) {
            return f;
        }
        if (!others.isEmpty()) {
            throw new LockstepException(
                    ServerError.METHOD_REFUSED,
                    "There is no " + method + " of " + path + ", only " + others + ".");
        }
        throw new LockstepException(
                ServerError.UNKNOWN_RESOURCE, "There is nothing at " + path + ".");
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/"))
                .filter(p -> !p.isEmpty())
                .map(Router::decoded)
                .toList();
    }

    /** A part of a path: unlike in parameters, a plus sign is one. */
    private static String decoded(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw RestRequest.bad("The path cannot be read: " + e.getMessage() + ".");
        }
    }

    private static @Nullable Found find(
            String method, List<String> parts, List<Route> routes, TreeSet<String> others) {
        for (Route r : routes) {
            Map<String, String> names = r.match(parts);
            if (names != null && r.method().equals(method)) {
                return new Found(r, names);
            }
            if (names != null) {
                others.add(r.method());
            }
        }
        return null;
    }
}
