package dev.lockstep.wire.codec;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.number.DoubleParser;
import dev.lockstep.wire.number.IntegerParser;
import dev.lockstep.wire.time.TimePattern;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts one value's text into a column: integers and doubles in decimal, dates and stamps as
 * integers (seconds, microseconds) or by a pattern, money in decimal, blobs in base64, arrays as
 * {@code [9;19;;nan]}. Allocates nothing per value. Not thread-safe.
 */
public final class ValueReader {
    /** Text of a field that may not have a fraction or is out of range, as a sentence's end. */
    private static final String NOT_INTEGER = "is not an integer of its type";

    private final FieldType[] types;
    private final @Nullable TimePattern pattern;
    private final DoubleParser doubles = new DoubleParser();
    private final IntegerParser integers = new IntegerParser();
    private final ArrayReader arrays = new ArrayReader();
    private static final String TOO_LONG =
            "is longer than " + WireLimits.FIELD_BYTES.defaultValue() + " bytes";

    private final int fieldBytesMax = (int) WireLimits.FIELD_BYTES.defaultValue();

    /**
     * @param dateFormat a strftime pattern for dates and stamps, or null for integers
     */
    public ValueReader(Schema schema, @Nullable String dateFormat) {
        types = new FieldType[schema.size()];
        for (int f = 0; f < types.length; f++) {
            types[f] = schema.type(f);
        }
        pattern = dateFormat == null ? null : TimePattern.compile(dateFormat);
    }

    /**
     * Writes the value of the bytes, which have no blanks around them, into the column; the null
     * mask is the caller's.
     *
     * @return null when done, otherwise what is wrong, as the end of a sentence
     */
    public @Nullable String read(EventBlock block, int field, int row, byte[] b, int from, int to) {
        switch (types[field]) {
            case STRING, RSTRING -> {
                if (to - from > fieldBytesMax) {
                    return TOO_LONG;
                }
                block.spans(field)[row] = block.arena().append(b, from, to - from);
                return null;
            }
            case INT64 -> {
                block.longs(field)[row] = integers.parse(b, from, to);
                return integers.isNumber() ? null : NOT_INTEGER;
            }
            case INT32 -> {
                long v = integers.parse(b, from, to);
                block.ints(field)[row] = (int) v;
                return integers.isNumber() && v == (int) v ? null : NOT_INTEGER;
            }
            case DOUBLE -> {
                block.doubles(field)[row] = doubles.parse(b, from, to);
                return doubles.isNumber() ? null : "is not a number";
            }
            default -> {
                return readRare(block, field, row, b, from, to);
            }
        }
    }

    private @Nullable String readRare(
            EventBlock block, int field, int row, byte[] b, int from, int to) {
        FieldType type = types[field];
        return switch (type) {
            case DATE, STAMP -> time(type, block.longs(field), row, b, from, to);
            case MONEY -> {
                block.longs(field)[row] = integers.parseScaled(b, from, to, 4);
                yield integers.isNumber() ? null : "is not an amount with at most four decimals";
            }
            case BLOB -> {
                long span = Base64Text.decode(b, from, to, block.arena());
                block.spans(field)[row] = span;
                yield span < 0 ? "is not base64" : null;
            }
            default -> {
                if (to - from > fieldBytesMax) {
                    yield TOO_LONG;
                }
                int length = arrays.read(type, b, from, to);
                if (length < 0) {
                    yield "is not an array like [1;2;3] of its type";
                }
                block.spans(field)[row] = block.arena().append(arrays.bytes(), 0, length);
                yield null;
            }
        };
    }

    /** Whether what {@link #read} found wrong is the length of the value. */
    public static boolean isTooLong(String wrong) {
        return wrong.equals(TOO_LONG);
    }

    private @Nullable String time(
            FieldType type, long[] column, int row, byte[] b, int from, int to) {
        TimePattern p = pattern;
        if (p == null) {
            column[row] = integers.parse(b, from, to);
            return integers.isNumber() ? null : NOT_INTEGER + ", and no dateformat is given";
        }
        long micros = p.parse(b, from, to);
        if (micros == TimePattern.MISMATCH) {
            return "does not match the dateformat";
        }
        column[row] = type == FieldType.DATE ? Math.floorDiv(micros, 1_000_000L) : micros;
        return null;
    }

    /** Elements into the bytes that a block keeps. */
    private final class ArrayReader {
        private byte[] bytes = new byte[64];

        byte[] bytes() {
            return bytes;
        }

        /** The number of bytes, or -1. */
        int read(FieldType type, byte[] b, int from, int to) {
            if (to - from < 2 || b[from] != '[' || b[to - 1] != ']') {
                return -1;
            }
            int last = to - 1;
            int p = skipBlanks(b, from + 1, last);
            if (p == last) {
                return 0;
            }
            int n = 0;
            while (true) {
                int end = p;
                while (end < last && b[end] != ';') {
                    end++;
                }
                if (!element(type, n, b, p, end)) {
                    return -1;
                }
                n++;
                if (end == last) {
                    return n * ArrayCodec.ELEMENT_BYTES;
                }
                p = end + 1;
            }
        }

        private boolean element(FieldType type, int index, byte[] b, int from, int to) {
            int size = ArrayCodec.ELEMENT_BYTES;
            if ((index + 1) * size > bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            int a = skipBlanks(b, from, to);
            int z = to;
            while (z > a && b[z - 1] == ' ') {
                z--;
            }
            if (a == z || isNan(b, a, z)) {
                ArrayCodec.setMissing(bytes, index);
                return true;
            }
            if (type == FieldType.ARRAY_DOUBLE) {
                ArrayCodec.setDouble(bytes, index, doubles.parse(b, a, z));
                return doubles.isNumber();
            }
            long v = integers.parse(b, a, z);
            ArrayCodec.setLong(bytes, index, v);
            return integers.isNumber() && (type == FieldType.ARRAY_INT64 || v == (int) v);
        }

        private static int skipBlanks(byte[] b, int from, int to) {
            int p = from;
            while (p < to && b[p] == ' ') {
                p++;
            }
            return p;
        }

        private static boolean isNan(byte[] b, int from, int to) {
            return to - from == 3
                    && (b[from] | 0x20) == 'n'
                    && (b[from + 1] | 0x20) == 'a'
                    && (b[from + 2] | 0x20) == 'n';
        }
    }

    /** Base64 without allocation. */
    private static final class Base64Text {
        private static final byte[] VALUES = values();

        private static byte[] values() {
            byte[] all = new byte[256];
            Arrays.fill(all, (byte) -1);
            String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
            for (int i = 0; i < digits.length(); i++) {
                all[digits.charAt(i)] = (byte) i;
            }
            return all;
        }

        /** The span of the bytes, or -1. */
        static long decode(byte[] b, int from, int to, ByteArena arena) {
            int end = to;
            while (end > from && to - end < 2 && b[end - 1] == '=') {
                end--;
            }
            int digits = end - from;
            int tail = digits & 3;
            if (tail == 1 || end < to && (to - from & 3) != 0) {
                return -1;
            }
            int length = digits / 4 * 3 + (tail == 0 ? 0 : tail - 1);
            int at = arena.reserve(length);
            byte[] out = arena.bytes();
            int bits = 0;
            int have = 0;
            int o = at;
            for (int i = from; i < end; i++) {
                int v = VALUES[b[i] & 0xFF];
                if (v < 0) {
                    return -1;
                }
                bits = bits << 6 | v;
                have += 6;
                if (have >= 8) {
                    have -= 8;
                    out[o++] = (byte) (bits >>> have);
                }
            }
            return ByteArena.span(at, length);
        }
    }
}
