package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.store.KeyedRows;

/**
 * The rows that a window has put out, so that it can say whether the next result for a key is an
 * Insert, an update or a Delete, whatever the input called it.
 */
public final class OutputRows {
    private final KeyedRows rows;

    public OutputRows(KeyedRows rows) {
        this.rows = rows;
    }

    public KeyedRows rows() {
        return rows;
    }

    /**
     * The key's result is row {@code r}, the last of {@code out}, whose opcode is still open: it
     * becomes an Insert or an Update. A row that carries the partial flag keeps what it does not
     * give.
     */
    public void put(EventBlock out, int r, boolean wantsOld) {
        int hash = rows.hash(out, r);
        int slot = rows.find(out, r, hash);
        boolean isPartial = (out.flags()[r] & EventFlags.PARTIAL) != 0;
        out.flags()[r] &= ~EventFlags.PARTIAL;
        if (slot < 0) {
            out.opcodes()[r] = Opcode.INSERT;
            rows.insert(out, r, hash);
            return;
        }
        if (isPartial) {
            rows.shape().fill(rows.table(), slot, out, r);
        }
        out.opcodes()[r] = Opcode.UPDATE;
        if (wantsOld) {
            out.carriesOld(true);
            rows.shape().get(rows.table(), slot, out.old(), r);
        }
        rows.update(slot, out, r);
    }

    /** Row {@code r}, of which {@link #put} has made something, has other values by now. */
    public void rewrite(EventBlock out, int r) {
        rows.update(rows.find(out, r, rows.hash(out, r)), out, r);
    }

    /**
     * The key of row {@code r}, the last of {@code out}, has no result any more: the row becomes a
     * Delete with the stored fields, or goes if there was none.
     */
    public void remove(EventBlock out, int r) {
        int slot = rows.find(out, r, rows.hash(out, r));
        if (slot < 0) {
            out.rows(r);
            return;
        }
        out.opcodes()[r] = Opcode.DELETE;
        out.flags()[r] &= ~EventFlags.PARTIAL;
        rows.shape().get(rows.table(), slot, out, r);
        rows.delete(slot);
    }
}
