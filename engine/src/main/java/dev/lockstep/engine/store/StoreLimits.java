package dev.lockstep.engine.store;

import dev.lockstep.api.limit.Limit;

/** Bounds of retained state. */
public final class StoreLimits {
    /** One chunk of a table, so that frames never make it grow. */
    public static final Limit FRAMES =
            new Limit(
                    "store.spilled.frames.max",
                    RowTable.CHUNK,
                    "rows",
                    "rows of a spilled index that are in the heap at once");

    private StoreLimits() {}
}
