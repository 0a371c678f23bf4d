package dev.lockstep.store;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.store.RowStore;
import dev.lockstep.api.store.RowStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Stores as column families of one RocksDB in a temporary folder, which is made for the first store
 * and deleted by {@link #close}. Nothing is logged ahead and nothing is synchronised: what is in
 * the folder is worth nothing once the process has ended.
 */
public final class RocksRowStores implements RowStores {
    private static final String FOLDER = "lockstep-rows-";
    private static final int BLOOM_BITS = 10;
    private static final double BUFFER_BLOOM_SHARE = 0.02;

    private final Path parent;

    /** What must be closed, the last opened first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private @Nullable Path folder;
    private @Nullable RocksDB rocks;
    private @Nullable ColumnFamilyOptions family;
    private @Nullable WriteOptions writing;
    private int made;
    private boolean isClosed;

    /**
     * @param parent where the temporary folder is made; made itself if it is not there
     */
    public RocksRowStores(Path parent) {
        this.parent = parent;
    }

    @Override
    public RowStore open(String name) {
        checkOpen();
        try {
            RocksDB db = rocks == null ? start() : rocks;
            // a number makes the name unique
            byte[] id = (made++ + " " + name).getBytes(StandardCharsets.UTF_8);
            ColumnFamilyHandle handle =
                    db.createColumnFamily(new ColumnFamilyDescriptor(id, familyOptions()));
            opened.push(handle);
            return new RocksRowStore(name, this, db, handle);
        } catch (RocksDBException | IOException | UnsatisfiedLinkError e) {
            throw new LockstepException(
                    StoreError.NOT_OPENED,
                    "The store of " + name + " in " + parent + " was not opened: " + e + ".",
                    e);
        }
    }

    private RocksDB start() throws IOException, RocksDBException {
        RocksDB.loadLibrary();
        Files.createDirectories(parent);
        Path fresh = Files.createTempDirectory(parent, FOLDER);
        folder = fresh;
        Options options = keep(new Options());
        options.setCreateIfMissing(true)
                .setMaxOpenFiles((int) RocksLimits.OPEN_FILES.defaultValue())
                .setDbWriteBufferSize(RocksLimits.WRITE_BUFFERS.defaultValue())
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setStatsDumpPeriodSec(0)
                // there is one writer
                .setAllowConcurrentMemtableWrite(false)
                .setAvoidFlushDuringShutdown(true);
        // one part: a block must never be larger than its share of the cache
        Cache cache = keep(new LRUCache(RocksLimits.CACHE.defaultValue(), 0));
        family = keep(familyOptions(cache, keep(new BloomFilter(BLOOM_BITS))));
        writing = keep(new WriteOptions().setDisableWAL(true));
        rocks = keep(RocksDB.open(options, fresh.toString()));
        return rocks;
    }

    private <T extends AutoCloseable> T keep(T made) {
        opened.push(made);
        return made;
    }

    private static ColumnFamilyOptions familyOptions(Cache cache, BloomFilter filter) {
        return new ColumnFamilyOptions()
                .setWriteBufferSize(RocksLimits.WRITE_BUFFER.defaultValue())
                .setMaxWriteBufferNumber(3)
                // a key that is new is the common case: no file and no buffer need be searched
                .setMemtableWholeKeyFiltering(true)
                .setMemtablePrefixBloomSizeRatio(BUFFER_BLOOM_SHARE)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(
                        new BlockBasedTableConfig()
                                .setBlockCache(cache)
                                // indices and filters in small blocks too, so that they share the
                                // cache whatever the number of rows
                                .setIndexType(IndexType.kTwoLevelIndexSearch)
                                .setPartitionFilters(true)
                                .setPinTopLevelIndexAndFilter(true)
                                .setCacheIndexAndFilterBlocks(true)
                                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                                .setFilterPolicy(filter));
    }

    private ColumnFamilyOptions familyOptions() {
        ColumnFamilyOptions f = family;
        if (f == null) {
            throw new IllegalStateException("not started");
        }
        return f;
    }

    /** The library crashes if it is used once it is closed. */
    void checkOpen() {
        if (isClosed) {
            throw new IllegalStateException("the stores are closed");
        }
    }

    WriteOptions writing() {
        WriteOptions w = writing;
        if (w == null) {
            throw new IllegalStateException("not started");
        }
        return w;
    }

    /** The folder in use, or null before the first store. */
    public @Nullable Path folder() {
        return folder;
    }

    /**
     * @throws LockstepException if the folder cannot be deleted
     */
    @Override
    public void close() {
        isClosed = true;
        while (!opened.isEmpty()) {
            closeOne(opened.pop());
        }
        Path left = folder;
        if (left != null) {
            try {
                delete(left);
            } catch (IOException | UncheckedIOException e) {
                throw new LockstepException(
                        StoreError.FAILED, "The folder " + left + " was not deleted: " + e, e);
            }
        }
    }

    private static void closeOne(AutoCloseable c) {
        try {
            c.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("handles of RocksDB throw nothing checked", e);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
