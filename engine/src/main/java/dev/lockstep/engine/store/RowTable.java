package dev.lockstep.engine.store;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.snapshot.SlotSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Rows of one schema in chunked columns. A row is named by its slot; a freed slot is used again,
 * last freed first. Chunks are allocated one at a time, so growth costs the same at any size.
 * Columns are public for generated code.
 */
public final class RowTable {
    /** Rows in a chunk, as a power of two. */
    public static final int SHIFT = 12;

    public static final int CHUNK = 1 << SHIFT;
    public static final int MASK = CHUNK - 1;

    /** Stands in a snapshot where a table's number of slots would, if the rows are in a store. */
    static final int IN_A_STORE = -1;

    private final Schema schema;
    private final int nullWords;

    /**
     * {@code [field][chunk][row in chunk]}; codes of the string pool for fields of variable length.
     */
    public final int[][][] ints;

    public final long[][][] longs;
    public final double[][][] doubles;

    /** {@code [chunk][row in chunk * nullWords]}. */
    public long[][] nulls = {};

    private long[][] live = {};
    private int[][] nextFree = {};
    private int chunks;
    private int slots;
    private int freeHead = -1;
    private int size;

    /**
     * Whether there may have been a null; where there was none, all masks are 0. It may be set
     * though the row with the null is gone.
     */
    @Scratch private boolean mayHaveNull;

    public RowTable(Schema schema) {
        this.schema = schema;
        this.nullWords = schema.nullWords();
        int n = schema.size();
        ints = new int[n][][];
        longs = new long[n][][];
        doubles = new double[n][][];
        for (int f = 0; f < n; f++) {
            switch (schema.type(f).storage()) {
                case INT, BYTES -> ints[f] = new int[0][];
                case LONG -> longs[f] = new long[0][];
                case DOUBLE -> doubles[f] = new double[0][];
            }
        }
    }

    public Schema schema() {
        return schema;
    }

    /** Rows there are. */
    public int size() {
        return size;
    }

    /** One more than the greatest slot ever used. */
    public int slotLimit() {
        return slots;
    }

    public boolean isLive(int slot) {
        return slot < slots && (live[slot >>> SHIFT][(slot & MASK) >>> 6] & 1L << slot) != 0;
    }

    /** The first live slot from {@code from} on, or -1. */
    public int nextLive(int from) {
        int slot = from;
        while (slot < slots) {
            long word = live[slot >>> SHIFT][(slot & MASK) >>> 6] >>> slot;
            if (word != 0) {
                int found = slot + Long.numberOfTrailingZeros(word);
                return found < slots ? found : -1;
            }
            slot = (slot | 63) + 1;
        }
        return -1;
    }

    /** The slot that the next {@link #allocate} gives. */
    int nextSlot() {
        return freeHead >= 0 ? freeHead : slots;
    }

    /** The slot that {@link #allocate} gives behind {@code slot}, which it has not given yet. */
    int nextSlotBehind(int slot) {
        if (slot < slots) {
            int next = nextFree[slot >>> SHIFT][slot & MASK];
            return next >= 0 ? next : slots;
        }
        return slot + 1;
    }

    /** Allocates so many slots and then frees others, which may be some of them. */
    void exchange(int allocated, int[] freed, int count) {
        for (int k = 0; k < allocated; k++) {
            allocate();
        }
        for (int f = 0; f < count; f++) {
            free(freed[f]);
        }
    }

    /** A slot for a new row; its columns hold rubbish. */
    public int allocate() {
        int slot = freeHead;
        if (slot >= 0) {
            freeHead = nextFree[slot >>> SHIFT][slot & MASK];
        } else {
            slot = slots++;
            if ((slot & MASK) == 0) {
                addChunk();
            }
        }
        live[slot >>> SHIFT][(slot & MASK) >>> 6] |= 1L << slot;
        size++;
        return slot;
    }

