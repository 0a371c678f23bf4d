package dev.lockstep.server.source;

import dev.lockstep.api.limit.Limit;

/** Bounds of reading what a request names. */
final class SourceLimits {
    static final Limit FETCH_MILLIS =
            new Limit(
                    "server.url.read.wait.max",
                    30_000,
                    "milliseconds",
                    "how long reading a document from an http address may take");

    private SourceLimits() {}
}
