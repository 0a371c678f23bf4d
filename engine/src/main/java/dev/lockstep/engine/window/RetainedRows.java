package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.store.KeyedRows;

/** Reads the rows of a window as a subscriber's snapshot shows them. */
public final class RetainedRows {
    private RetainedRows() {}

    /** Appends all rows as Inserts with cause 0, in the order of their slots. */
    public static void append(KeyedRows rows, EventBlock out) {
        for (int slot = rows.table().nextLive(0);
                slot >= 0;
                slot = rows.table().nextLive(slot + 1)) {
            int r = Blocks.append(out, Opcode.INSERT, EventFlags.NORMAL, 0);
            rows.shape().get(rows.table(), slot, out, r);
        }
    }
}
