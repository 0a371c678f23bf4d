package dev.lockstep.wire.binary;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.MessageId;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventEncoder;
import java.util.function.LongSupplier;

/** Writes a {@link BinaryFrame} for each block that has rows. */
public final class BinaryEncoder implements EventEncoder {
    private final BinaryFrame frame;
    private final LongSupplier ids;

    /** Frames without ids, as files hold them: equal content gives equal files. */
    public BinaryEncoder(Schema schema) {
        this(schema, () -> MessageId.NONE);
    }

    /**
     * @param ids asked once for each frame, in order
     */
    public BinaryEncoder(Schema schema, LongSupplier ids) {
        frame = new BinaryFrame(schema);
        this.ids = ids;
    }

    @Override
    public void begin(ByteSink out) {
        // every frame stands for itself
    }

    @Override
    public void encode(EventBlock block, ByteSink out) {
        if (block.rows() > 0) {
            frame.write(block, ids.getAsLong(), out);
        }
    }

    @Override
    public void end(ByteSink out) {
        // every frame stands for itself
    }
}
