package dev.lockstep.server.persist;

import dev.lockstep.api.limit.Limit;

/** Bounds of snapshots in folders. */
final class PersistLimits {
    static final Limit MANIFEST_BYTES =
            new Limit(
                    "server.snapshot.manifest.max",
                    64L << 10,
                    "bytes",
                    "the list of contents of a snapshot");
    static final Limit SECTIONS =
            new Limit("server.snapshot.sections.max", 100, "files", "files of one snapshot");
    static final Limit TRIES =
            new Limit(
                    "server.snapshot.names.max",
                    100,
                    "names",
                    "names tried for a snapshot while other processes write to the same folder");

    static final Limit GENTLE_BYTES_PER_SECOND =
            new Limit(
                    "server.snapshot.beside.rate.max",
                    30L << 20,
                    "bytes a second",
                    "how fast a process beside the server writes a snapshot, so that the journal on"
                            + " the same disk is not held up");
    static final Limit UNFINISHED =
            new Limit(
                    "server.snapshot.unfinished.max",
                    24,
                    "hours",
                    "how long what a process began to write, and did not finish, is left in peace");

    private PersistLimits() {}
}
