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
 */
record Operand(
        Kind kind, String value, String nul, @Nullable String code, @Nullable FieldType opaque) {
    static Operand of(Kind kind, String value, String nul) {
        return new Operand(kind, value, nul, null, null);
    }

    static final Operand NULL = of(Kind.NOTHING, "0L", "true");

    boolean isNeverNull() {
        return nul.equals("false");
    }
}
