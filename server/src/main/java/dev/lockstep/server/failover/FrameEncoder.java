package dev.lockstep.server.failover;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.replica.RecordEncoder;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.util.Arrays;
import java.util.function.Consumer;

/** Encodes blocks for subscribers of this process in the binary form. One thread. */
final class FrameEncoder implements RecordEncoder {
    private static final int FIRST_BYTES = 1024;

    private final BinaryFrame frame;
    private final ByteSink sink = new ByteSink(FIRST_BYTES);

    FrameEncoder(Schema schema) {
        this.frame = new BinaryFrame(schema);
    }

    @Override
    public void encode(EventBlock block, long sequence, long messageId, Consumer<byte[]> records) {
        sink.clear();
        frame.write(block, messageId, sink);
        records.accept(Arrays.copyOf(sink.bytes(), sink.size()));
    }
}
