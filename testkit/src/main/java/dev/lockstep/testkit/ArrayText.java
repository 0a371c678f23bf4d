package dev.lockstep.testkit;

import dev.lockstep.api.schema.FieldType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arrays as tests write them, {@code [0.5;;-2]}, an empty element being missing; as lists of Long
 * or Double; and as the bytes that blocks carry.
 */
public final class ArrayText {
    private static final int ELEMENT_BYTES = 9;

    private ArrayText() {}

    /** The bytes of an array of that type. */
    public static ByteBuffer parse(String text, FieldType type) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new IllegalArgumentException("no array: " + text);
        }
        List<@Nullable Object> elements = new ArrayList<>();
        if (text.length() > 2) {
            for (String part : text.substring(1, text.length() - 1).split(";", -1)) {
                elements.add(element(part, type));
            }
        }
        return bytes(elements);
    }

    private static @Nullable Object element(String text, FieldType type) {
        if (text.isEmpty()) {
            return null;
        }
        return type == FieldType.ARRAY_DOUBLE ? (Object) Double.valueOf(text) : Long.valueOf(text);
    }

    /** What {@link Rows#text} prints for the array. */
    public static String printed(String text, FieldType type) {
        return Rows.text(Rows.of(parse(text, type)));
    }

    /** Null elements are missing. */
    public static ByteBuffer bytes(List<@Nullable Object> elements) {
        ByteBuffer bytes =
                ByteBuffer.allocate(elements.size() * ELEMENT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Object e : elements) {
            bytes.put((byte) (e == null ? 1 : 0));
            bytes.putLong(
                    e == null ? 0 : e instanceof Double d ? Double.doubleToLongBits(d) : (Long) e);
        }
        return bytes.flip().asReadOnlyBuffer();
    }

    /** The elements, null where one is missing. */
    public static List<@Nullable Object> elements(ByteBuffer array, FieldType type) {
        ByteBuffer bytes = array.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        List<@Nullable Object> elements = new ArrayList<>();
        while (bytes.hasRemaining()) {
            boolean isMissing = bytes.get() != 0;
            long value = bytes.getLong();
            elements.add(
                    isMissing
                            ? null
                            : type == FieldType.ARRAY_DOUBLE
                                    ? (Object) Double.longBitsToDouble(value)
                                    : value);
        }
        return elements;
    }
}
