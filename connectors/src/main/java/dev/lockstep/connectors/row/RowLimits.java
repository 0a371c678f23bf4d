package dev.lockstep.connectors.row;

import dev.lockstep.api.limit.Limit;

/** The bounds of what connectors do with rows. */
public final class RowLimits {
    public static final Limit BLOCK_ROWS =
            new Limit("connector.block.rows.max", 1_000_000, "rows", "rows of a block");

    private RowLimits() {}
}
