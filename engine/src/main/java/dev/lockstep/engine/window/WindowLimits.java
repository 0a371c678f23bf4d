package dev.lockstep.engine.window;

import dev.lockstep.api.limit.Limit;

/** Bounds of windows, in units that are the same wherever a journal is stepped. */
public final class WindowLimits {
    public static final Limit FACTS =
            new Limit(
                    "join.facts.kept.max",
                    10_000_000,
                    "rows",
                    "facts that one join keeps for regeneration");

    public static final Limit HELD =
            new Limit(
                    "pulse.held.max",
                    10_000_000,
                    "events",
                    "events that one pulse-interval holds back; they leave early when there are as"
                            + " many");

    public static final Limit SNAPSHOT_BLOCK =
            new Limit(
                    "snapshot.block.max",
                    1024,
                    "rows",
                    "rows of a store that are handed to a reader at once");

    private WindowLimits() {}
}
