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

    private LocalLimits() {}
}
