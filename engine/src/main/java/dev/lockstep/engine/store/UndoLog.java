package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import java.util.Arrays;

/**
 * What one transactional block has changed in a {@link KeyedRows}, newest last. Replaces copying
 * the state: cost is in proportion to the block.
 */
final class UndoLog {
    /** Kinds of records. */
    enum Kind {
        INSERTED_NEW_SLOT,
        INSERTED_FREED_SLOT,
        UPDATED,
        DELETED,
        LINKED,
        UNLINKED
    }

    private Kind[] kinds = new Kind[16];
    private int[] slots = new int[16];

    /** Old row's place in {@link #rows} for UPDATED and DELETED; the predecessor for UNLINKED. */
    private int[] details = new int[16];

    private long[] times = new long[16];
    private int size;
    private final EventBlock rows;

    UndoLog(Schema schema) {
        rows = EventBlock.attached(schema);
    }

    void clear() {
        size = 0;
        rows.reset(0);
    }

    int size() {
        return size;
    }

    Kind kind(int at) {
        return kinds[at];
    }

    int slot(int at) {
        return slots[at];
    }

    int detail(int at) {
        return details[at];
    }

    long time(int at) {
        return times[at];
    }

    EventBlock rows() {
        return rows;
    }

    void add(Kind kind, int slot, int detail, long time) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            slots = Arrays.copyOf(slots, size * 2);
            details = Arrays.copyOf(details, size * 2);
            times = Arrays.copyOf(times, size * 2);
        }
        kinds[size] = kind;
        slots[size] = slot;
        details[size] = detail;
        times[size] = time;
        size++;
    }

    /** Adds a record with a copy of the row that stands in the slot. */
    void addRow(Kind kind, int slot, RowShape shape, RowTable table) {
        int r = rows.rows();
        rows.ensureCapacity(r + 1);
        rows.rows(r + 1);
        shape.get(table, slot, rows, r);
        add(kind, slot, r, 0);
    }
}
