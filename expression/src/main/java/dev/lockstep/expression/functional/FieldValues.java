package dev.lockstep.expression.functional;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between the fields of events and the values of the functional language. */
public final class FieldValues {
    private FieldValues() {}

    /**
     * The value of a field: integers, dates (seconds) and stamps (microseconds) as Long, doubles
     * and money as Double, blobs as base64 text, arrays as lists.
     *
     * @param block an attached block
     */
    public static @Nullable Object read(EventBlock block, StringPool pool, int field, int row) {
        if (block.isNull(field, row)) {
            return null;
        }
        FieldType type = block.schema().type(field);
        return switch (type.storage()) {
            case INT -> Long.valueOf(block.ints(field)[row]);
            case LONG -> {
                long value = block.longs(field)[row];
                yield type == FieldType.MONEY
                        ? (Object) ((double) value / FieldType.MONEY_SCALE)
                        : (Object) value;
            }
            case DOUBLE -> Convert.box(block.doubles(field)[row]);
            case BYTES -> {
                int code = block.ints(field)[row];
                yield type.isText()
                        ? pool.string(code)
                        : type.isArray()
                                ? list(pool.bytes(code), type)
                                : Base64.getEncoder().encodeToString(pool.bytes(code));
            }
        };
    }

    private static List<@Nullable Object> list(byte[] bytes, FieldType type) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 0; i < ArrayCodec.length(bytes); i++) {
            if (ArrayCodec.isMissing(bytes, i)) {
                items.add(null);
            } else if (type == FieldType.ARRAY_DOUBLE) {
                items.add(Convert.box(ArrayCodec.doubleAt(bytes, i)));
            } else {
                items.add(ArrayCodec.longAt(bytes, i));
            }
        }
        return items;
    }

    /**
     * The value in the form of a field: Long for integers, dates and stamps (as they are: no unit
     * is changed) and money (in its smallest units), Double, String, or bytes of blobs (from
     * base64) and arrays. Null, and reported, if it cannot be converted.
     */
    public static @Nullable Object convert(
            FunctionalScope scope, @Nullable Object value, FieldType type) {
        if (value == null) {
            return null;
        }
        try {
            return converted(scope, value, type);
        } catch (FunctionalFault fault) {
            scope.report(fault.error());
            return null;
        }
    }

    private static @Nullable Object converted(FunctionalScope scope, Object value, FieldType type) {
        return switch (type) {
            case INT32 -> narrow(scope, Convert.toLong(scope, value));
            case INT64, DATE, STAMP -> Convert.toLong(scope, value);
            case DOUBLE -> Convert.box(Convert.toDouble(scope, value));
            case MONEY -> money(scope, Convert.toDouble(scope, value));
            case STRING, RSTRING -> Convert.toText(value);
            case BLOB -> blob(scope, String.valueOf(Convert.toText(value)));
            case ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE -> array(scope, value, type);
        };
    }

    private static @Nullable Long narrow(FunctionalScope scope, @Nullable Long value) {
        if (value != null && value != value.intValue()) {
            scope.report(FunctionalError.NUMERIC_OVERFLOW);
            return null;
        }
        return value;
    }

    /** Half a unit goes to the even neighbour (assumed). */
    private static @Nullable Long money(FunctionalScope scope, double value) {
        if (Double.isNaN(value)) {
            return null;
        }
        if (Math.abs(value) >= 0x1p63 / FieldType.MONEY_SCALE) {
            scope.report(FunctionalError.NUMERIC_OVERFLOW);
            return null;
        }
        return new BigDecimal(Double.toString(value))
                .movePointRight(4)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValue();
    }

    private static byte @Nullable [] blob(FunctionalScope scope, String text) {
        try {
            return Base64.getDecoder().decode(text.strip().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notBase64) {
            scope.report(FunctionalError.NOT_CONVERTIBLE);
            return null;
        }
    }

    private static byte @Nullable [] array(FunctionalScope scope, Object value, FieldType type) {
        List<@Nullable Object> items = Convert.toList(value);
        if (items == null) {
            return null;
        }
        byte[] bytes = ArrayCodec.allocate(items.size());
        for (int i = 0; i < items.size(); i++) {
            Object element =
                    switch (type) {
                        case ARRAY_INT32 -> convert(scope, items.get(i), FieldType.INT32);
                        case ARRAY_INT64 -> convert(scope, items.get(i), FieldType.INT64);
                        default -> convert(scope, items.get(i), FieldType.DOUBLE);
                    };
            if (element instanceof Long whole) {
                ArrayCodec.setLong(bytes, i, whole);
            } else if (element instanceof Double number) {
                ArrayCodec.setDouble(bytes, i, number);
            } else {
                ArrayCodec.setMissing(bytes, i);
            }
        }
        return bytes;
    }
}
