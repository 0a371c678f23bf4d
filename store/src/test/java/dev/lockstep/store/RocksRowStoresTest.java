package dev.lockstep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.store.RowCursor;
import dev.lockstep.api.store.RowStore;
import dev.lockstep.api.store.RowStores;
import dev.lockstep.testkit.store.TreeStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksRowStoresTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path parent;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(RowStore store, String key, String row) {
        store.put(bytes(key + "+"), key.length(), bytes(row + "++"), row.length());
    }

    private static List<String> all(RowStore store) {
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = store.scan()) {
            while (cursor.next()) {
                rows.add(
                        new String(cursor.key(), StandardCharsets.ISO_8859_1)
                                + "="
                                + new String(cursor.row(), StandardCharsets.ISO_8859_1));
            }
        }
        return rows;
    }

    @Test
    void aRowIsReadAsItWasLastWritten() {
        try (RowStores stores = new RocksRowStores(parent)) {
            RowStore store = stores.open("q/w rows");
            byte[] row = new byte[8];
            assertThat(store.get(bytes("a"), 1, row)).isEqualTo(RowStore.NONE);
            put(store, "a", "first");
            put(store, "a", "second");
            assertThat(store.get(bytes("ax"), 1, row)).isEqualTo(6);
            assertThat(Arrays.copyOf(row, 6)).isEqualTo(bytes("second"));
            store.delete(bytes("a"), 1);
            store.delete(bytes("never there"), 11);
            assertThat(store.get(bytes("a"), 1, row)).isEqualTo(RowStore.NONE);
        }
    }

    @Test
    void aRowThatDoesNotFitTellsItsLength() {
        try (RowStores stores = new RocksRowStores(parent)) {
            RowStore store = stores.open("q/w rows");
            put(store, "k", "0123456789");
            byte[] row = new byte[4];
            assertThat(store.get(bytes("k"), 1, row)).isEqualTo(10);
            assertThat(row).isEqualTo(bytes("0123"));
            put(store, "empty", "");
            assertThat(store.get(bytes("empty"), 5, row)).isZero();
        }
    }

    @Test
    void rowsComeInTheOrderOfUnsignedKeysAndStoresDoNotMix() {
        try (RowStores stores = new RocksRowStores(parent)) {
            RowStore one = stores.open("q/w rows");
            RowStore other = stores.open("q/w rows");
            put(one, "b", "1");
            put(one, "\u00ff", "2");
            put(one, "ab", "3");
            put(one, "a", "4");
            put(one, "\u0000", "5");
            put(other, "a", "6");
            assertThat(all(one)).containsExactly("\u0000=5", "a=4", "ab=3", "b=1", "\u00ff=2");
            assertThat(all(other)).containsExactly("a=6");
        }
    }

    @Test
    void behindTheLastRowThereIsNoneHoweverOftenOneAsks() {
        try (RowStores stores = new RocksRowStores(parent)) {
            RowStore store = stores.open("q/w rows");
            put(store, "a", "1");
            try (RowCursor cursor = store.scan()) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.next()).isFalse();
                assertThat(cursor.next()).isFalse();
            }
        }
    }

    @Test
    void itDoesWhatATreeInMemoryDoes() {
        Random random = new Random(7);
        try (RowStores stores = new RocksRowStores(parent);
                RowStores trees = new TreeStores()) {
            RowStore store = stores.open("s");
            RowStore tree = trees.open("s");
            byte[] row = new byte[64];
            byte[] expected = new byte[64];
            for (int n = 0; n < 20_000; n++) {
                byte[] key = new byte[1 + random.nextInt(2)];
                random.nextBytes(key);
                switch (random.nextInt(3)) {
                    case 0 -> {
                        byte[] value = new byte[random.nextInt(60)];
                        random.nextBytes(value);
                        store.put(key, key.length, value, value.length);
                        tree.put(key, key.length, value, value.length);
                    }
                    case 1 -> {
                        store.delete(key, key.length);
                        tree.delete(key, key.length);
                    }
                    default -> {
                        int length = store.get(key, key.length, row);
                        assertThat(length).isEqualTo(tree.get(key, key.length, expected));
                        assertThat(Arrays.copyOf(row, Math.max(0, length)))
                                .isEqualTo(Arrays.copyOf(expected, Math.max(0, length)));
                    }
                }
            }
            assertThat(all(store)).isEqualTo(all(tree)).hasSizeGreaterThan(500);
        }
    }

    @Test
    void nothingIsMadeBeforeTheFirstStoreAndNothingIsLeftBehindTheLast() throws IOException {
        Path deep = parent.resolve("not/there");
        RocksRowStores stores = new RocksRowStores(deep);
        assertThat(deep).doesNotExist();
        RowStore store = stores.open("q/w rows");
        put(store, "k", "v");
        assertThat(stores.folder()).isNotNull().isNotEmptyDirectory().hasParent(deep);
        stores.close();
        try (Stream<Path> left = Files.list(deep)) {
            assertThat(left).isEmpty();
        }
        stores.close();
        assertThatThrownBy(() -> put(store, "k", "v")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(store::scan).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stores.open("again")).isInstanceOf(IllegalStateException.class);
        new RocksRowStores(deep).close();
    }

    @Test
    void aFolderThatCannotBeMadeIsReported() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "in the way");
        try (RocksRowStores stores = new RocksRowStores(file)) {
            assertThatThrownBy(() -> stores.open("q/w rows"))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-6101")
                    .hasMessageContaining("q/w rows");
        }
    }
}
