package dev.lockstep.bench.failover;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.binary.BinaryFrame;

/**
 * Sees to it that output is what it should be: each row once, in order, with the right sum. One
 * thread.
 */
final class Check {
    private final BinaryFrame frame;
    private final EventBlock block;
    private final int total;
    private long next;

    /**
     * @param schema of the output
     */
    Check(Schema schema) {
        frame = new BinaryFrame(schema);
        block = EventBlock.detached(schema);
        total = schema.size() - 1;
    }

    /** Rows so far. */
    long count() {
        return next;
    }

    /**
     * @throws IllegalStateException if this is not the record that follows
     */
    void add(byte[] value) {
        block.reset(0);
        frame.read(value, 0, value.length, block);
        long[] ids = block.longs(0);
        double[] totals = block.doubles(total);
        for (int row = 0; row < block.rows(); row++) {
            if (ids[row] != next) {
                throw new IllegalStateException(
                        "Row "
                                + ids[row]
                                + " of the output should be row "
                                + next
                                + (ids[row] > next ? ": rows were lost" : ": rows came again"));
            }
            if (totals[row] != Rows.used(next) + Rows.free(next)) {
                throw new IllegalStateException(
                        "Row " + next + " of the output holds the wrong sum " + totals[row]);
            }
            next++;
        }
    }
}
