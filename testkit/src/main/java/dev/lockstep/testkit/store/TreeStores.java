package dev.lockstep.testkit.store;

import dev.lockstep.api.store.RowCursor;
import dev.lockstep.api.store.RowStore;
import dev.lockstep.api.store.RowStores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stores in memory. What is handed in and out is copied, as a real medium would. */
public final class TreeStores implements RowStores {
    private final List<String> names = new ArrayList<>();

    @Override
    public RowStore open(String name) {
        RowStore opened = new TreeStore();
        names.add(name);
        return opened;
    }

    /** The names of the stores opened, in their order. */
    public List<String> names() {
        return names;
    }

    @Override
    public void close() {
        names.clear();
    }

    private static final class TreeStore implements RowStore {
        private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

        @Override
        public int get(byte[] key, int keyLength, byte[] row) {
            byte[] found = rows.get(Arrays.copyOf(key, keyLength));
            if (found == null) {
                return NONE;
            }
            System.arraycopy(found, 0, row, 0, Math.min(found.length, row.length));
            return found.length;
        }

        @Override
        public void put(byte[] key, int keyLength, byte[] row, int rowLength) {
            rows.put(Arrays.copyOf(key, keyLength), Arrays.copyOf(row, rowLength));
        }

        @Override
        public void delete(byte[] key, int keyLength) {
            rows.remove(Arrays.copyOf(key, keyLength));
        }

        @Override
        public RowCursor scan() {
            return new TreeCursor(rows.entrySet().iterator());
        }
    }

    private static final class TreeCursor implements RowCursor {
        private final Iterator<Map.Entry<byte[], byte[]>> rows;
        private Map.@Nullable Entry<byte[], byte[]> current;

        TreeCursor(Iterator<Map.Entry<byte[], byte[]>> rows) {
            this.rows = rows;
        }

        @Override
        public boolean next() {
            current = rows.hasNext() ? rows.next() : null;
            return current != null;
        }

        @Override
        public byte[] key() {
            return current().getKey().clone();
        }

        @Override
        public byte[] row() {
            return current().getValue().clone();
        }

        private Map.Entry<byte[], byte[]> current() {
            Map.Entry<byte[], byte[]> c = current;
            if (c == null) {
                throw new NoSuchElementException("no row at hand");
            }
            return c;
        }

        @Override
        public void close() {
            current = null;
        }
    }
}
