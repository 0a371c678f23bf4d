package dev.lockstep.server.failover;

import dev.lockstep.api.limit.Limit;

/** Bounds of projects in failover. */
public final class FailoverServerLimits {
    public static final Limit ARRIVALS =
            new Limit(
                    "failover.arrivals.max",
                    4096,
                    "readings",
                    "readings of an input topic, and payloads of publishers, whose time is"
                            + " remembered until they are committed; records of older readings"
                            + " count as younger than they are");
    public static final Limit FACTS =
            new Limit(
                    "failover.facts.max",
                    4096,
                    "facts",
                    "what others have told a replica and it has not looked at yet");
    public static final Limit STATS_MILLIS =
            new Limit(
                    "failover.stats.wait.max",
                    1_000,
                    "milliseconds",
                    "how long metrics wait for the counters of windows, which are left out then");
    public static final Limit BEHIND_RECORDS =
            new Limit(
                    "failover.join.behind.max",
                    50_000,
                    "records",
                    "records of the journal behind a snapshot, above which a joining engine asks"
                            + " others for a newer one");
    public static final Limit FRESH_ENTRIES =
            new Limit(
                    "failover.join.fresh.max",
                    10_000,
                    "entries",
                    "how far a kept snapshot may lie back that a standby gives to another engine;"
                            + " else it writes one");
    public static final Limit GIVE_MILLIS =
            new Limit(
                    "failover.join.give.wait.max",
                    8_000,
                    "milliseconds",
                    "how long a standby may take to write its state for another engine");
    public static final Limit TAKE_MILLIS =
            new Limit(
                    "failover.join.take.wait.max",
                    600_000,
                    "milliseconds",
                    "how long the state of another engine may take to arrive");
    public static final Limit PEER_MILLIS =
            new Limit(
                    "failover.join.peer.wait.max",
                    2_000,
                    "milliseconds",
                    "how long a joining engine that needs it waits for a link to another one");
    public static final Limit SWITCH_MILLIS =
            new Limit(
                    "failover.switch.wait.max",
                    10_000,
                    "milliseconds",
                    "how long a request waits for the active to hand over");
    public static final Limit ENGINE_SNAPSHOT_ROWS =
            new Limit(
                    "server.snapshot.engine.rows.max",
                    5_000,
                    "rows",
                    "rows of a project whose engine writes snapshots itself rather than leave them"
                            + " to a process beside it");
    public static final Limit FROM_START_BYTES =
            new Limit(
                    "server.snapshot.start.bytes.max",
                    1L << 32,
                    "bytes",
                    "journal that a process beside the engine goes through from its beginning for a"
                            + " snapshot that somebody waits for; else the engine writes it");

    private FailoverServerLimits() {}
}
