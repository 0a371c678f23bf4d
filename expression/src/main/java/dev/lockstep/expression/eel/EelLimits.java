package dev.lockstep.expression.eel;

import dev.lockstep.api.limit.Limit;

/** Bounds of the expression language. */
public final class EelLimits {
    public static final Limit TOKENS =
            new Limit(
                    "expression.tokens.max",
                    20_000,
                    "tokens",
                    "the longest expression that is compiled");
    public static final Limit DEPTH =
            new Limit(
                    "expression.depth.max",
                    1_500,
                    "levels",
                    "the deepest nesting of an expression");

    private EelLimits() {}
}
