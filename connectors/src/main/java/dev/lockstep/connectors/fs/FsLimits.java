package dev.lockstep.connectors.fs;

import dev.lockstep.api.limit.Limit;

/** The bounds of the file and socket connector. */
public final class FsLimits {
    public static final Limit BLOCK_ROWS =
            new Limit("connector.fs.block.rows.max", 1_000_000, "rows", "rows of a block");

    private FsLimits() {}
}
