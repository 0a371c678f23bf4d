package dev.lockstep.failover.local;

import dev.lockstep.api.limit.Limit;

/** Bounds of local journals. */
public final class LocalLimits {
    public static final Limit SEGMENT_BYTES =
            new Limit(
                    "journal.segment.bytes.max",
                    64L << 20,
                    "bytes",
                    "a file of a local journal, before the next one begins");
    public static final Limit AHEAD_RATE =
            new Limit(
                    "journal.ahead.rate.max",
                    32L << 20,
                    "bytes a second",
                    "how fast the next file of a local journal is made ahead, so that the one that"
                            + " is written is not held up");

    private LocalLimits() {}
}
