package dev.lockstep.store;

import dev.lockstep.api.limit.Limit;

/** Bounds of the memory outside the heap and of the files that all stores of an engine share. */
public final class RocksLimits {
    public static final Limit CACHE =
            new Limit("store.rocks.cache.max", 64L << 20, "bytes", "blocks of rows read from disk");
    public static final Limit WRITE_BUFFER =
            new Limit(
                    "store.rocks.buffer.max",
                    16L << 20,
                    "bytes",
                    "rows of one store that are not yet on disk, in each of three buffers");
    public static final Limit WRITE_BUFFERS =
            new Limit(
                    "store.rocks.buffers.max",
                    96L << 20,
                    "bytes",
                    "rows of all stores that are not yet on disk");
    public static final Limit OPEN_FILES =
            new Limit("store.rocks.files.max", 256, "files", "files of rows open at once");

    private RocksLimits() {}
}
