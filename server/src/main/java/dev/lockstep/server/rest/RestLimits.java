package dev.lockstep.server.rest;

import dev.lockstep.api.limit.Limit;

/** Bounds of the REST interface. */
public final class RestLimits {
    public static final Limit HEADER_BYTES =
            new Limit(
                    "server.http.header.max",
                    16L << 10,
                    "bytes",
                    "head of a request, its address included");
    public static final Limit BODY_BYTES =
            new Limit("server.http.body.max", 64L << 20, "bytes", "body of a request");
    public static final Limit BODY_MILLIS =
            new Limit(
                    "server.http.body.wait.max",
                    60_000,
                    "milliseconds",
                    "how long the body of a request may take to arrive");
    public static final Limit IDLE_MILLIS =
            new Limit(
                    "server.http.idle.wait.max",
                    30_000,
                    "milliseconds",
                    "how long a connection may say nothing, or take nothing of an answer");
    public static final Limit CONNECTIONS =
            new Limit("server.http.connections.max", 2_000, "connections", "connections at once");
    public static final Limit REQUESTS =
            new Limit("server.http.requests.max", 200, "requests", "requests answered at once");
    public static final Limit UPLOADS =
            new Limit(
                    "server.http.uploads.max",
                    150,
                    "requests",
                    "requests whose bodies arrive at once, so that slow ones leave room for"
                            + " others");
    public static final Limit BODIES_BYTES =
            new Limit(
                    "server.http.bodies.max",
                    256L << 20,
                    "bytes",
                    "bodies of all requests that are read at once; others wait");
    public static final Limit PARAMETER_CHARS =
            new Limit("server.http.parameter.max", 8_192, "characters", "value of one parameter");
    public static final Limit FILTER_CHARS =
            new Limit(
                    "server.events.filter.max",
                    4_096,
                    "characters",
                    "an expression that chooses events");
    public static final Limit INJECT_BLOCK =
            new Limit(
                    "server.inject.block.max",
                    65_536,
                    "rows",
                    "rows of one block of injected events");
    public static final Limit BAD_ROWS =
            new Limit(
                    "server.inject.bad.shown.max",
                    20,
                    "rows",
                    "rows that cannot be read, as far as the answer lists them");

    private RestLimits() {}
}
