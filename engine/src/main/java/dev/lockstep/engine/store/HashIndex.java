package dev.lockstep.engine.store;

import java.util.Arrays;

/**
 * From a key's hash to slots, by extendible hashing: the upper bits of the hash choose a segment
 * through a directory, the lower ones the place in it. A full segment splits by itself, so no
 * insert ever moves more than one segment. Segments lie side by side in few large arrays, so that a
 * look-up in an index beyond the caches waits for memory once.
 *
 * <p>An entry is {@code hash << 32 | slot + 1}; 0 is empty. Keys are compared by generated code,
 * see {@link RowShape#find}.
 */
public final class HashIndex {
    /** Entries of a segment, as a power of two. */
    private static final int SHIFT = 10;

    /** Entries of a segment. */
    static final int SEGMENT = 1 << SHIFT;

    /** Entries of the first segment, as long as it is the only one. */
    private static final int FIRST = 64;

    /** Segments in an array, as a power of two. */
    private static final int CHUNK_SHIFT = 6;

    private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;
    private static final int DEPTH_MAX = 22;

    /**
     * Keys there must be for each piece of the hashes' range before it is cut in two: where more
     * hashes are equal than chance makes, cutting does not help.
     */
    private static final int KEYS_A_SPLIT = 16;

    /**
     * From so many entries on, of eight bytes each and half of them empty, memory is waited for.
     */
    private static final int FAR = 1 << 15;

    /** Entries of a segment at most, on average, behind {@link #reserve}. */
    private static final int RESERVED = SEGMENT * 3 / 8;

    private int[] directory = {0, 0};
    private int depth = 1;
    private int mask = FIRST - 1;
    private long[][] chunks = {new long[FIRST]};
    private byte[] depths = {0};
    private int[] counts = {0};
    private int segments = 1;

    /** Segments of equal hashes, by number, in arrays of their own; empty if there are none. */
    private long[][] own = {};

    private int size;

    public int size() {
        return size;
    }

    /** The number of the segment for a hash. */
    public int segment(int hash) {
        return directory[hash >>> 32 - depth];
    }

    /** The array that a segment lies in. */
    public long[] entries(int segment) {
        return own.length == 0 || own[segment] == null ? chunk(segment) : own[segment];
    }

    private long[] chunk(int segment) {
        return chunks[segment >>> CHUNK_SHIFT];
    }

    /** Where in its array a segment begins. */
    public int first(int segment) {
        return own.length == 0 || own[segment] == null ? (segment & CHUNK_MASK) << SHIFT : 0;
    }

    /** One less than the number of entries of a segment, which is a power of two. */
    public int mask(int segment) {
        return own.length == 0 || own[segment] == null ? mask : own[segment].length - 1;
    }

    /** Whether the entries are more than the processor's caches hold. */
    boolean isFar() {
        return size >= FAR;
    }

    /**
     * Looks at the place of a hash and at nothing else. Calls in a row do not wait for one another,
     * so that whoever looks up these keys next finds their places in the caches.
     *
     * @return rubbish, so that looking is not left out
     */
    int touch(int hash) {
        int s = segment(hash);
        return (int) entries(s)[first(s) + (hash & mask(s))] + counts[s];
    }

