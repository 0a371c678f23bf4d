package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.server.error.ServerError;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that found its route.
 *
 * @param names values of the route's {@code {name}} parts
 * @param parameters of the query, the first of each name
 * @param body reads what was sent
 */
record RestRequest(
        Map<String, String> names,
        Map<String, String> parameters,
        boolean isJson,
        String contentType,
        Body body) {
    /** What was sent, read when it is asked for. */
    @FunctionalInterface
    interface Body {
        /**
         * @throws LockstepException if there is more than the limit says
         */
        byte[] read(Limit most);
    }

    RestRequest withNames(Map<String, String> found) {
        return new RestRequest(found, parameters, isJson, contentType, body);
    }

    /** A part of the path. */
    String name(String key) {
        String value = names.get(key);
        if (value == null) {
            throw new IllegalArgumentException(key);
        }
        return value;
    }

    /** A parameter, or null; each of its names may be used. */
    @Nullable String parameter(String... keys) {
        for (String key : keys) {
            String value = parameters.get(key);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    /**
     * @throws LockstepException if the parameter is missing
     */
    String required(String key) {
        String value = parameter(key);
        if (value == null) {
            throw bad("The parameter " + key + " is missing.");
        }
        return value;
    }

    boolean isTrue(String key, boolean otherwise) {
        String value = parameter(key);
        if (value == null) {
            return otherwise;
        }
        return switch (value.toLowerCase(java.util.Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw bad("The parameter " + key + " is neither true nor false.");
        };
    }

    /** A number from 1 to {@code most}. */
    long number(String key, long otherwise, long most) {
        String value = parameter(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw bad("The parameter " + key + " is no number.");
        }
        long n = Long.parseLong(value);
        if (n < 1 || n > most) {
            throw bad("The parameter " + key + " is not between 1 and " + most + ".");
        }
        return n;
    }

    static LockstepException bad(String detail) {
        return new LockstepException(ServerError.BAD_PARAMETER, detail);
    }

    /**
     * What makes no sense to a route is refused rather than ignored: it may be a condition.
     *
     * @throws LockstepException if there is a parameter of another name
     */
    void demandOnly(Set<String> known) {
        for (String key : new TreeMap<>(parameters).keySet()) {
            if (!known.contains(key)) {
                throw bad("The parameter \"" + key + "\" is not known here.");
            }
        }
    }
}
