package dev.lockstep.failover.link;

import dev.lockstep.api.limit.Limit;

/** The bounds of the link. */
public final class LinkLimits {
    public static final Limit FRAME_BYTES =
            new Limit(
                    "failover.link.frame.bytes.max",
                    128L << 10,
                    "bytes",
                    "one frame between engines");
    public static final Limit GREETING_BYTES =
            new Limit(
                    "failover.link.greeting.bytes.max",
                    2048,
                    "bytes",
                    "one frame of a peer that has not proved yet who it is");
    public static final Limit CHUNK_BYTES =
            new Limit(
                    "failover.link.chunk.bytes.max",
                    64L << 10,
                    "bytes",
                    "the part of a snapshot that goes in one frame");
    public static final Limit SNAPSHOT_BYTES =
            new Limit(
                    "failover.link.snapshot.bytes.max",
                    1L << 40,
                    "bytes",
                    "a snapshot that is taken from a peer");
    public static final Limit CONNECTIONS =
            new Limit(
                    "failover.link.connections.max",
                    64,
                    "connections",
                    "connections that peers have opened to one link");
    public static final Limit STRANGERS =
            new Limit(
                    "failover.link.strangers.max",
                    16,
                    "connections",
                    "of these, those that have not proved yet who they are");
    public static final Limit SNAPSHOTS =
            new Limit(
                    "failover.link.snapshots.max",
                    2,
                    "snapshots",
                    "snapshots that an engine sends at the same time");
    public static final Limit PEERS =
            new Limit("failover.link.peers.max", 32, "engines", "peers that one link connects to");

    private LinkLimits() {}
}
