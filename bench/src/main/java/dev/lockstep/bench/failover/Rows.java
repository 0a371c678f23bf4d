package dev.lockstep.bench.failover;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.util.Arrays;

/**
 * The rows that are published: a function of their number, of the size of the published example's.
 * One thread.
 */
final class Rows {
    private static final long FIRST_MICROS = 1_700_000_000_000_000L;
    private static final long ROWS_OF_A_TIME = 100;
    private static final int MEMORY = 16_000;

    private final EventBlock block;
    private final BinaryFrame frame;
    private final ByteSink sink = new ByteSink(256);
    private final boolean isState;

    /**
     * @param isState whether these are the rows that are only kept
     */
    Rows(Schema schema, boolean isState) {
        this.block = EventBlock.detached(schema);
        this.frame = new BinaryFrame(schema);
        this.isState = isState;
    }

    static double used(long id) {
        return id * 7919 % MEMORY;
    }

    static double free(long id) {
        return id * 104_729 % MEMORY / 4.0;
    }

    /** One record of rows with these numbers, in the binary form. */
    byte[] record(long firstId, int count) {
        block.reset(count);
        BlockBuilder builder = new BlockBuilder(block, null);
        for (long id = firstId; id < firstId + count; id++) {
            builder.row(Opcode.INSERT).set(0, id);
            if (isState) {
                for (int field = 1; field < block.schema().size(); field++) {
                    builder.set(field, (double) (id + field));
                }
            } else {
                builder.set(1, FIRST_MICROS + id / ROWS_OF_A_TIME)
                        .set(2, used(id))
                        .set(3, free(id));
            }
        }
        sink.clear();
        frame.write(block, 0, sink);
        return Arrays.copyOf(sink.bytes(), sink.size());
    }
}
