package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowScan;

/** Reads the rows of a window as a subscriber's snapshot shows them. */
public final class RetainedRows {
    private RetainedRows() {}

    /** Makes {@code out} the next rows as Inserts, as many as a block holds; false for none. */
    public static boolean fill(EventBlock out, RowScan scan) {
        out.reset(0);
        while (out.rows() < WindowLimits.SNAPSHOT_BLOCK.defaultValue() && scan.next()) {
            int r = Blocks.append(out, Opcode.INSERT, EventFlags.NORMAL, 0);
            scan.load(out, r);
        }
        return out.rows() > 0;
    }

    /** Appends all rows as Inserts with cause 0, in the order of their slots or of their store. */
    public static void append(KeyedRows rows, EventBlock out) {
        try (RowScan scan = rows.scan()) {
            while (scan.next()) {
                int r = Blocks.append(out, Opcode.INSERT, EventFlags.NORMAL, 0);
                scan.load(out, r);
            }
        }
    }
}
