package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;

/** A way through all rows, which must not change until it is closed. */
public interface RowScan extends AutoCloseable {
    /** Goes to the next row; false behind the last. */
    boolean next();

    /** Loads the row at hand; opcode, flags and cause of row {@code i} are left alone. */
    void load(EventBlock b, int i);

    @Override
    void close();
}
