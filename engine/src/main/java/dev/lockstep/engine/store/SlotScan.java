package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;

/** The rows of a table in the order of their slots. */
final class SlotScan implements RowScan {
    private final KeyedRows rows;
    private int slot = -1;

    SlotScan(KeyedRows rows) {
        this.rows = rows;
    }

    @Override
    public boolean next() {
        slot = rows.table().nextLive(slot + 1);
        return slot >= 0;
    }

    @Override
    public void load(EventBlock b, int i) {
        rows.shape().get(rows.table(), slot, b, i);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
