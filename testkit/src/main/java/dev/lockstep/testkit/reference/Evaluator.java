package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.testkit.ArrayText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Expressions over the rows of one schema, with the reserved names of events. */
record Evaluator(ReferenceExpressions expressions, Schema schema) {

    ReferenceExpressions.Names names(List<@Nullable Object> row, byte opcode, byte flags) {
        return name -> {
            if (name.equals("ESP_OPCODE")) {
                return String.valueOf(Opcode.letter(opcode));
            }
            if (name.equals("ESP_FLAGS")) {
                return EventFlags.text(flags);
            }
            int f = schema.ordinal(name);
            if (f < 0) {
                throw new IllegalArgumentException("no field " + name + " in " + schema);
            }
            Object value = row.get(f);
            return value instanceof ByteBuffer bytes && schema.type(f).isArray()
                    ? ArrayText.elements(bytes, schema.type(f))
                    : value;
        };
    }

    @Nullable Object value(String text, List<@Nullable Object> row, byte opcode, byte flags) {
        return expressions.evaluate(text, names(row, opcode, flags));
    }

    boolean passes(String text, List<@Nullable Object> row, byte opcode, byte flags) {
        return NaiveExpressions.isTrue(value(text, row, opcode, flags));
    }

    /** A result as a value of an output field. */
    static @Nullable Object convert(@Nullable Object value, FieldType type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case INT32 -> value instanceof Double d ? (long) d.intValue() : int32((Long) value);
            case INT64, DATE, STAMP, MONEY -> ((Number) value).longValue();
            case DOUBLE -> ((Number) value).doubleValue();
            default -> value instanceof List<?> list ? array(list) : value;
        };
    }

    private static Object array(List<?> elements) {
        List<@Nullable Object> all = new ArrayList<>(elements);
        return ArrayText.bytes(all);
    }

    private static long int32(long value) {
        return (int) value;
    }
}