    /** Gives the slot back; its columns stay readable until it is allocated again. */
    public void free(int slot) {
        live[slot >>> SHIFT][(slot & MASK) >>> 6] &= ~(1L << slot);
        setNextFree(slot, freeHead);
        freeHead = slot;
        size--;
    }

    private void setNextFree(int slot, int next) {
        int c = slot >>> SHIFT;
        if (nextFree.length <= c) {
            nextFree = Arrays.copyOf(nextFree, Math.max(c + 1, nextFree.length * 2));
        }
        if (nextFree[c] == null) {
            nextFree[c] = new int[CHUNK];
        }
        nextFree[c][slot & MASK] = next;
    }

    /** Takes exactly this slot again, which must be the last one freed. */
    public void unfree(int slot) {
        int again = allocate();
        if (again != slot) {
            throw new IllegalStateException("slot " + slot + " was not the last one freed");
        }
    }

    /** Takes back the last {@link #allocate}. */
    public void unallocate(int slot, boolean wasNew) {
        free(slot);
        if (wasNew) {
            freeHead = nextFree[slot >>> SHIFT][slot & MASK];
            slots--;
        }
    }

    /** Whether the next {@link #allocate} extends the table rather than using a freed slot. */
    public boolean nextIsNew() {
        return freeHead < 0;
    }

    private void addChunk() {
        int c = slots - 1 >>> SHIFT;
        if (c < chunks) {
            return;
        }
        if (c == live.length) {
            growDirectories(Math.max(4, c * 2));
        }
        live[c] = new long[CHUNK >>> 6];
        nulls[c] = new long[CHUNK * nullWords];
        for (int f = 0; f < ints.length; f++) {
            Storage storage = schema.type(f).storage();
            switch (storage) {
                case INT, BYTES -> ints[f][c] = new int[CHUNK];
                case LONG -> longs[f][c] = new long[CHUNK];
                case DOUBLE -> doubles[f][c] = new double[CHUNK];
            }
        }
        chunks = c + 1;
    }

    private void growDirectories(int next) {
        live = Arrays.copyOf(live, next);
        nulls = Arrays.copyOf(nulls, next);
        for (int f = 0; f < ints.length; f++) {
            switch (schema.type(f).storage()) {
                case INT, BYTES -> ints[f] = Arrays.copyOf(ints[f], next);
                case LONG -> longs[f] = Arrays.copyOf(longs[f], next);
                case DOUBLE -> doubles[f] = Arrays.copyOf(doubles[f], next);
            }
        }
    }

    /** Whether a row may have a null, or have had one. */
    boolean mayHaveNull() {
        return mayHaveNull;
    }

    /** A row with a null is put into the table. */
    void putsNull() {
        mayHaveNull = true;
    }

    public boolean isNull(int field, int slot) {
        return (nulls[slot >>> SHIFT][(slot & MASK) * nullWords + (field >>> 6)] & 1L << field)
                != 0;
    }

    /** Marks the codes of all rows, before a sweep of the pool. */
    public void markCodes(StringPool pool) {
        for (int f = 0; f < ints.length; f++) {
            if (schema.type(f).storage() == Storage.BYTES) {
                markColumn(f, pool);
            }
        }
    }

    private void markColumn(int field, StringPool pool) {
        for (int slot = nextLive(0); slot >= 0; slot = nextLive(slot + 1)) {
            if (!isNull(field, slot)) {
                pool.mark(ints[field][slot >>> SHIFT][slot & MASK]);
            }
        }
    }

    /** Bytes that the columns take, a function of the rows ever held at once. */
    public long bytes() {
        long row = 8L * nullWords;
        for (int f = 0; f < ints.length; f++) {
            row +=
                    schema.type(f).storage() == Storage.LONG
                                    || schema.type(f).storage() == Storage.DOUBLE
                            ? 8
                            : 4;
        }
        return row * chunks * CHUNK;
    }

