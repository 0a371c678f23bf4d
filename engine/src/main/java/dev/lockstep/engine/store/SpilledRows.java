package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.api.store.RowCursor;
import dev.lockstep.api.store.RowStore;
import dev.lockstep.engine.snapshot.SnapshotBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that live in a {@link RowStore}; the table and its index hold {@link StoreLimits#FRAMES} of
 * them at most, those found or written last. So a slot names a row only until the next call of
 * {@link #find} or {@link #insert}, and there is no order of change.
 *
 * <p>Rows stand in the store without codes of the string pool: it forgets what is in no frame.
 */
public final class SpilledRows extends KeyedRows {
    private static final int PART = 1 << 16;

    private final RowStore store;
    private final RowBytes bytes;
    private final EventBlock loaded;
    private int size;
    @Scratch private int hand;
    @Scratch private boolean isLogging;
    @Scratch private final List<byte[]> changedKeys = new ArrayList<>();

    /** What stood under each of {@link #changedKeys} before, or null. */
    @Scratch private final List<byte @Nullable []> formerRows = new ArrayList<>();

    /**
     * Rows in a store. The class is not loaded before somebody asks, so that without stores the
     * calls of {@link KeyedRows} have one target.
     *
     * @param store an empty one that nobody else uses
     */
    public static KeyedRows in(RowStore store, Schema schema, StringPool pool) {
        return new SpilledRows(schema, pool, store);
    }

    private SpilledRows(Schema schema, StringPool pool, RowStore store) {
        super(schema, pool, false, false);
        this.store = store;
        this.bytes = new RowBytes(schema, pool);
        this.loaded = EventBlock.attached(schema);
        loaded.rows(1);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int find(EventBlock b, int i, int hash) {
        int slot = super.find(b, i, hash);
        if (slot >= 0 || size == 0) {
            return slot;
        }
        bytes.writeKey(b, i);
        if (fetch() == RowStore.NONE) {
            return -1;
        }
        bytes.read(bytes.row(), loaded, 0);
        return frame(loaded, 0, hash);
    }

    /** Gets the row of the key written last; its length or {@link RowStore#NONE}. */
    private int fetch() {
        int length = store.get(bytes.key(), bytes.keyLength(), bytes.row());
        if (length > bytes.row().length) {
            length = store.get(bytes.key(), bytes.keyLength(), bytes.rowRoom(length));
        }
        return length;
    }

    @Override
    public int insert(EventBlock b, int i, int hash) {
        bytes.writeKey(b, i);
        if (isLogging) {
            log(null);
        }
        write(b, i);
        size++;
        return frame(b, i, hash);
    }

    @Override
    public void update(int slot, EventBlock b, int i) {
        bytes.writeKey(b, i);
        if (isLogging) {
            log(former());
        }
        write(b, i);
        shape().put(b, i, table(), slot);
    }

    @Override
    public void delete(int slot) {
        shape().get(table(), slot, loaded, 0);
        bytes.writeKey(loaded, 0);
        if (isLogging) {
            log(former());
        }
        store.delete(bytes.key(), bytes.keyLength());
        size--;
        index().remove(hashSlot(slot), slot);
        table().free(slot);
    }

    private void write(EventBlock b, int i) {
        bytes.writeRow(b, i);
        store.put(bytes.key(), bytes.keyLength(), bytes.row(), bytes.rowLength());
    }

    /** Puts a row whose key is in no frame into one, in the place of the one loaded first. */
    private int frame(EventBlock b, int i, int hash) {
        RowTable frames = table();
        int slot;
        if (frames.size() < StoreLimits.FRAMES.defaultValue()) {
            slot = frames.allocate();
        } else {
            slot = hand;
            hand = hand + 1 & RowTable.MASK;
            index().remove(hashSlot(slot), slot);
        }
        shape().put(b, i, frames, slot);
        index().insert(hash, slot);
        return slot;
    }

    private byte[] former() {
        int length = fetch();
        if (length == RowStore.NONE) {
            throw new IllegalStateException("the store has lost a row");
        }
        return Arrays.copyOf(bytes.row(), length);
    }

    private void log(byte @Nullable [] former) {
        changedKeys.add(Arrays.copyOf(bytes.key(), bytes.keyLength()));
        formerRows.add(former);
    }

    @Override
    public void begin() {
        forgetLog();
        isLogging = true;
    }

    @Override
    public void commit() {
        isLogging = false;
        forgetLog();
    }

    @Override
    public void rollback() {
        isLogging = false;
        for (int at = changedKeys.size() - 1; at >= 0; at--) {
            takeBack(changedKeys.get(at), formerRows.get(at));
        }
        if (!changedKeys.isEmpty()) {
            forgetFrames();
        }
        forgetLog();
    }

    private void takeBack(byte[] key, byte @Nullable [] former) {
        boolean isThere = store.get(key, key.length, bytes.row()) != RowStore.NONE;
        if (former == null) {
            store.delete(key, key.length);
            size--;
        } else {
            store.put(key, key.length, former, former.length);
            size += isThere ? 0 : 1;
        }
    }

    private void forgetFrames() {
        RowTable frames = table();
        for (int slot = frames.nextLive(0); slot >= 0; slot = frames.nextLive(slot + 1)) {
            frames.free(slot);
        }
        index().clear();
    }

    private void forgetLog() {
        changedKeys.clear();
        formerRows.clear();
    }

    @Override
    public boolean isInStore() {
        return true;
    }

    /** All rows in the order of their keys; loading one interns its values. */
    @Override
    public RowScan scan() {
        return new StoreScan(store.scan(), bytes);
    }

    /** Writes the rows with their content rather than codes. */
    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(RowTable.IN_A_STORE);
        out.writeInt(size);
        try (RowCursor rows = store.scan()) {
            while (rows.next()) {
                SnapshotBytes.write(rows.key(), out);
                SnapshotBytes.write(rows.row(), out);
            }
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        if (in.readInt() != RowTable.IN_A_STORE) {
            throw new IOException("The rows were kept in the heap, not in a store.");
        }
        int count = in.readInt();
        if (count < 0 || size != 0) {
            throw new IOException("A store cannot have " + count + " rows.");
        }
        while (size < count) {
            byte[] key = SnapshotBytes.read(in);
            byte[] row = SnapshotBytes.read(in);
            store.put(key, key.length, row, row.length);
            size++;
        }
    }

    private record StoreScan(RowCursor rows, RowBytes bytes) implements RowScan {
        @Override
        public boolean next() {
            return rows.next();
        }

        @Override
        public void load(EventBlock b, int i) {
            bytes.read(rows.row(), b, i);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
