package dev.lockstep.failover.link;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a link finds the snapshot that a joining peer asks for. Safe for use by several threads.
 */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * The newest valid snapshot, or null if there is none.
     *
     * @throws IOException if it cannot be read
     */
    @Nullable Offer open() throws IOException;

    /**
     * A snapshot to be sent.
     *
     * @param index where it stands in the journal
     * @param length in bytes; exactly so many are read
     * @param content is closed by the link
     */
    record Offer(long index, long length, InputStream content) {}
}