    /** Writes the rows, slot by slot, and the freed slots in the order of their use. */
    public void save(DataOutput out) throws IOException {
        out.writeInt(slots);
        for (int slot = 0; slot < slots; slot += 64) {
            out.writeLong(live[slot >>> SHIFT][(slot & MASK) >>> 6]);
        }
        for (int slot = freeHead; slot >= 0; slot = nextFree[slot >>> SHIFT][slot & MASK]) {
            out.writeInt(slot);
        }
        for (int slot = nextLive(0); slot >= 0; slot = nextLive(slot + 1)) {
            for (int w = 0; w < nullWords; w++) {
                out.writeLong(nulls[slot >>> SHIFT][(slot & MASK) * nullWords + w]);
            }
        }
        long[] somewhere = nullSomewhere();
        for (int f = 0; f < ints.length; f++) {
            boolean isWhole = (somewhere[f >>> 6] & 1L << f) == 0;
            saveColumn(f, isWhole, out);
        }
    }

    /** The fields that are null in some row, one bit each. */
    private long[] nullSomewhere() {
        long[] all = new long[nullWords];
        for (int slot = nextLive(0); slot >= 0; slot = nextLive(slot + 1)) {
            for (int w = 0; w < nullWords; w++) {
                all[w] |= nulls[slot >>> SHIFT][(slot & MASK) * nullWords + w];
            }
        }
        return all;
    }

    private void saveColumn(int f, boolean isWhole, DataOutput out) throws IOException {
        Storage storage = schema.type(f).storage();
        for (int slot = 0; slot < slots; slot += 64) {
            long rows = present(f, isWhole, slot);
            int c = slot >>> SHIFT;
            int at = slot & MASK;
            switch (storage) {
                case INT, BYTES -> save(ints[f][c], at, rows, out);
                case LONG -> save(longs[f][c], at, rows, out);
                case DOUBLE -> save(doubles[f][c], at, rows, out);
            }
        }
    }

    /** Which of 64 slots have a value in that field: one bit each. */
    private long present(int field, boolean isWhole, int from) {
        long rows = live[from >>> SHIFT][(from & MASK) >>> 6];
        if (!isWhole) {
            for (long left = rows; left != 0; left &= left - 1) {
                int k = Long.numberOfTrailingZeros(left);
                rows &= ~((isNull(field, from + k) ? 1L : 0) << k);
            }
        }
        return rows;
    }

    private static void save(int[] column, int at, long rows, DataOutput out) throws IOException {
        for (long left = rows; left != 0; left &= left - 1) {
            out.writeInt(column[at + Long.numberOfTrailingZeros(left)]);
        }
    }

    private static void save(long[] column, int at, long rows, DataOutput out) throws IOException {
        for (long left = rows; left != 0; left &= left - 1) {
            out.writeLong(column[at + Long.numberOfTrailingZeros(left)]);
        }
    }

    private static void save(double[] column, int at, long rows, DataOutput out)
            throws IOException {
        for (long left = rows; left != 0; left &= left - 1) {
            out.writeDouble(column[at + Long.numberOfTrailingZeros(left)]);
        }
    }

    /** Reads what {@link #save} wrote into a table that has never held a row. */
    public void load(DataInput in, StringPool pool) throws IOException {
        int limit = in.readInt();
        if (limit == IN_A_STORE) {
            throw new IOException("The rows were kept in a store, not in the heap.");
        }
        if (limit < 0 || slots != 0) {
            throw new IOException("A table cannot have " + limit + " rows.");
        }
        long[] bits = loadLive(in, limit);
        int[] freed = loadFreed(in, limit, bits);
        // a chunk is taken when every slot before it has brought bytes of its own
        while (slots < limit) {
            if ((slots & MASK) == 0) {
                slots++;
                addChunk();
                slots--;
            }
            live[slots >>> SHIFT][(slots & MASK) >>> 6] = bits[slots >>> 6];
            int next = Math.min(slots + 64, limit);
            for (int slot = slots; slot < next; slot++) {
                if ((bits[slot >>> 6] & 1L << slot) != 0) {
                    loadNulls(slot, in);
                    size++;
                }
            }
            slots = next;
        }
        for (int k = freed.length - 1; k >= 0; k--) {
            setNextFree(freed[k], freeHead);
            freeHead = freed[k];
        }
        long[] somewhere = nullSomewhere();
        for (int f = 0; f < ints.length; f++) {
            boolean isWhole = (somewhere[f >>> 6] & 1L << f) == 0;
            loadColumn(f, isWhole, in, pool);
        }
    }

