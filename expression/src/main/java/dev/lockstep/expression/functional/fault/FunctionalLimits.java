package dev.lockstep.expression.functional.fault;

import dev.lockstep.api.limit.Limit;
import java.util.List;

/** The bounds of the functional language. Beyond each stands an error, never a cut value. */
public final class FunctionalLimits {
    public static final Limit EXPRESSION_TEXT =
            new Limit(
                    "functional.expression.text.max",
                    65_536,
                    "characters",
                    "Length of one function's text");
    public static final Limit EXPRESSION_DEPTH =
            new Limit(
                    "functional.expression.depth.max",
                    100,
                    "levels",
                    "Nesting of calls in one function");
    public static final Limit EXPRESSION_NODES =
            new Limit(
                    "functional.expression.nodes.max",
                    2_000,
                    "nodes",
                    "Calls, names and literals in one function");
    public static final Limit CALL_ARGUMENTS =
            new Limit("functional.call.arguments.max", 64, "arguments", "Arguments of one call");
    public static final Limit UNIT_FUNCTIONS =
            new Limit(
                    "functional.unit.functions.max",
                    10_000,
                    "functions",
                    "Properties and functions of one window");
    public static final Limit TEXT =
            new Limit(
                    "functional.text.max",
                    1 << 20,
                    "characters",
                    "Length of a text that a function builds");
    public static final Limit LIST =
            new Limit("functional.list.max", 100_000, "items", "Items of a list, set or map");
    public static final Limit DOCUMENT_TEXT =
            new Limit(
                    "functional.document.text.max",
                    16 << 20,
                    "characters",
                    "Length of an XML or JSON document");
    public static final Limit DOCUMENT_DEPTH =
            new Limit(
                    "functional.document.depth.max",
                    200,
                    "levels",
                    "Nesting of an XML or JSON document");
    public static final Limit DOCUMENT_NODES =
            new Limit(
                    "functional.document.nodes.max",
                    1_000_000,
                    "nodes",
                    "Nodes of an XML or JSON document");
    public static final Limit PATH_WORK =
            new Limit("functional.path.work.max", 2_000_000, "nodes", "Nodes that one path visits");
    public static final Limit REGEX_WORK =
            new Limit(
                    "functional.regex.work.max",
                    1_000_000,
                    "characters read",
                    "Characters that one use of a regular expression reads");
    public static final Limit REGEX_GROUP_TEXT =
            new Limit(
                    "functional.regex.repeated-group.text.max",
                    2_000,
                    "characters",
                    "Length of a text matched by an expression that repeats a group");
    public static final Limit LOOP_ITEMS =
            new Limit(
                    "functional.loop.items.max",
                    100_000,
                    "items",
                    "Items of one event loop for one event");
    public static final Limit PATTERN_CACHE =
            new Limit(
                    "functional.pattern.cache.max",
                    64,
                    "patterns",
                    "Patterns kept that were computed at run time");

    private FunctionalLimits() {}

    /** All of them, for the documentation and the metrics. */
    public static List<Limit> all() {
        return List.of(
                EXPRESSION_TEXT,
                EXPRESSION_DEPTH,
                EXPRESSION_NODES,
                CALL_ARGUMENTS,
                UNIT_FUNCTIONS,
                TEXT,
                LIST,
                DOCUMENT_TEXT,
                DOCUMENT_DEPTH,
                DOCUMENT_NODES,
                PATH_WORK,
                REGEX_WORK,
                REGEX_GROUP_TEXT,
                LOOP_ITEMS,
                PATTERN_CACHE);
    }
}
