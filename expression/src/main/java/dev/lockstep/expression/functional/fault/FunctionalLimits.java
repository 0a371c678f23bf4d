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
    public static final Limit PATH_TEXT =
            new Limit(
                    "functional.path.text.max",
                    1_000_000_000,
                    "characters",
                    "Characters that one XPath reads and compares");
    public static final Limit ELEMENT_ATTRIBUTES =
            new Limit(
                    "functional.element.attributes.max",
                    1_000,
                    "attributes",
                    "Attributes of an XML element");
    public static final Limit SEARCH_WORK =
            new Limit(
                    "functional.search.work.max",
                    2_000_000_000,
                    "comparisons",
                    "Length of a text times length of what is looked for in it");
    public static final Limit PATTERN_CACHE_TEXT =
            new Limit(
                    "functional.pattern.cache.text.max",
                    4_096,
                    "characters",
                    "Length of a computed pattern that is kept");
    public static final Limit XPATH_DEPTH =
            new Limit("functional.xpath.depth.max", 50, "levels", "Nesting of an XPath");
    public static final Limit XPATH_STEPS =
            new Limit("functional.xpath.steps.max", 200, "steps", "Steps of one location path");
    public static final Limit XPATH_PARTS =
            new Limit("functional.xpath.parts.max", 500, "parts", "Operands of an XPath");
    public static final Limit EDIT_TEXT =
            new Limit(
                    "functional.edit-distance.text.max",
                    1_000,
                    "characters",
                    "Length of a text whose edit distance is taken");
    public static final Limit REGEX_TEXT =
            new Limit(
                    "functional.regex.text.max",
                    4_096,
                    "characters",
                    "Length of a regular expression");
    public static final Limit REGEX_DEPTH =
            new Limit(
                    "functional.regex.depth.max",
                    100,
                    "levels",
                    "Nesting of groups in a regular expression");
    public static final Limit REGEX_GROUPS =
            new Limit(
                    "functional.regex.groups.max", 50, "groups", "Groups of a regular expression");
    public static final Limit REGEX_REPEAT =
            new Limit(
                    "functional.regex.repeat.max",
                    1_000,
                    "times",
                    "Counted repetition of a part of a regular expression");
    public static final Limit REGEX_STEPS =
            new Limit(
                    "functional.regex.steps.max",
                    5_000,
                    "steps",
                    "Size of a regular expression when counts are written out");
    public static final Limit REGEX_WORK =
            new Limit(
                    "functional.regex.work.max",
                    20_000_000,
                    "steps",
                    "Steps that one use of a regular expression takes");
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

    /**
     * Stops a search before it takes too long.
     *
     * @throws FunctionalFault with {@code REGEX_WORK}
     */
    public static void expectSearch(String text, String part) {
        if ((long) text.length() * part.length() > SEARCH_WORK.defaultValue()) {
            throw new FunctionalFault(FunctionalError.REGEX_WORK);
        }
    }

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
                PATH_TEXT,
                ELEMENT_ATTRIBUTES,
                SEARCH_WORK,
                PATTERN_CACHE_TEXT,
                XPATH_DEPTH,
                XPATH_STEPS,
                XPATH_PARTS,
                EDIT_TEXT,
                REGEX_TEXT,
                REGEX_DEPTH,
                REGEX_GROUPS,
                REGEX_REPEAT,
                REGEX_STEPS,
                REGEX_WORK,
                LOOP_ITEMS,
                PATTERN_CACHE);
    }
}
