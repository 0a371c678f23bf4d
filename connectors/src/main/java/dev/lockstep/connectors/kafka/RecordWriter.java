package dev.lockstep.connectors.kafka;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.row.RecordCodec;
import dev.lockstep.connectors.row.RecordSink;
import dev.lockstep.connectors.row.RowFormat;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventEncoder;
import dev.lockstep.wire.codec.RowCopy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Turns blocks into records: one a block, but one an event where records hold the value of one
 * field or what a schema says of an event, or CSV and the settings say so. Allocates nothing per
 * block in binary form. One thread.
 */
public final class RecordWriter {
    private static final int FIRST_BUFFER = 4096;

    private final KafkaType type;
    private final KafkaOutput output;
    private final BinaryFrame frame;
    private final @Nullable EventEncoder encoder;
    private final @Nullable RecordCodec codec;
    private final byte[] schemaLine;
    private final EventBlock one;
    private final ByteSink sink = new ByteSink(FIRST_BUFFER);
    private boolean isFirst = true;

    /**
     * @param form of the same settings
     */
    public RecordWriter(KafkaSettings settings, RecordForm form) {
        Schema schema = settings.config().schema();
        RowFormat rows = settings.rows();
        type = settings.type();
        output = settings.output();
        frame = new BinaryFrame(schema);
        encoder = type.kind().isText() ? rows.encoder(type.kind().codec()) : null;
        codec = form.codec();
        schemaLine = (schema + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        one = EventBlock.detached(schema);
    }

    /** Whether the next record is the first of its topic, as the line with the schema asks. */
    public void first(boolean isFirstRecord) {
        isFirst = isFirstRecord;
    }

    /**
     * Writes one block; nothing for one without rows.
     *
     * @param block detached
     * @param messageId of the block; only the binary form holds it
     */
    public void write(EventBlock block, long messageId, RecordSink records) throws IOException {
        if (block.rows() == 0) {
            return;
        }
        switch (type.kind()) {
            case BINARY -> {
                sink.clear();
                frame.write(block, messageId, sink);
                records.record(sink.bytes(), 0, sink.size());
            }
            case FIELD -> fields(block, records);
            case CSV -> csv(block, records);
            case AVRO, PROTOBUF -> {
                RecordCodec c = codec;
                if (c != null) {
                    c.encode(block, records);
                }
            }
            default -> document(block, false, records);
        }
    }

    private void fields(EventBlock block, RecordSink records) throws IOException {
        byte[] arena = block.arena().bytes();
        for (int r = 0; r < block.rows(); r++) {
            long span = block.isNull(type.field(), r) ? 0 : block.spans(type.field())[r];
            int from = ByteArena.offset(span);
            records.record(arena, from, from + ByteArena.length(span));
        }
    }

    private void csv(EventBlock block, RecordSink records) throws IOException {
        boolean isWhole =
                switch (output.message()) {
                    case BLOCK -> true;
                    case EVENT -> false;
                    case TRANSACTION -> block.isTransactional();
                };
        boolean isAlways = output.schemaLine() == KafkaOutput.SchemaLine.ALWAYS;
        boolean isOnce = output.schemaLine() == KafkaOutput.SchemaLine.ONCE;
        if (isWhole || block.rows() == 1) {
            document(block, isAlways || isOnce && isFirst, records);
            return;
        }
        for (int r = 0; r < block.rows(); r++) {
            RowCopy.only(block, r, one);
            document(one, isAlways || isOnce && isFirst, records);
        }
    }

    private void document(EventBlock block, boolean hasSchema, RecordSink records)
            throws IOException {
        EventEncoder e = encoder;
        if (e == null) {
            throw new IllegalStateException("no codec of " + type);
        }
        sink.clear();
        if (hasSchema) {
            sink.put(schemaLine);
        }
        isFirst = false;
        e.begin(sink);
        e.encode(block, sink);
        e.end(sink);
        records.record(sink.bytes(), 0, sink.size());
    }
}
