package dev.lockstep.wire.document;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.charset.StandardCharsets;

/**
 * One JSON array of objects a block, each block on a line of its own: {@code
 * [{"opcode":"insert","id":1,"name":"a"}]}. Nulls are left out, flags are there when not normal;
 * {@code @opcode} and {@code @flags} where the schema has such fields. JSON holds no other bytes
 * than UTF-8: what is none becomes a replacement character.
 */
public final class JsonEncoder extends NamedEncoder {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final String opcodeName;
    private final String flagsName;
    private final byte[][] names;
    private final boolean hasDateFormat;
    private final ByteSink scratch = new ByteSink(256);
    private boolean isFirst;

    public JsonEncoder(Schema schema, DocumentOptions options) {
        super(schema, options);
        opcodeName = schema.ordinal("opcode") < 0 ? "opcode" : "@opcode";
        flagsName = schema.ordinal("flags") < 0 ? "flags" : "@flags";
        hasDateFormat = options.dateFormat() != null;
        names = new byte[schema.size()][];
        for (int f = 0; f < names.length; f++) {
            ByteSink name = new ByteSink(32);
            byte[] bytes = schema.field(f).name().getBytes(StandardCharsets.UTF_8);
            quoted(bytes, 0, bytes.length, name);
            names[f] = java.util.Arrays.copyOf(name.bytes(), name.size());
        }
    }

    @Override
    void beginBlock(ByteSink out) {
        out.put('[');
        isFirst = true;
    }

    @Override
    void endBlock(ByteSink out) {
        out.put("]\n");
    }

    @Override
    void event(String opcode, String flags, EventBlock rows, int row, ByteSink out) {
        out.put(isFirst ? "{\"" : ",\n{\"");
        isFirst = false;
        out.put(opcodeName + "\":\"" + opcode + "\"");
        if (!flags.isEmpty()) {
            out.put(",\"" + flagsName + "\":\"" + flags + "\"");
        }
        for (int f = 0; f < names.length; f++) {
            if (!rows.isNull(f, row)) {
                out.put(',');
                out.put(names[f]);
                out.put(':');
                value(rows, f, row, out);
            }
        }
        out.put('}');
    }

    private void value(EventBlock rows, int f, int row, ByteSink out) {
        FieldType type = schema.type(f);
        switch (type) {
            case STRING, RSTRING -> {
                long span = rows.spans(f)[row];
                int from = ByteArena.offset(span);
                unicode(rows.arena().bytes(), from, from + ByteArena.length(span), out);
            }
            case INT32, INT64, MONEY -> values.write(rows, f, row, out);
            case DOUBLE -> {
                boolean isFinite = Double.isFinite(rows.doubles(f)[row]);
                if (isFinite) {
                    values.write(rows, f, row, out);
                } else {
                    text(rows, f, row, out);
                }
            }
            case DATE, STAMP -> {
                if (hasDateFormat) {
                    text(rows, f, row, out);
                } else {
                    values.write(rows, f, row, out);
                }
            }
            default -> text(rows, f, row, out);
        }
    }

    private void text(EventBlock rows, int f, int row, ByteSink out) {
        scratch.clear();
        values.write(rows, f, row, scratch);
        quoted(scratch.bytes(), 0, scratch.size(), out);
    }

    private static void unicode(byte[] b, int from, int to, ByteSink out) {
        boolean isAscii = true;
        for (int i = from; i < to; i++) {
            isAscii &= b[i] >= 0;
        }
        if (isAscii) {
            quoted(b, from, to, out);
        } else {
            byte[] clean =
                    new String(b, from, to - from, StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8);
            quoted(clean, 0, clean.length, out);
        }
    }

    private static void quoted(byte[] b, int from, int to, ByteSink out) {
        out.put('"');
        for (int i = from; i < to; i++) {
            byte c = b[i];
            if (c == '"' || c == '\\') {
                out.put('\\');
                out.put(c);
            } else if (c == '\n') {
                out.put("\\n");
            } else if (c >= 0 && c < ' ') {
                out.put("\\u00");
                out.put(HEX[c >> 4]);
                out.put(HEX[c & 15]);
            } else {
                out.put(c);
            }
        }
        out.put('"');
    }
}
