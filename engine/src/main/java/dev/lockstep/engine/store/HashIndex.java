package dev.lockstep.engine.store;

/**
 * From a key's hash to slots, by extendible hashing: the upper bits of the hash choose a segment
 * through a directory, the lower ones the place in it. A full segment splits by itself, so no
 * insert ever moves more than one segment.
 *
 * <p>An entry is {@code hash << 32 | slot + 1}; 0 is empty. Keys are compared by generated code,
 * see {@link RowShape#find}.
 */
public final class HashIndex {
    /** Entries of a segment. */
    static final int SEGMENT = 1024;

    private static final int DEPTH_MAX = 22;

    /** Part of the index; {@link #entries} is public for generated code. */
    public static final class Segment {
        public long[] entries;
        final int depth;
        int count;

        Segment(int depth, int length) {
            this.depth = depth;
            this.entries = new long[length];
        }
    }

    private Segment[] directory = {new Segment(0, 64)};
    private int depth;
    private int size;

    public int size() {
        return size;
    }

    public Segment segment(int hash) {
        return directory[depth == 0 ? 0 : hash >>> 32 - depth];
    }

    /** Adds an entry; the caller knows that the key is not there. */
    public void insert(int hash, int slot) {
        Segment s = segment(hash);
        int full = s.entries.length / 2;
        while (s.count >= full) {
            makeRoom(s, hash);
            s = segment(hash);
            full = s.entries.length / 2;
        }
        put(s, (long) hash << 32 | slot + 1);
        size++;
    }

    private static void put(Segment s, long entry) {
        long[] e = s.entries;
        int mask = e.length - 1;
        int i = (int) (entry >>> 32) & mask;
        while (e[i] != 0) {
            i = i + 1 & mask;
        }
        e[i] = entry;
        s.count++;
    }

    private void makeRoom(Segment s, int hash) {
        // a segment of equal hashes cannot be split: it grows instead
        if (s.entries.length < SEGMENT || s.depth == DEPTH_MAX) {
            long[] old = s.entries;
            s.entries = new long[old.length * 2];
            s.count = 0;
            for (long entry : old) {
                if (entry != 0) {
                    put(s, entry);
                }
            }
            return;
        }
        if (s.depth == depth) {
            Segment[] wider = new Segment[directory.length * 2];
            for (int i = 0; i < wider.length; i++) {
                wider[i] = directory[i >>> 1];
            }
            directory = wider;
            depth++;
        }
        split(s, hash);
    }

    private void split(Segment s, int hash) {
        Segment low = new Segment(s.depth + 1, SEGMENT);
        Segment high = new Segment(s.depth + 1, SEGMENT);
        int bit = 31 - s.depth;
        for (long entry : s.entries) {
            if (entry != 0) {
                put((entry >>> 32 + bit & 1) == 0 ? low : high, entry);
            }
        }
        int span = 1 << depth - s.depth;
        int first = (depth == 0 ? 0 : hash >>> 32 - depth) & -span;
        for (int i = 0; i < span; i++) {
            directory[first + i] = i < span / 2 ? low : high;
        }
    }

    /** Removes the entry of this slot, which must be there. */
    public void remove(int hash, int slot) {
        Segment s = segment(hash);
        long[] e = s.entries;
        int mask = e.length - 1;
        long wanted = (long) hash << 32 | slot + 1;
        int i = hash & mask;
        while (e[i] != wanted) {
            if (e[i] == 0) {
                throw new IllegalStateException("slot " + slot + " is not in the index");
            }
            i = i + 1 & mask;
        }
        for (int j = i; ; ) {
            j = j + 1 & mask;
            if (e[j] == 0) {
                break;
            }
            int home = (int) (e[j] >>> 32) & mask;
            if ((j - home & mask) >= (j - i & mask)) {
                e[i] = e[j];
                i = j;
            }
        }
        e[i] = 0;
        s.count--;
        size--;
    }

    public void clear() {
        directory = new Segment[] {new Segment(0, 64)};
        depth = 0;
        size = 0;
    }
}
