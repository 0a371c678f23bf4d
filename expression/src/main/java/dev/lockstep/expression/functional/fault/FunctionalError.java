package dev.lockstep.expression.functional.fault;

import dev.lockstep.api.error.ErrorCode;

/**
 * Error codes of the functional language: 2501 to 2519 refuse a model, 2521 to 2539 are counted
 * while events are evaluated and turn the value into null.
 */
public enum FunctionalError implements ErrorCode {
    SYNTAX(
            "LS-2501",
            Category.USER,
            "Write calls as name(argument, ...), fields as $name, texts in quotes"),
    UNKNOWN_FUNCTION(
            "LS-2502",
            Category.USER,
            "Use a function of the catalogue in docs/reference/functional-functions.md"),
    ARGUMENT_COUNT(
            "LS-2503", Category.USER, "Give the number of arguments that the catalogue names"),
    UNKNOWN_FIELD(
            "LS-2504",
            Category.USER,
            "Use a field of the input, an earlier function or the data name of the loop"),
    UNKNOWN_PROPERTY(
            "LS-2505", Category.USER, "Define the property in the function context before its use"),
    ARGUMENT_KIND(
            "LS-2506", Category.USER, "Give an argument of the kind that the catalogue names"),
    EXPRESSION_TOO_LARGE(
            "LS-2507", Category.RESOURCE, "Split the expression into several functions"),
    BAD_PATTERN("LS-2508", Category.USER, "Correct the pattern"),
    DUPLICATE_NAME(
            "LS-2509", Category.USER, "Give each property and function of a context its own name"),
    UNKNOWN_OPCODE_TEXT(
            "LS-2510", Category.USER, "Use insert, update, upsert, delete or safedelete"),

    UNKNOWN_KIND(
            "LS-2511",
            Category.USER,
            "Use property-string, -list, -set, -map, -xml or -json; event-loop-xml, -json or"
                    + " -regex"),
    NO_VALUE_YET(
            "LS-2512",
            Category.USER,
            "Put the function of that field first, if it is not meant to be null here"),

    NOT_CONVERTIBLE(
            "LS-2521",
            Category.USER,
            "Check the value's form before it is converted, or accept the null"),
    NUMERIC_OVERFLOW(
            "LS-2522",
            Category.USER,
            "Convert to double with number() where integers may grow beyond 64 bits"),
    REGEX_WORK(
            "LS-2523",
            Category.RESOURCE,
            "Simplify the expression, or shorten the text or what is looked for in it"),
    MALFORMED_DOCUMENT(
            "LS-2524",
            Category.USER,
            "Check the XML or JSON text that the property or function reads"),
    DOCUMENT_TOO_LARGE("LS-2525", Category.RESOURCE, "Split the document before it is published"),
    TEXT_TOO_LONG("LS-2526", Category.RESOURCE, "Keep texts that functions build below the limit"),
    BAD_ARGUMENT("LS-2527", Category.USER, "Check the value given to the function"),
    UNKNOWN_OPCODE(
            "LS-2528",
            Category.USER,
            "Let the opcode function give insert, update, upsert, delete or safedelete"),
    TOO_MANY_ITEMS(
            "LS-2529", Category.RESOURCE, "Split the document so that one event makes fewer rows"),
    INTERNAL("LS-2530", Category.INTERNAL, "Report this together with the function's text");

    private final Text text;

    FunctionalError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
