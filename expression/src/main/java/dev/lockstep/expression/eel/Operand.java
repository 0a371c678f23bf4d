package dev.lockstep.expression.eel;

import dev.lockstep.api.schema.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * A value in generated code.
 *
 * @param value a Java expression without side effects; of a boolean it is false when the operand is
 *     null
 * @param nul a Java expression: whether it is null; {@code "false"} where it cannot be
 * @param code for text that stands in the pool, a Java expression of its code, meaningless when
 *     null; else null
 * @param opaque for OPAQUE, the field type
 * @param isSmall whether an integer's magnitude is known to be at most 2^31, so that one operation
 *     with another such cannot leave 64 bits
 */
record Operand(
        Kind kind,
        String value,
        String nul,
        @Nullable String code,
        @Nullable FieldType opaque,
        boolean isSmall) {
    static final Operand NULL = of(Kind.NOTHING, "0L", "true");

    static Operand of(Kind kind, String value, String nul) {
        return new Operand(kind, value, nul, null, null, false);
    }

    static Operand small(String value, String nul) {
        return new Operand(Kind.INTEGER, value, nul, null, null, true);
    }

    static Operand text(String value, String nul, String code) {
        return new Operand(Kind.TEXT, value, nul, code, null, false);
    }

    static Operand opaque(String value, String nul, @Nullable FieldType type) {
        return new Operand(Kind.OPAQUE, value, nul, null, type, false);
    }

    /** The same kind of value, held elsewhere. */
    Operand at(String newValue, String newNul) {
        return new Operand(kind, newValue, newNul, code, opaque, isSmall);
    }

    boolean isNeverNull() {
        return nul.equals("false");
    }
}
