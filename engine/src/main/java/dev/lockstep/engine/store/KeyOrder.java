package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;

/** Brings rows into the order of their keys, by value. */
public final class KeyOrder {
    private final RowShape shape;
    private final RowTable table;
    private final StringPool pool;
    private final int[] slots;
    private final int[] room;

    private KeyOrder(EventBlock b, StringPool pool) {
        this.shape = RowShapes.of(b.schema());
        this.table = new RowTable(b.schema());
        this.pool = pool;
        this.slots = new int[b.rows()];
        this.room = new int[b.rows()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = table.allocate();
            shape.put(b, i, table, slots[i]);
        }
    }

    /**
     * Sorts the fields of an attached block's rows; opcodes, flags and causes stay where they are.
     */
    public static void sort(EventBlock b, StringPool pool) {
        KeyOrder order = new KeyOrder(b, pool);
        order.sort(0, b.rows());
        for (int i = 0; i < b.rows(); i++) {
            order.shape.get(order.table, order.slots[i], b, i);
        }
    }

    /** Sorts a part by merging its halves. */
    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = from + to >>> 1;
        sort(from, middle);
        sort(middle, to);
        System.arraycopy(slots, from, room, from, to - from);
        int a = from;
        int b = middle;
        for (int k = from; k < to; k++) {
            boolean takesLower =
                    b == to || a < middle && shape.compareKeys(table, room[a], room[b], pool) <= 0;
            slots[k] = takesLower ? room[a++] : room[b++];
        }
    }
}
