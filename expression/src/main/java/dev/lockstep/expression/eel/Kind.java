package dev.lockstep.expression.eel;

import dev.lockstep.api.schema.FieldType;

/** The types of the language, and how generated code holds them. */
enum Kind {
    INTEGER("long", "0L"),
    REAL("double", "0.0"),
    TEXT("String", "\"\""),
    BOOLEAN("boolean", "false"),
    /** Blobs and arrays: passed through by their code. */
    OPAQUE("int", "0"),
    REGEX("dev.lockstep.expression.eel.runtime.RegexObject", "null"),
    /** The literal null. */
    NOTHING("long", "0L");

    private final String java;
    private final String zero;

    Kind(String java, String zero) {
        this.java = java;
        this.zero = zero;
    }

    String java() {
        return java;
    }

    /** A harmless value of the kind. */
    String zero() {
        return zero;
    }

    /** What a message calls a value of the kind. */
    String text() {
        return switch (this) {
            case INTEGER -> "a whole number";
            case REAL -> "a real number";
            case TEXT -> "a text";
            case BOOLEAN -> "a truth value";
            case OPAQUE -> "a blob or an array";
            case REGEX -> "a regular expression";
            case NOTHING -> "null";
        };
    }

    boolean isNumber() {
        return this == INTEGER || this == REAL;
    }

    static Kind of(FieldType type) {
        return switch (type) {
            case INT32, INT64, DATE, STAMP -> INTEGER;
            case DOUBLE, MONEY -> REAL;
            case STRING, RSTRING -> TEXT;
            case BLOB, ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE -> OPAQUE;
        };
    }
}
