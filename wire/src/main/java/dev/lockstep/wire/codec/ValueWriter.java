package dev.lockstep.wire.codec;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.number.DoubleFormatter;
import dev.lockstep.wire.time.TimePattern;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Appends a value's text, the reverse of {@link ValueReader}. Not thread-safe. */
public final class ValueWriter {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** The last second that is a number of microseconds, too. */
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000;

    private final FieldType[] types;
    private final @Nullable TimePattern pattern;
    private final DoubleFormatter doubles;

    /**
     * @param dateFormat a strftime pattern for dates and stamps, or null for integers
     * @param decimals of doubles
     */
    public ValueWriter(Schema schema, @Nullable String dateFormat, int decimals) {
        types = new FieldType[schema.size()];
        for (int f = 0; f < types.length; f++) {
            types[f] = schema.type(f);
        }
        pattern = dateFormat == null ? null : TimePattern.compile(dateFormat);
        doubles = new DoubleFormatter(decimals);
    }

    public FieldType type(int field) {
        return types[field];
    }

    /** Appends the text of a value that is not null; of a detached block. */
    public void write(EventBlock block, int field, int row, ByteSink out) {
        switch (types[field]) {
            case DOUBLE -> doubles.format(block.doubles(field)[row], out);
            case INT64 -> out.putDecimal(block.longs(field)[row]);
            case INT32 -> out.putDecimal(block.ints(field)[row]);
            case STRING, RSTRING -> {
                long span = block.spans(field)[row];
                out.put(block.arena().bytes(), ByteArena.offset(span), ByteArena.length(span));
            }
            case DATE -> time(block.longs(field)[row], false, out);
            case STAMP -> time(block.longs(field)[row], true, out);
            case MONEY -> money(block.longs(field)[row], out);
            case BLOB -> base64(block.arena().bytes(), block.spans(field)[row], out);
            case ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE ->
                    array(types[field], block.arena().bytes(), block.spans(field)[row], out);
        }
    }

    private void time(long value, boolean isStamp, ByteSink out) {
        TimePattern p = pattern;
        if (p == null) {
            out.putDecimal(value);
        } else if (isStamp) {
            p.format(value, true, out);
        } else if (value > LAST_SECOND || value < -LAST_SECOND) {
            // beyond any calendar: the number is the honest text
            out.putDecimal(value);
        } else {
            p.format(value * 1_000_000, false, out);
        }
    }

    /** Four decimals, always (assumed). */
    private static void money(long value, ByteSink out) {
        long whole = value / FieldType.MONEY_SCALE;
        if (value < 0 && whole == 0) {
            out.put('-');
        }
        out.putDecimal(whole);
        out.put('.');
        out.putPadded(Math.abs(value % FieldType.MONEY_SCALE), 4, '0');
    }

    private static void base64(byte[] b, long span, ByteSink out) {
        int from = ByteArena.offset(span);
        int length = ByteArena.length(span);
        out.reserve((length + 2) / 3 * 4);
        for (int i = 0; i < length; i += 3) {
            int have = Math.min(3, length - i);
            int bits = (b[from + i] & 0xFF) << 16;
            bits |= have > 1 ? (b[from + i + 1] & 0xFF) << 8 : 0;
            bits |= have > 2 ? b[from + i + 2] & 0xFF : 0;
            out.put(BASE64[bits >>> 18]);
            out.put(BASE64[bits >>> 12 & 63]);
            out.put(have > 1 ? BASE64[bits >>> 6 & 63] : '=');
            out.put(have > 2 ? BASE64[bits & 63] : '=');
        }
    }

    private void array(FieldType type, byte[] b, long span, ByteSink out) {
        int from = ByteArena.offset(span);
        int length = ByteArena.length(span);
        out.put('[');
        for (int i = 0; i < length; i += ArrayCodec.ELEMENT_BYTES) {
            if (i > 0) {
                out.put(';');
            }
            if (b[from + i] != 0) {
                continue;
            }
            long bits = (long) LONGS.get(b, from + i + 1);
            if (type == FieldType.ARRAY_DOUBLE) {
                doubles.format(Double.longBitsToDouble(bits), out);
            } else {
                out.putDecimal(bits);
            }
        }
        out.put(']');
    }
}
