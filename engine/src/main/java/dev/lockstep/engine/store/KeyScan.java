package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;

/** The rows of a table in the order of their keys, by value. */
final class KeyScan implements RowScan {
    private final KeyedRows rows;
    private final StringPool pool;
    private final int[] slots;
    private int at = -1;

    KeyScan(KeyedRows rows, StringPool pool) {
        this.rows = rows;
        this.pool = pool;
        this.slots = new int[rows.size()];
        int n = 0;
        for (int s = rows.table().nextLive(0); s >= 0; s = rows.table().nextLive(s + 1)) {
            slots[n++] = s;
        }
        sort(new int[n], 0, n);
    }

    /** Sorts a part by merging its halves; {@code room} is as long as the whole. */
    private void sort(int[] room, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = from + to >>> 1;
        sort(room, from, middle);
        sort(room, middle, to);
        System.arraycopy(slots, from, room, from, to - from);
        int a = from;
        int b = middle;
        for (int k = from; k < to; k++) {
            boolean takesLower = b == to || a < middle && compare(room[a], room[b]) <= 0;
            slots[k] = takesLower ? room[a++] : room[b++];
        }
    }

    private int compare(int a, int b) {
        return rows.shape().compareKeys(rows.table(), a, b, pool);
    }

    @Override
    public boolean next() {
        return ++at < slots.length;
    }

    @Override
    public void load(EventBlock b, int i) {
        rows.shape().get(rows.table(), slots[at], b, i);
    }

    @Override
    public void close() {
        // holds nothing
    }
}
