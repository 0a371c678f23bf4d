package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.snapshot.SlotSet;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import dev.lockstep.engine.store.RowTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of each group in the order in which they entered it, for functions to which order
 * matters over an input whose rows may leave. A member is a slot; it is known by the key of its row
 * in the input, so equal values are never confused. Entering and leaving take a constant number of
 * steps.
 *
 * <p>Where rows leave as they came there is no index by key: the search begins at the oldest
 * member, which is the one. Only members that a refused transactional block has left behind here,
 * while the window in front let them go, stand before it.
 *
 * <p>A row enters by {@link #enter} before the functions hear of it, and leaves by {@link #find},
 * the functions' turn, then {@link #leave}.
 */
public final class Members extends Accumulator {
    static final int NONE = -1;

    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;
    private static final int MASK = CHUNK - 1;

    private final int[] keyFields;
    private final Storage[] storages;
    private final StringPool pool;
    private final RowTable table;
    private final RowShape shape;
    private final @Nullable KeyedRows index;
    private final EventBlock key;

    private int[][] next = {};
    private int[][] previous = {};
    private long[][] numbers = {};
    private int[] heads = {};
    private int[] tails = {};
    private long[] sizes = {};
    private long entered;
    @Scratch private int current = NONE;

    /**
     * @param input the schema of the rows; its keys are unique among the rows that are there
     * @param isIndexed whether rows leave in any order, rather than mostly as they came
     */
    public Members(Schema input, StringPool pool, boolean isIndexed) {
        List<Field> fields = new ArrayList<>();
        keyFields = new int[input.keyCount()];
        storages = new Storage[keyFields.length];
        for (int k = 0; k < keyFields.length; k++) {
            keyFields[k] = input.key(k);
            storages[k] = input.type(keyFields[k]).storage();
            fields.add(input.field(keyFields[k]));
        }
        Schema keySchema = new Schema(fields);
        this.pool = pool;
        index = isIndexed ? new KeyedRows(keySchema, pool, false) : null;
        table = index == null ? new RowTable(keySchema) : index.table();
        shape = index == null ? RowShapes.of(keySchema) : index.shape();
        key = EventBlock.attached(keySchema);
        key.rows(1);
    }

    private void copyKey(EventBlock b, int i) {
        for (int k = 0; k < keyFields.length; k++) {
            int f = keyFields[k];
            switch (storages[k]) {
                case INT, BYTES -> key.ints(k)[0] = b.ints(f)[i];
                case LONG -> key.longs(k)[0] = b.longs(f)[i];
                case DOUBLE -> key.doubles(k)[0] = b.doubles(f)[i];
            }
        }
    }

    /** Row {@code i} becomes the group's last member, and the current one. */
    public void enter(EventBlock b, int i, int group) {
        copyKey(b, i);
        int slot;
        if (index == null) {
            slot = table.allocate();
            shape.put(key, 0, table, slot);
        } else {
            slot = index.insert(key, 0, index.hash(key, 0));
        }
        link(slot, group, entered++);
    }

    private void link(int slot, int group, long number) {
        int c = slot >>> SHIFT;
        if (c >= next.length) {
            int length = Math.max(4, Math.max(c + 1, next.length * 2));
            next = Arrays.copyOf(next, length);
            previous = Arrays.copyOf(previous, length);
            numbers = Arrays.copyOf(numbers, length);
        }
        if (next[c] == null) {
            next[c] = new int[CHUNK];
            previous[c] = new int[CHUNK];
            numbers[c] = new long[CHUNK];
        }
        int tail = tails[group];
        next[c][slot & MASK] = NONE;
        previous[c][slot & MASK] = tail;
        numbers[c][slot & MASK] = number;
        if (tail == NONE) {
            heads[group] = slot;
        } else {
            next[tail >>> SHIFT][tail & MASK] = slot;
        }
        tails[group] = slot;
        sizes[group]++;
        current = slot;
    }

    /** Makes the group's member with the key of row {@code i} the current one. */
    public void find(EventBlock b, int i, int group) {
        int slot;
        if (index == null) {
            slot = heads[group];
            while (slot != NONE && !hasKey(slot, b, i)) {
                slot = next(slot);
            }
        } else {
            copyKey(b, i);
            slot = index.find(key, 0, index.hash(key, 0));
        }
        if (slot < 0) {
            throw new IllegalStateException("a row left that never entered");
        }
        current = slot;
    }

    private boolean hasKey(int slot, EventBlock b, int i) {
        int c = slot >>> RowTable.SHIFT;
        int at = slot & RowTable.MASK;
        for (int k = 0; k < keyFields.length; k++) {
            int f = keyFields[k];
            boolean isSame =
                    switch (storages[k]) {
                        case INT -> table.ints[k][c][at] == b.ints(f)[i];
                        case BYTES -> pool.same(table.ints[k][c][at], b.ints(f)[i]);
                        case LONG -> table.longs[k][c][at] == b.longs(f)[i];
                        case DOUBLE ->
                                RowShape.keyBits(table.doubles[k][c][at])
                                        == RowShape.keyBits(b.doubles(f)[i]);
                    };
            if (!isSame) {
                return false;
            }
        }
        return true;
    }

    /** The current member leaves its group. */
    public void leave(int group) {
        int slot = current;
        int before = previous(slot);
        int after = next(slot);
        if (before == NONE) {
            heads[group] = after;
        } else {
            next[before >>> SHIFT][before & MASK] = after;
        }
        if (after == NONE) {
            tails[group] = before;
        } else {
            previous[after >>> SHIFT][after & MASK] = before;
        }
        sizes[group]--;
        forget(slot);
        current = NONE;
    }

    private void forget(int slot) {
        if (index == null) {
            table.free(slot);
        } else {
            index.delete(slot);
        }
    }

    /** The member that is entering or leaving. */
    int current() {
        return current;
    }

    /** Members that entered any group before this one did. */
    long number(int slot) {
        return numbers[slot >>> SHIFT][slot & MASK];
    }

    int next(int slot) {
        return next[slot >>> SHIFT][slot & MASK];
    }

    int previous(int slot) {
        return previous[slot >>> SHIFT][slot & MASK];
    }

    StringPool pool() {
        return pool;
    }

    /** The group's oldest member, or {@link #NONE}. */
    int first(int group) {
        return heads[group];
    }

    /** The group's youngest member, or {@link #NONE}. */
    int last(int group) {
        return tails[group];
    }

    long size(int group) {
        return sizes[group];
    }

    @Override
    public boolean isNull(int group) {
        return sizes[group] == 0;
    }

    @Override
    protected void grow(int groups) {
        int from = heads.length;
        heads = Arrays.copyOf(heads, groups);
        tails = Arrays.copyOf(tails, groups);
        sizes = Arrays.copyOf(sizes, groups);
        Arrays.fill(heads, from, groups, NONE);
        Arrays.fill(tails, from, groups, NONE);
    }

    @Override
    protected void clear(int group) {
        for (int slot = heads[group]; slot != NONE; slot = next(slot)) {
            forget(slot);
        }
        heads[group] = NONE;
        tails[group] = NONE;
        sizes[group] = 0;
    }

    @Override
    public void markCodes(StringPool marked, int groups) {
        table.markCodes(marked);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        if (index == null) {
            table.save(out);
        } else {
            index.save(out);
        }
        out.writeLong(entered);
        for (int g = 0; g < groups; g++) {
            for (int slot = heads[g]; slot != NONE; slot = next(slot)) {
                out.writeInt(slot);
                out.writeLong(number(slot));
            }
            out.writeInt(NONE);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        if (index == null) {
            table.load(in, pool);
        } else {
            index.load(in);
        }
        entered = in.readLong();
        if (entered < 0) {
            throw new IOException("There cannot have been " + entered + " members.");
        }
        SlotSet seen = new SlotSet(table.slotLimit());
        for (int g = 0; g < groups; g++) {
            long latest = -1;
            for (int slot = in.readInt(); slot != NONE; slot = in.readInt()) {
                if (slot < 0 || !table.isLive(slot)) {
                    throw new IOException("Slot " + slot + " holds no member.");
                }
                seen.add(slot);
                long number = in.readLong();
                if (number <= latest || number >= entered) {
                    throw new IOException("Member " + number + " stands at the wrong place.");
                }
                latest = number;
                link(slot, g, number);
            }
        }
        if (seen.size() != table.size()) {
            throw new IOException("A member is in no group.");
        }
        current = NONE;
    }
}
