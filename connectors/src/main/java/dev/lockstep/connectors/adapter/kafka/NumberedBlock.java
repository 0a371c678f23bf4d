package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.wire.codec.RowCopy;

/**
 * A block and its place in the source.
 *
 * @param before rows of the source before it
 * @param digestBefore of those
 * @param digestAfter of those and its own
 */
record NumberedBlock(EventBlock block, long before, long digestBefore, long digestAfter) {
    /** Rows of the source up to its end. */
    long last() {
        return before + block.rows();
    }

    /** The digest of the source up to a row of this block. */
    long digestAt(long rows) {
        return rows == last()
                ? digestAfter
                : RowDigest.of(block, 0, (int) (rows - before), digestBefore);
    }

    /** What is left of it behind that many rows of the source. */
    NumberedBlock behind(long rows) {
        EventBlock rest = EventBlock.detached(block.schema());
        rest.reset(1);
        for (int r = (int) (rows - before); r < block.rows(); r++) {
            RowCopy.append(block, r, rest);
        }
        rest.transactional(block.isTransactional());
        return new NumberedBlock(rest, rows, digestAt(rows), digestAfter);
    }
}
