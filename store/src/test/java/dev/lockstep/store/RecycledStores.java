package dev.lockstep.store;

import dev.lockstep.api.store.RowCursor;
import dev.lockstep.api.store.RowStore;
import dev.lockstep.api.store.RowStores;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Stores for many engines one after the other, emptied in between: making a column family takes
 * longer than most tests use one.
 */
final class RecycledStores implements AutoCloseable {
    private final RowStores stores;
    private final Deque<RowStore> free = new ArrayDeque<>();
    private int made;

    RecycledStores(RowStores stores) {
        this.stores = stores;
    }

    /** Stores for one engine; closing them empties them for the next. */
    RowStores next() {
        return new Lent();
    }

    int made() {
        return made;
    }

    @Override
    public void close() {
        stores.close();
    }

    private final class Lent implements RowStores {
        private final List<RowStore> lent = new ArrayList<>();

        @Override
        public RowStore open(String name) {
            RowStore store = free.isEmpty() ? stores.open("store " + made++) : free.pop();
            lent.add(store);
            return store;
        }

        @Override
        public void close() {
            for (RowStore store : lent) {
                List<byte[]> keys = new ArrayList<>();
                try (RowCursor rows = store.scan()) {
                    while (rows.next()) {
                        keys.add(rows.key());
                    }
                }
                keys.forEach(key -> store.delete(key, key.length));
                free.push(store);
            }
            lent.clear();
        }
    }
}
