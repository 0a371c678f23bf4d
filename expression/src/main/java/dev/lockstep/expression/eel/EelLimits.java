package dev.lockstep.expression.eel;

import dev.lockstep.api.limit.Limit;
import dev.lockstep.expression.eel.runtime.TextFunctions;
import java.util.List;

/** Bounds of the expression language. */
public final class EelLimits {
    public static final Limit TOKENS =
            new Limit(
                    "expression.tokens.max",
                    20_000,
                    "tokens",
                    "the longest expression that is compiled");
    public static final Limit UNIT_TOKENS =
            new Limit(
                    "expression.window.tokens.max",
                    100_000,
                    "tokens",
                    "all expressions of one window together, user functions once for each use of"
                            + " other argument types");
    public static final Limit DEPTH =
            new Limit(
                    "expression.depth.max",
                    1_500,
                    "levels",
                    "the deepest nesting of an expression; each term of a sum is a level");
    public static final Limit BRACKETS =
            new Limit(
                    "expression.brackets.max",
                    180,
                    "levels",
                    "the deepest nesting of brackets, signs and begin");
    public static final Limit KEYWORDS =
            new Limit(
                    "expression.keywords.max",
                    1_000,
                    "words",
                    "how many if, else, while, for and not one expression has");
    public static final Limit BLOCKS =
            new Limit(
                    "expression.blocks.max",
                    100,
                    "levels",
                    "the deepest nesting of statements; each else if is a level");
    public static final Limit ARGUMENTS =
            new Limit("expression.arguments.max", 64, "values", "the arguments of one call");
    public static final Limit CALLS =
            new Limit(
                    "expression.calls.max",
                    32,
                    "levels",
                    "how deep user functions call one another");
    public static final Limit ROUNDS =
            new Limit(
                    "expression.rounds.max",
                    1_000_000,
                    "rounds",
                    "rounds of all loops in one evaluation before it ends with null");
    public static final Limit PROBLEMS =
            new Limit(
                    "expression.problems.max",
                    20,
                    "problems",
                    "how many syntax problems of one expression are told");

    /** All of them. */
    public static final List<Limit> ALL =
            List.of(
                    TOKENS,
                    UNIT_TOKENS,
                    DEPTH,
                    BRACKETS,
                    KEYWORDS,
                    BLOCKS,
                    ARGUMENTS,
                    CALLS,
                    ROUNDS,
                    TextFunctions.STEPS,
                    PROBLEMS);

    private EelLimits() {}
}
