package dev.lockstep.wire.csv;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.bytes.Digits;
import dev.lockstep.wire.codec.EventEncoder;
import dev.lockstep.wire.codec.ValueWriter;
import dev.lockstep.wire.number.DoubleFormatter;

/**
 * Rows like {@code I,N, 10.000000,scott,7.110000}: a blank only before the first field (known). An
 * update whose old row is at hand prints as {@code UB} with the new and {@code D} with the old
 * values. Text is bare unless it holds a quotation mark, the delimiter or a line end, or ends with
 * a backslash; then it is quoted, with a backslash before marks and backslashes. Null and empty
 * text print alike (assumed). Allocates nothing per row.
 */
public final class CsvEncoder implements EventEncoder {
    private static final int DOUBLE = 0;
    private static final int LONG = 1;
    private static final int INT = 2;
    private static final int TEXT = 3;

    /** A date or stamp by a pattern, which may hold anything. */
    private static final int TIME = 4;

    private static final int OTHER = 5;

    /** Opcode, flags and line end, amply. */
    private static final int HEAD_BYTES = 16;

    private final Schema schema;
    private final int fields;
    private final CsvOutputOptions options;
    private final byte delimiter;
    private final ValueWriter values;
    private final DoubleFormatter doubles;
    private final TextCopy texts;

    /** How each field is written: one of the constants above. */
    private final int[] forms;

    private final int shortBytes;

    /**
     * @throws dev.lockstep.api.error.LockstepException for an unusable date format
     */
    public CsvEncoder(Schema schema, CsvOutputOptions options) {
        this.schema = schema;
        this.options = options;
        fields = schema.size();
        delimiter = (byte) options.delimiter;
        values = new ValueWriter(schema, options.dateFormat, options.decimals);
        doubles = new DoubleFormatter(options.decimals);
        texts = new TextCopy(delimiter);
        forms = new int[fields];
        for (int f = 0; f < fields; f++) {
            forms[f] = form(schema.type(f), options.dateFormat != null);
        }
        shortBytes = HEAD_BYTES + fields * (2 + DoubleFormatter.MAX_BYTES);
    }

    private static int form(FieldType type, boolean hasDateFormat) {
        return switch (type) {
            case DOUBLE -> DOUBLE;
            case INT64 -> LONG;
            case INT32 -> INT;
            case STRING, RSTRING -> TEXT;
            case DATE, STAMP -> hasDateFormat ? TIME : LONG;
            default -> OTHER;
        };
    }

    @Override
    public void begin(ByteSink out) {
        if (options.header == CsvOutputOptions.Header.NONE) {
            return;
        }
        out.put("opcode");
        out.put(delimiter);
        out.put("flags");
        for (Field f : schema.fields()) {
            out.put(delimiter);
            out.put(f.name());
            if (options.header == CsvOutputOptions.Header.FULL) {
                out.put((f.isKey() ? "*" : "") + ":" + f.type().text());
            }
        }
        out.put('\n');
    }

    @Override
    public void encode(EventBlock block, ByteSink out) {
        boolean splits = !options.isCollapsing;
        int rows = block.rows();
        byte[] opcodes = block.opcodes();
        byte[] flags = block.flags();
        for (int row = 0; row < rows; row++) {
            byte opcode = opcodes[row];
            if (splits && block.hasOld(row)) {
                out.put('U');
                out.put('B');
                row(block, row, flags[row], out);
                out.put('D');
                row(block.old(), row, flags[row], out);
            } else {
                out.put(Opcode.letter(opcode));
                row(block, row, flags[row], out);
            }
        }
    }

    @Override
    public void end(ByteSink out) {
        // nothing stands behind the last row
    }

    /**
     * Everything of a row behind its opcode. Room for all that is short is made at once, and made
     * again behind each field that may be long.
     */
    private void row(EventBlock block, int row, byte flags, ByteSink out) {
        out.reserve(shortBytes);
        byte[] b = out.bytes();
        int p = flags(flags, b, out.size());
        long[] nulls = block.nulls();
        int mask = row * block.nullWords();
        for (int f = 0; f < fields; f++) {
            b[p++] = delimiter;
            if (f == 0) {
                b[p++] = ' ';
            }
            if ((nulls[mask + (f >>> 6)] & 1L << f) != 0) {
                continue;
            }
            switch (forms[f]) {
                case DOUBLE -> p = doubles.format(block.doubles(f)[row], b, p);
                case LONG -> p = Digits.decimal(block.longs(f)[row], b, p);
                case INT -> p = Digits.decimal(block.ints(f)[row], b, p);
                default -> {
                    out.advance(p - out.size());
                    if (forms[f] == TEXT) {
                        text(block, block.spans(f)[row], out);
                    } else {
                        other(block, f, row, out);
                    }
                    b = out.bytes();
                    p = out.size();
                }
            }
        }
        b[p++] = '\n';
        out.advance(p - out.size());
    }

    private int flags(byte flags, byte[] b, int at) {
        int p = at;
        b[p++] = delimiter;
        if (flags == EventFlags.NORMAL) {
            b[p++] = 'N';
            return p;
        }
        if ((flags & EventFlags.PARTIAL) != 0) {
            b[p++] = 'P';
        }
        if ((flags & EventFlags.RETENTION) != 0) {
            b[p++] = 'R';
        }
        return p;
    }

    private void text(EventBlock block, long span, ByteSink out) {
        int length = ByteArena.length(span);
        out.reserve(length + shortBytes);
        int start = out.size();
        boolean isPlain =
                texts.copy(
                        block.arena().bytes(), ByteArena.offset(span), length, out.bytes(), start);
        out.advance(length);
        if (!isPlain) {
            quote(start, out);
            out.reserve(shortBytes);
        }
    }

    private void other(EventBlock block, int f, int row, ByteSink out) {
        int start = out.size();
        values.write(block, f, row, out);
        if (forms[f] == TIME && isSpecial(out.bytes(), start, out.size())) {
            quote(start, out);
        }
        out.reserve(shortBytes);
    }

    private boolean isSpecial(byte[] b, int start, int end) {
        for (int p = start; p < end; p++) {
            byte c = b[p];
            if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return end > start && b[end - 1] == '\\';
    }

    /** Puts what was written from {@code start} on into quotation marks, from its end backwards. */
    private static void quote(int start, ByteSink out) {
        int end = out.size();
        byte[] b = out.bytes();
        int escapes = 0;
        for (int p = start; p < end; p++) {
            escapes += b[p] == '"' || b[p] == '\\' ? 1 : 0;
        }
        out.reserve(escapes + 2);
        b = out.bytes();
        int to = end + escapes + 1;
        b[to] = '"';
        for (int p = end - 1; p >= start; p--) {
            b[--to] = b[p];
            if (b[to] == '"' || b[to] == '\\') {
                b[--to] = '\\';
            }
        }
        b[start] = '"';
        out.advance(escapes + 2);
    }
}
