package dev.lockstep.engine.window.calculate;

import dev.lockstep.api.limit.Limit;

/** Bounds of the algorithm Summary. */
public final class SummaryLimits {
    public static final Limit WINDOW =
            new Limit(
                    "engine.summary.window.max",
                    1_000_000,
                    "observations",
                    "the longest windowLength of the algorithm Summary");

    private SummaryLimits() {}
}
