package dev.lockstep.server.failover;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.replica.RecordDecoder;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.binary.BinaryFrame;
import java.util.function.Consumer;

/** Decodes payloads: each is one block in the binary form. One thread. */
final class FrameDecoder implements RecordDecoder {
    private final BinaryFrame frame;
    private final EventBlock block;

    FrameDecoder(Schema schema) {
        this.frame = new BinaryFrame(schema);
        this.block = EventBlock.detached(schema);
    }

    @Override
    public void decode(
            byte[] value, long offset, Consumer<EventBlock> blocks, Consumer<BadRow> bad) {
        block.reset(0);
        try {
            frame.read(value, 0, value.length, block);
        } catch (LockstepException e) {
            Problem p = e.problems().get(0);
            bad.accept(new BadRow(p.code(), "payload", p.detail(), ""));
            return;
        }
        blocks.accept(block);
    }
}
