package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rows with a primary key, in memory: a table, its index and, where a retention policy asks for it,
 * the order of change. Between {@link #begin} and {@link #commit} every change can be taken back by
 * {@link #rollback}.
 *
 * <p>Here a slot names its row as long as the row is there. Whoever is content with less, namely
 * that it does until the next {@link #find} or {@link #insert}, can be given {@link SpilledRows}.
 */
public class KeyedRows {
    private final Schema schema;
    private final RowShape shape;
    private final StringPool pool;
    private final RowTable table;

    /** The field that is the whole key and a long, or -1: its hash needs no generated code. */
    private final int longKey;

    /** Empty as long as the keys have come in ascending order: see {@link AscendingKeys}. */
    private final HashIndex index = new HashIndex();

    private final AscendingKeys ascending;
    private final @Nullable ChangeOrder order;
    @Scratch private final UndoLog undo;
    @Scratch private boolean isLogging;

    /** Keeps what {@link #prefetch} does from being left out. */
    @Scratch private int touched;

    public KeyedRows(Schema schema, StringPool pool, boolean isOrdered) {
        this(schema, pool, isOrdered, true);
    }

    /**
     * @param mayWait whether the index may be made later than the first row
     */
    KeyedRows(Schema schema, StringPool pool, boolean isOrdered, boolean mayWait) {
        this.schema = schema;
        this.shape = RowShapes.of(schema);
        this.pool = pool;
        this.table = new RowTable(schema);
        this.longKey =
                schema.keyCount() == 1 && schema.type(schema.key(0)).storage() == Storage.LONG
                        ? schema.key(0)
                        : -1;
        this.ascending = new AscendingKeys(mayWait && longKey >= 0);
        this.order = isOrdered ? new ChangeOrder() : null;
        this.undo = new UndoLog(schema);
    }

    public final Schema schema() {
        return schema;
    }

    public final RowShape shape() {
        return shape;
    }

    public final RowTable table() {
        return table;
    }

    public int size() {
        return table.size();
    }

    /** The order of change; only if asked for at construction. */
    public final ChangeOrder order() {
        ChangeOrder o = order;
        if (o == null) {
            throw new IllegalStateException("rows without an order");
        }
        return o;
    }

    public final int hash(EventBlock b, int i) {
        return shape.hash(b, i, pool);
    }

    final HashIndex index() {
        return index;
    }

    /**
     * How far from {@code from} on the keys are known to be new because they ascend. None of these
     * rows needs a hash.
     */
    public final int ascendingUntil(EventBlock b, int from, int end) {
        return ascending.hold() ? ascending.until(b.longs(longKey), from, end, table.size()) : from;
    }

    /** Makes an index if there is none; hashes are of use from now on. */
    public final void makeIndex() {
        if (!ascending.hold()) {
            return;
        }
        ascending.end();
        for (int slot = table.nextLive(0); slot >= 0; slot = table.nextLive(slot + 1)) {
            index.insert(hashSlot(slot), slot);
        }
    }

    /**
     * Adds the keys of so many rows, each to the slot at its place, as long as they are known to be
     * new.
     *
     * @param hashes of all rows of the block, unless {@link #ascendingUntil} has told that they
     *     ascend
     * @return how many
     */
    final int enterKeys(EventBlock b, int from, int[] hashes, int[] slots, int count) {
        if (!ascending.hold()) {
            return index.insertUnlessAlike(hashes, from, slots, count);
        }
        assert ascendingUntil(b, from, from + count) == from + count : "keys do not ascend";
        ascending.addAll(b.longs(longKey), from, count);
        return count;
    }

    /** Takes the keys of slots out of the index, if there is one; the rows are still there. */
    final void leaveKeys(int[] slots, int count, int[] hashes) {
        if (!ascending.hold()) {
            hashSlots(slots, count, hashes);
            index.removeAll(hashes, slots, count);
        }
    }

    /** Puts a row into the index, or finds that there is no need of one. */
    private void enterKey(int hash, int slot) {
        if (!ascending.hold()) {
            index.insert(hash, slot);
        } else if (!ascending.add(keyOf(slot), table.size())) {
            makeIndex();
        }
    }

    private void leaveKey(int slot) {
        if (!ascending.hold()) {
            index.remove(hashSlot(slot), slot);
        }
    }

    /**
     * Fetches what looking up the keys of a block needs, all of them at once, if it lies in far
     * memory. Speed is all that this is for.
     */
    public final void prefetch(EventBlock b) {
        if (!index.isFar()) {
            return;
        }
        int seen = 0;
        int n = b.rows();
        if (longKey >= 0) {
            long[] keys = b.longs(longKey);
            for (int i = 0; i < n; i++) {
                seen += index.touch(RowShape.hashOfOne(keys[i]));
            }
        } else {
            for (int i = 0; i < n; i++) {
                seen += shape.hasNullKey(b, i) ? 0 : index.touch(hash(b, i));
            }
        }
        touched = seen;
    }

    private long keyOf(int slot) {
        return table.longs[longKey][slot >>> RowTable.SHIFT][slot & RowTable.MASK];
    }

    /** The hashes of the keys of rows {@code from} to {@code end - 1}, at their places. */
    public final void hashAll(EventBlock b, int from, int end, int[] hashes) {
        if (longKey < 0) {
            for (int i = from; i < end; i++) {
                hashes[i] = hash(b, i);
            }
            return;
        }
        long[] keys = b.longs(longKey);
        for (int i = from; i < end; i++) {
            hashes[i] = RowShape.hashOfOne(keys[i]);
        }
    }

    final int hashSlot(int slot) {
        return longKey < 0
                ? shape.hashSlot(table, slot, pool)
                : RowShape.hashOfOne(
                        table.longs[longKey][slot >>> RowTable.SHIFT][slot & RowTable.MASK]);
    }

    private void hashSlots(int[] slots, int count, int[] hashes) {
        if (longKey < 0) {
            for (int j = 0; j < count; j++) {
                hashes[j] = shape.hashSlot(table, slots[j], pool);
            }
            return;
        }
        long[][] keys = table.longs[longKey];
        for (int j = 0; j < count; j++) {
            int slot = slots[j];
            hashes[j] = RowShape.hashOfOne(keys[slot >>> RowTable.SHIFT][slot & RowTable.MASK]);
        }
    }

    /** The slot of the row whose key is that of row {@code i}, or -1. */
    public int find(EventBlock b, int i, int hash) {
        if (ascending.hold()) {
            if (ascending.isGreater(b.longs(longKey)[i])) {
                return -1;
            }
            makeIndex();
        }
        return shape.find(index, table, hash, b, i, pool);
    }

    /** Adds a row whose key is not there. */
    public int insert(EventBlock b, int i, int hash) {
        boolean isNew = table.nextIsNew();
        int slot = table.allocate();
        put(b, i, slot);
        enterKey(hash, slot);
        if (isLogging) {
            undo.add(
                    isNew ? UndoLog.Kind.INSERTED_NEW_SLOT : UndoLog.Kind.INSERTED_FREED_SLOT,
                    slot,
                    0,
                    0);
        }
        return slot;
    }

    /**
     * Adds the key of a row unless it is there; an {@link Exchange} brings the other fields. Not
     * between {@link #begin} and {@link #commit}.
     *
     * @param hash of the key, unless {@link #ascendingUntil} has told that it is greater than all
     * @return the slot, or -1 if the key is there
     */
    public final int insertKey(EventBlock b, int i, int hash) {
        if (isLogging) {
            throw new IllegalStateException("only whole rows can be taken back");
        }
        if (ascending.hold()) {
            if (!ascending.add(b.longs(longKey)[i], table.size() + 1)) {
                throw new IllegalStateException("keys that were not told to ascend");
            }
        } else if (!index.insertUnlessAlike(hash, table.nextSlot())) {
            if (find(b, i, hash) >= 0) {
                return -1;
            }
            index.insert(hash, table.nextSlot());
        }
        int slot = table.allocate();
        if (longKey < 0) {
            shape.putKey(b, i, table, slot);
        } else {
            table.longs[longKey][slot >>> RowTable.SHIFT][slot & RowTable.MASK] =
                    b.longs(longKey)[i];
        }
        return slot;
    }

    /** Loads the key of a stored row and nothing else. */
    final void getKey(int slot, EventBlock b, int i) {
        if (longKey < 0) {
            shape.getKey(table, slot, b, i);
        } else {
            b.longs(longKey)[i] =
                    table.longs[longKey][slot >>> RowTable.SHIFT][slot & RowTable.MASK];
        }
    }

    /** Replaces a row; the key stays. */
    public void update(int slot, EventBlock b, int i) {
        if (isLogging) {
            undo.addRow(UndoLog.Kind.UPDATED, slot, shape, table);
        }
        put(b, i, slot);
    }

    private void put(EventBlock b, int i, int slot) {
        if (b.hasNull(i)) {
            table.putsNull();
        }
        shape.put(b, i, table, slot);
    }

    /** Removes a row, from the order too. */
    public void delete(int slot) {
        if (order != null) {
            unlink(slot);
        }
        if (isLogging) {
            undo.addRow(UndoLog.Kind.DELETED, slot, shape, table);
        }
        leaveKey(slot);
        table.free(slot);
    }

    /** Adds a slot to the order. */
    public final void link(int slot, long micros) {
        order().add(slot, micros);
        if (isLogging) {
            undo.add(UndoLog.Kind.LINKED, slot, 0, 0);
        }
    }

    /** Takes a slot out of the order. */
    public final void unlink(int slot) {
        ChangeOrder o = order();
        if (isLogging) {
            undo.add(UndoLog.Kind.UNLINKED, slot, o.prev(slot), o.time(slot));
        }
        o.remove(slot);
    }

    /** Starts to remember changes. */
    public void begin() {
        undo.clear();
        isLogging = true;
    }

    public void commit() {
        isLogging = false;
        undo.clear();
    }

    /** Takes back everything since {@link #begin}. */
    public void rollback() {
        isLogging = false;
        for (int at = undo.size() - 1; at >= 0; at--) {
            takeBack(at);
        }
        undo.clear();
    }

    private void takeBack(int at) {
        int slot = undo.slot(at);
        switch (undo.kind(at)) {
            case INSERTED_NEW_SLOT, INSERTED_FREED_SLOT -> {
                leaveKey(slot);
                table.unallocate(slot, undo.kind(at) == UndoLog.Kind.INSERTED_NEW_SLOT);
            }
            case UPDATED -> shape.put(undo.rows(), undo.detail(at), table, slot);
            case DELETED -> {
                table.unfree(slot);
                shape.put(undo.rows(), undo.detail(at), table, slot);
                if (!ascending.hold()) {
                    index.insert(hashSlot(slot), slot);
                }
            }
            case LINKED -> order().remove(slot);
            case UNLINKED -> order().insertAfter(slot, undo.detail(at), undo.time(at));
        }
    }

    /** Whether there may be more rows than memory holds. */
    public boolean isInStore() {
        return false;
    }

    /** All rows, in the order of their slots. */
    public RowScan scan() {
        return new SlotScan(this);
    }

    /** Marks the codes held, before a sweep of the pool. */
    public final void markCodes() {
        table.markCodes(pool);
    }

    /** Writes the rows and their order; between blocks only, when no change can be taken back. */
    public void save(DataOutput out) throws IOException {
        table.save(out);
        if (order != null) {
            order.save(out);
        }
    }

    /** Reads what {@link #save} wrote into rows that have never been changed. */
    public void load(DataInput in) throws IOException {
        table.load(in, pool);
        if (order != null) {
            order.load(in, table);
        }
        for (int slot = table.nextLive(0);
                slot >= 0 && ascending.hold();
                slot = table.nextLive(slot + 1)) {
            if (!ascending.resume(keyOf(slot), table.size())) {
                ascending.end();
            }
        }
        if (!ascending.hold()) {
            indexAll();
        }
    }

    /** Makes the index of rows that are all there. */
    private void indexAll() {
        IndexFilling filling = new IndexFilling(index, table.size());
        for (int slot = table.nextLive(0); slot >= 0; slot = table.nextLive(slot + 1)) {
            filling.add(hashSlot(slot), slot);
        }
        filling.end();
    }
}
