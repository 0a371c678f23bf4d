package dev.lockstep.connectors.row;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.ValueWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Values of detached blocks as text and as bytes. One thread. */
public final class RowTexts {
    private static final int FIRST = 256;

    private final ValueWriter writer;
    private final Schema schema;
    private final ByteSink text = new ByteSink(FIRST);

    /**
     * @param dateFormat a strftime pattern for dates and stamps, or null for integers
     * @param decimals of doubles
     */
    public RowTexts(Schema schema, @Nullable String dateFormat, int decimals) {
        this.schema = schema;
        this.writer = new ValueWriter(schema, dateFormat, decimals);
    }

    /** The text of a value that is not null; what is no UTF-8 is replaced. */
    public byte[] text(EventBlock block, int field, int row) {
        if (schema.type(field).isText()) {
            return clean(bytes(block, field, row));
        }
        text.clear();
        writer.write(block, field, row, text);
        return java.util.Arrays.copyOf(text.bytes(), text.size());
    }

    private static byte[] clean(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            }
        }
        return bytes;
    }

    /** The bytes of a text, blob or array that is not null. */
    public byte[] bytes(EventBlock block, int field, int row) {
        long span = block.spans(field)[row];
        int from = ByteArena.offset(span);
        return java.util.Arrays.copyOfRange(
                block.arena().bytes(), from, from + ByteArena.length(span));
    }
}
