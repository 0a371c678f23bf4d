package dev.lockstep.engine.store;

import java.util.Arrays;

/**
 * Fills an empty index with entries of which all keys differ. Goes through the index region by
 * region, since entries that come in the order of their slots would wait for memory at each one.
 */
final class IndexFilling {
    /** Entries that are put into order at once. */
    private static final int MOST = 1 << 18;

    /** Bits of a hash that choose a region; more regions would not be in the caches all at once. */
    private static final int BITS = 10;

    private final HashIndex index;
    private final int expected;
    private final int shift;
    private final long[] entries;
    private final long[] ordered;
    private final int[] ends;
    private int used;

    /**
     * @param expected how many entries will be added
     */
    IndexFilling(HashIndex index, int expected) {
        this.index = index;
        this.expected = expected;
        int bits = Math.min(BITS, index.reserve(expected));
        this.shift = Long.SIZE - bits;
        this.entries = new long[Math.min(MOST, expected)];
        this.ordered = new long[bits == 0 ? 0 : entries.length];
        this.ends = new int[1 << bits];
    }

    void add(int hash, int slot) {
        if (used == entries.length) {
            end();
        }
        entries[used++] = (long) hash << 32 | slot + 1;
    }

    /** Everything that was added is in the index then. */
    void end() {
        if (ordered.length == 0) {
            index.insertAll(entries, used, expected);
        } else {
            order();
            index.insertAll(ordered, used, expected);
        }
        used = 0;
    }

    private void order() {
        Arrays.fill(ends, 0);
        for (int k = 0; k < used; k++) {
            ends[(int) (entries[k] >>> shift)]++;
        }
        int begin = 0;
        for (int r = 0; r < ends.length; r++) {
            int count = ends[r];
            ends[r] = begin;
            begin += count;
        }
        for (int k = 0; k < used; k++) {
            ordered[ends[(int) (entries[k] >>> shift)]++] = entries[k];
        }
    }
}
