package dev.lockstep.server.payload;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowCopy;
import java.util.Arrays;

/** Cuts blocks into frames that an entry of the journal has room for. One thread. */
final class Frames {
    private static final int FIRST_BYTES = 4096;

    /** What becomes of the frames. */
    @FunctionalInterface
    interface Target {
        /**
         * @param rows that the frame holds
         */
        void frame(byte[] bytes, int rows) throws InterruptedException;
    }

    private final Schema schema;
    private final BinaryFrame frame;
    private final ByteSink sink = new ByteSink(FIRST_BYTES);

    Frames(Schema schema) {
        this.schema = schema;
        this.frame = new BinaryFrame(schema);
    }

    /** The rows from that one on, as a block like this one. */
    EventBlock from(EventBlock block, int first) {
        return part(block, first, block.rows());
    }

    private EventBlock part(EventBlock block, int from, int to) {
        EventBlock part = EventBlock.detached(schema);
        part.reset(to - from);
        for (int r = from; r < to; r++) {
            RowCopy.append(block, r, part);
        }
        part.transactional(block.isTransactional());
        return part;
    }

    /**
     * @param firstRow the number of the block's first row
     * @throws LockstepException if a part that cannot be cut is too large
     */
    void cut(EventBlock block, long firstRow, Target target) throws InterruptedException {
        int rows = block.rows();
        sink.clear();
        // the number is that of the last row: equal rows cut otherwise have their own numbers
        frame.write(block, firstRow + rows - 1, sink);
        if (sink.size() <= FailoverLimits.ENTRY_BYTES.defaultValue() / 2) {
            target.frame(Arrays.copyOf(sink.bytes(), sink.size()), rows);
            return;
        }
        if (rows == 1 || block.isTransactional()) {
            throw new LockstepException(
                    ServerError.REQUEST_TOO_LARGE,
                    (rows == 1 ? "A row" : "A transactional block")
                            + " takes "
                            + sink.size()
                            + " bytes, above half of "
                            + FailoverLimits.ENTRY_BYTES.name()
                            + ".");
        }
        int half = rows / 2;
        cut(part(block, 0, half), firstRow, target);
        cut(part(block, half, rows), firstRow + half, target);
    }
}