    /** Which slots are live, 64 in a word; memory is taken as they arrive. */
    private static long[] loadLive(DataInput in, int limit) throws IOException {
        int words = (int) (limit + 63L >>> 6);
        long[] bits = new long[Math.min(words, CHUNK)];
        for (int w = 0; w < words; w++) {
            if (w == bits.length) {
                bits = Arrays.copyOf(bits, (int) Math.min(words, 2L * w));
            }
            bits[w] = in.readLong();
        }
        if ((limit & 63) != 0 && bits[words - 1] >>> limit != 0) {
            throw new IOException("A row stands behind the last one.");
        }
        return bits;
    }

    /** The freed slots, which must be all that are not live, in the order of their use. */
    private static int[] loadFreed(DataInput in, int limit, long[] bits) throws IOException {
        int count = limit;
        for (long word : bits) {
            count -= Long.bitCount(word);
        }
        int[] freed = new int[Math.min(count, CHUNK)];
        SlotSet seen = new SlotSet(limit);
        for (int k = 0; k < count; k++) {
            if (k == freed.length) {
                freed = Arrays.copyOf(freed, (int) Math.min(count, 2L * k));
            }
            int slot = in.readInt();
            if (slot < 0 || slot >= limit || (bits[slot >>> 6] & 1L << slot) != 0) {
                throw new IOException("Slot " + slot + " is not free.");
            }
            seen.add(slot);
            freed[k] = slot;
        }
        return freed;
    }

    private void loadNulls(int slot, DataInput in) throws IOException {
        for (int w = 0; w < nullWords; w++) {
            long mask = in.readLong();
            mayHaveNull |= mask != 0;
            nulls[slot >>> SHIFT][(slot & MASK) * nullWords + w] = mask;
        }
    }

    private void loadColumn(int f, boolean isWhole, DataInput in, StringPool pool)
            throws IOException {
        Storage storage = schema.type(f).storage();
        for (int slot = 0; slot < slots; slot += 64) {
            long rows = present(f, isWhole, slot);
            int c = slot >>> SHIFT;
            int at = slot & MASK;
            switch (storage) {
                case INT -> load(ints[f][c], at, rows, in);
                case BYTES -> loadCodes(ints[f][c], at, rows, in, pool);
                case LONG -> load(longs[f][c], at, rows, in);
                case DOUBLE -> load(doubles[f][c], at, rows, in);
            }
        }
    }

    private static void load(int[] column, int at, long rows, DataInput in) throws IOException {
        for (long left = rows; left != 0; left &= left - 1) {
            column[at + Long.numberOfTrailingZeros(left)] = in.readInt();
        }
    }

    private static void loadCodes(int[] column, int at, long rows, DataInput in, StringPool pool)
            throws IOException {
        for (long left = rows; left != 0; left &= left - 1) {
            column[at + Long.numberOfTrailingZeros(left)] = pool.checked(in.readInt());
        }
    }

    private static void load(long[] column, int at, long rows, DataInput in) throws IOException {
        for (long left = rows; left != 0; left &= left - 1) {
            column[at + Long.numberOfTrailingZeros(left)] = in.readLong();
        }
    }

    private static void load(double[] column, int at, long rows, DataInput in) throws IOException {
        for (long left = rows; left != 0; left &= left - 1) {
            column[at + Long.numberOfTrailingZeros(left)] = in.readDouble();
        }
    }
}
