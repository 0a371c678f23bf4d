package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import org.jspecify.annotations.Nullable;

/**
 * Blocks to be filled again, the one put back last first: it is the one that the processor's caches
 * still hold. By any thread.
 */
final class SpareBlocks {
    private final @Nullable EventBlock[] blocks;
    private int count;

    /**
     * @param most blocks to keep; what is put back beyond is left to the collector
     */
    SpareBlocks(int most) {
        blocks = new EventBlock[most];
    }

    /** A block, or null if there is none. */
    synchronized @Nullable EventBlock take() {
        if (count == 0) {
            return null;
        }
        EventBlock block = blocks[--count];
        blocks[count] = null;
        return block;
    }

    synchronized void put(EventBlock block) {
        if (count < blocks.length) {
            blocks[count++] = block;
        }
    }
}
