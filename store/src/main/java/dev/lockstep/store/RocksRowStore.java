package dev.lockstep.store;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.store.RowCursor;
import dev.lockstep.api.store.RowStore;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** A column family. */
final class RocksRowStore implements RowStore {
    private final String name;
    private final RocksDB rocks;
    private final ColumnFamilyHandle family;
    private final RocksRowStores owner;
    private final WriteOptions writing;

    RocksRowStore(String name, RocksRowStores owner, RocksDB rocks, ColumnFamilyHandle family) {
        this.name = name;
        this.owner = owner;
        this.rocks = rocks;
        this.family = family;
        this.writing = owner.writing();
    }

    @Override
    public int get(byte[] key, int keyLength, byte[] row) {
        owner.checkOpen();
        try {
            int length = rocks.get(family, key, 0, keyLength, row, 0, row.length);
            return length == RocksDB.NOT_FOUND ? NONE : length;
        } catch (RocksDBException e) {
            throw failed("read", e);
        }
    }

    @Override
    public void put(byte[] key, int keyLength, byte[] row, int rowLength) {
        owner.checkOpen();
        try {
            rocks.put(family, writing, key, 0, keyLength, row, 0, rowLength);
        } catch (RocksDBException e) {
            throw failed("write", e);
        }
    }

    @Override
    public void delete(byte[] key, int keyLength) {
        owner.checkOpen();
        try {
            rocks.delete(family, writing, key, 0, keyLength);
        } catch (RocksDBException e) {
            throw failed("delete", e);
        }
    }

    private LockstepException failed(String what, RocksDBException e) {
        return new LockstepException(
                StoreError.FAILED,
                "The store of " + name + " could not " + what + " a row: " + e.getMessage() + ".",
                e);
    }

    @Override
    public RowCursor scan() {
        owner.checkOpen();
        // blocks that are read once must not drive out those that are read again
        ReadOptions reading = new ReadOptions().setFillCache(false);
        RocksIterator rows = rocks.newIterator(family, reading);
        rows.seekToFirst();
        return new Cursor(reading, rows);
    }

    private final class Cursor implements RowCursor {
        private final ReadOptions reading;
        private final RocksIterator rows;
        private boolean isStarted;

        Cursor(ReadOptions reading, RocksIterator rows) {
            this.reading = reading;
            this.rows = rows;
        }

        @Override
        public boolean next() {
            // the library crashes if it is asked for a row behind the last
            if (isStarted && rows.isValid()) {
                rows.next();
            }
            isStarted = true;
            if (rows.isValid()) {
                return true;
            }
            try {
                rows.status();
            } catch (RocksDBException e) {
                throw failed("read", e);
            }
            return false;
        }

        @Override
        public byte[] key() {
            return rows.key();
        }

        @Override
        public byte[] row() {
            return rows.value();
        }

        @Override
        public void close() {
            rows.close();
            reading.close();
        }
    }
}
