package dev.lockstep.engine.replica;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.engine.digest.RowDigest;

/**
 * The digest of everything that has left a window, in order: what a window retains follows from it,
 * so equal digests mean equal state, at the cost of the rows that change rather than of all rows.
 */
final class WindowHistory {
    private long digest;

    long digest() {
        return digest;
    }

    void digest(long restored) {
        digest = restored;
    }

    void add(EventBlock block, StringPool pool) {
        long h = digest;
        byte[] opcodes = block.opcodes();
        byte[] flags = block.flags();
        for (int i = 0; i < block.rows(); i++) {
            h = RowDigest.mix(h, opcodes[i] << 8 | flags[i]);
            h = RowDigest.mix(h, RowDigest.ofRow(block, i, pool));
        }
        digest = h;
    }
}