    /**
     * Makes an empty index as wide as so many entries will need. What comes then finds its segment
     * there, unless more hashes are alike than chance makes.
     *
     * @return how many of a hash's upper bits choose its segment
     */
    int reserve(int entries) {
        int bits = 0;
        while (bits < DEPTH_MAX && (long) RESERVED << bits < entries) {
            bits++;
        }
        if (size > 0 || bits == 0) {
            return 0;
        }
        mask = SEGMENT - 1;
        depth = bits;
        segments = 1 << bits;
        directory = new int[segments];
        depths = new byte[segments];
        counts = new int[segments];
        chunks = new long[Math.max(1, segments >>> CHUNK_SHIFT)][];
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = new long[Math.min(segments, 1 << CHUNK_SHIFT) << SHIFT];
        }
        for (int s = 0; s < segments; s++) {
            directory[s] = s;
            depths[s] = (byte) bits;
        }
        return bits;
    }

    /**
     * Adds entries, of which the caller knows that their keys are not there, to an index that will
     * have so many.
     */
    void insertAll(long[] entries, int count, int expected) {
        int before = size;
        // a segment that is full is cut if the index as a whole is great enough, which it will be
        size = expected;
        for (int k = 0; k < count; k++) {
            int hash = (int) (entries[k] >>> 32);
            int s = segment(hash);
            while (counts[s] > mask(s) >>> 1) {
                makeRoom(s, hash);
                s = segment(hash);
            }
            put(s, entries[k]);
        }
        size = before + count;
    }

    /** Adds an entry; the caller knows that the key is not there. */
    public void insert(int hash, int slot) {
        int s = segment(hash);
        while (counts[s] > mask(s) >>> 1) {
            makeRoom(s, hash);
            s = segment(hash);
        }
        put(s, (long) hash << 32 | slot + 1);
        size++;
    }

    /** Adds an entry unless there is one of the same hash; returns whether it did. */
    boolean insertUnlessAlike(int hash, int slot) {
        int s = segment(hash);
        while (counts[s] > mask(s) >>> 1) {
            makeRoom(s, hash);
            s = segment(hash);
        }
        long[] e = entries(s);
        int first = first(s);
        int m = mask(s);
        int i = hash & m;
        for (long v = e[first + i]; v != 0; v = e[first + i]) {
            if ((int) (v >>> 32) == hash) {
                return false;
            }
            i = i + 1 & m;
        }
        e[first + i] = (long) hash << 32 | slot + 1;
        counts[s]++;
        size++;
        return true;
    }

    /**
     * Adds so many entries, entry {@code k} of the hash at {@code from + k}, until there is one of
     * the same hash; returns the place of that one, or {@code count}.
     */
    int insertUnlessAlike(int[] hashes, int from, int[] slots, int count) {
        int k = 0;
        while (k < count) {
            if (own.length == 0) {
                k = insertSimply(hashes, from, slots, k, count);
            }
            if (k < count) {
                // a segment is full, or there is one of the same hash
                if (!insertUnlessAlike(hashes[from + k], slots[k])) {
                    return k;
                }
                k++;
            }
        }
        return k;
    }

    /** The same, while there is room and no segment has an array of its own. */
    private int insertSimply(int[] hashes, int from, int[] slots, int k, int count) {
        int[] segmentOf = directory;
        int shift = 32 - depth;
        int m = mask;
        int most = m >>> 1;
        int[] taken = counts;
        long[][] arrays = chunks;
        for (int at = k; at < count; at++) {
            int hash = hashes[from + at];
            int s = segmentOf[hash >>> shift];
            int there = taken[s];
            long[] e = arrays[s >>> CHUNK_SHIFT];
            int first = (s & CHUNK_MASK) << SHIFT;
            int i = hash & m;
            long v = e[first + i];
            while (v != 0 && (int) (v >>> 32) != hash) {
                i = i + 1 & m;
                v = e[first + i];
            }
            if (v != 0 || there > most) {
                size += at - k;
                return at;
            }
            e[first + i] = (long) hash << 32 | slots[at] + 1;
            taken[s] = there + 1;
        }
        size += count - k;
        return count;
    }

    private void put(int s, long entry) {
        long[] e = entries(s);
        int first = first(s);
        int m = mask(s);
        int i = (int) (entry >>> 32) & m;
        while (e[first + i] != 0) {
            i = i + 1 & m;
        }
        e[first + i] = entry;
        counts[s]++;
    }

    private void makeRoom(int s, int hash) {
        if (mask < SEGMENT - 1) {
            long[] old = chunks[0];
            mask = mask << 1 | 1;
            chunks[0] = new long[mask + 1];
            putAll(0, old, old.length);
        } else if (entries(s) != chunk(s)) {
            widen(s, entries(s));
        } else if (depths[s] == DEPTH_MAX || (long) KEYS_A_SPLIT << depths[s] > size) {
            widen(s, taken(s));
        } else {
            split(s, hash);
        }
    }

    private void putAll(int s, long[] entries, int length) {
        counts[s] = 0;
        for (int i = 0; i < length; i++) {
            if (entries[i] != 0) {
                put(s, entries[i]);
            }
        }
    }

    private void widen(int s, long[] old) {
        if (own.length <= s) {
            own = Arrays.copyOf(own, depths.length);
        }
        own[s] = new long[old.length * 2];
        putAll(s, old, old.length);
    }

    /** A copy of a segment, which is empty then. */
    private long[] taken(int s) {
        long[] e = chunk(s);
        int first = (s & CHUNK_MASK) << SHIFT;
        long[] copy = Arrays.copyOfRange(e, first, first + SEGMENT);
        Arrays.fill(e, first, first + SEGMENT, 0);
        counts[s] = 0;
        return copy;
    }

    private void split(int s, int hash) {
        if (depths[s] == depth) {
            int[] wider = new int[directory.length * 2];
            for (int i = 0; i < wider.length; i++) {
                wider[i] = directory[i >>> 1];
            }
            directory = wider;
            depth++;
        }
        long[] old = taken(s);
        int high = allocate();
        int span = 1 << depth - depths[s];
        int from = (hash >>> 32 - depth & -span) + span / 2;
        Arrays.fill(directory, from, from + span / 2, high);
        depths[s]++;
        depths[high] = depths[s];
        for (long entry : old) {
            if (entry != 0) {
                put(segment((int) (entry >>> 32)), entry);
            }
        }
    }

    private int allocate() {
        int s = segments++;
        if (s == counts.length) {
            counts = Arrays.copyOf(counts, s * 2);
            depths = Arrays.copyOf(depths, s * 2);
            if (own.length > 0) {
                own = Arrays.copyOf(own, s * 2);
            }
        }
        int c = s >>> CHUNK_SHIFT;
        if (c == chunks.length) {
            chunks = Arrays.copyOf(chunks, c * 2);
        }
        int needed = (s & CHUNK_MASK) + 1 << SHIFT;
        if (c > 0 && chunks[c] == null) {
            chunks[c] = new long[1 << CHUNK_SHIFT + SHIFT];
        } else if (chunks[c].length < needed) {
            // only the first array grows, so that small indices stay small
            chunks[c] = Arrays.copyOf(chunks[c], chunks[c].length * 2);
        }
        return s;
    }

    /** Forgets all entries and gives their memory back. */
    public void clear() {
        directory = new int[] {0, 0};
        depth = 1;
        mask = FIRST - 1;
        chunks = new long[][] {new long[FIRST]};
        depths = new byte[] {0};
        counts = new int[] {0};
        segments = 1;
        own = new long[0][];
        size = 0;
    }

    /**
     * Removes so many entries, the last first: keys that count up lie side by side, and then none
     * is left behind a gap.
     */
    void removeAll(int[] hashes, int[] slots, int count) {
        if (own.length > 0) {
            for (int j = count - 1; j >= 0; j--) {
                remove(hashes[j], slots[j]);
            }
            return;
        }
        int[] segmentOf = directory;
        int shift = 32 - depth;
        for (int j = count - 1; j >= 0; j--) {
            int hash = hashes[j];
            int s = segmentOf[hash >>> shift];
            long[] e = chunks[s >>> CHUNK_SHIFT];
            remove(e, (s & CHUNK_MASK) << SHIFT, mask, hash, slots[j]);
            counts[s]--;
        }
        size -= count;
    }

    /** Removes the entry of this slot, which must be there. */
    public void remove(int hash, int slot) {
        int s = segment(hash);
        remove(entries(s), first(s), mask(s), hash, slot);
        counts[s]--;
        size--;
    }

    private static void remove(long[] e, int first, int m, int hash, int slot) {
        long wanted = (long) hash << 32 | slot + 1;
        int i = hash & m;
        while (e[first + i] != wanted) {
            if (e[first + i] == 0) {
                throw new IllegalStateException("slot " + slot + " is not in the index");
            }
            i = i + 1 & m;
        }
        int j = i + 1 & m;
        for (long v = e[first + j]; v != 0; v = e[first + j]) {
            int home = (int) (v >>> 32) & m;
            if ((j - home & m) >= (j - i & m)) {
                e[first + i] = v;
                i = j;
            }
            j = j + 1 & m;
        }
        e[first + i] = 0;
    }
}
