package dev.lockstep.wire.csv;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventEncoder;
import dev.lockstep.wire.codec.ValueWriter;

/**
 * Rows like {@code I,N, 10.000000,scott,7.110000}: a blank only before the first field (known). An
 * update whose old row is at hand prints as {@code UB} with the new and {@code D} with the old
 * values. Text is bare unless it holds a quotation mark, the delimiter or a line end, or ends with
 * a backslash; then it is quoted, with a backslash before marks and backslashes. Null and empty
 * text print alike (assumed). Allocates nothing per row.
 */
public final class CsvEncoder implements EventEncoder {
    private final Schema schema;
    private final int fields;
    private final boolean[] isText;
    private final CsvOutputOptions options;
    private final byte delimiter;
    private final ValueWriter values;

    /**
     * @throws dev.lockstep.api.error.LockstepException for an unusable date format
     */
    public CsvEncoder(Schema schema, CsvOutputOptions options) {
        this.schema = schema;
        this.options = options;
        fields = schema.size();
        delimiter = (byte) options.delimiter;
        values = new ValueWriter(schema, options.dateFormat, options.decimals);
        isText = new boolean[fields];
        for (int f = 0; f < fields; f++) {
            FieldType type = schema.type(f);
            boolean isTime = type == FieldType.DATE || type == FieldType.STAMP;
            isText[f] = type.isText() || isTime && options.dateFormat != null;
        }
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

    private void row(EventBlock block, int row, byte flags, ByteSink out) {
        out.put(delimiter);
        if (flags == EventFlags.NORMAL) {
            out.put('N');
        } else {
            if ((flags & EventFlags.PARTIAL) != 0) {
                out.put('P');
            }
            if ((flags & EventFlags.RETENTION) != 0) {
                out.put('R');
            }
        }
        long[] nulls = block.nulls();
        int mask = row * block.nullWords();
        for (int f = 0; f < fields; f++) {
            out.put(delimiter);
            if (f == 0) {
                out.put(' ');
            }
            if ((nulls[mask + (f >>> 6)] & 1L << f) != 0) {
                continue;
            }
            if (isText[f]) {
                text(block, f, row, out);
            } else {
                values.write(block, f, row, out);
            }
        }
        out.put('\n');
    }

    private void text(EventBlock block, int f, int row, ByteSink out) {
        int start = out.size();
        values.write(block, f, row, out);
        byte[] b = out.bytes();
        int end = out.size();
        for (int p = start; p < end; p++) {
            byte c = b[p];
            if (c == delimiter || c == '"' || c == '\n' || c == '\r') {
                quote(start, out);
                return;
            }
        }
        if (end > start && b[end - 1] == '\\') {
            quote(start, out);
        }
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
