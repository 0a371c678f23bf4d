package dev.lockstep.expression.eel;

import dev.lockstep.api.error.ErrorCode;

/** Error codes of the expression language. */
public enum EelError implements ErrorCode {
    SYNTAX("LS-2001", "correct the expression at that place"),
    UNKNOWN_NAME(
            "LS-2002",
            "use a field of the input window, a declared variable or ESP_OPCODE, ESP_FLAGS"),
    UNKNOWN_FUNCTION("LS-2003", "see the reference of expression functions"),
    WRONG_ARGUMENTS("LS-2004", "see the reference of expression functions"),
    WRONG_TYPE("LS-2005", "convert the value with tointeger, toreal, tostring or toboolean"),
    TOO_LARGE(
            "LS-2006",
            "split the expression or move parts of it into a function of expr-initialize"),
    UNSUPPORTED("LS-2007", "see the reference of the expression language for what is supported"),
    DUPLICATE_NAME("LS-2008", "give the variable or function another name"),
    RECURSION("LS-2009", "user functions cannot call themselves, directly or through others"),
    BAD_PATTERN(
            "LS-2010",
            "correct the regular expression, see the reference of expression functions for what it"
                    + " may have");

    private final Text text;

    EelError(String code, String hint) {
        text = new Text(code, Category.USER, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
