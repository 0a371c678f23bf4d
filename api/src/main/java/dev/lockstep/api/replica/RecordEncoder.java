package dev.lockstep.api.replica;

import dev.lockstep.api.block.EventBlock;
import java.util.function.Consumer;

/**
 * Turns a block into records of a bus, mostly one: a pure function of its arguments. One thread.
 */
@FunctionalInterface
public interface RecordEncoder {
    /**
     * @param block detached, with at least one row; not kept
     * @param sequence the block's number within its output, from 1
     * @param messageId for forms that carry one
     * @param records given each record; not used again by the encoder
     */
    void encode(EventBlock block, long sequence, long messageId, Consumer<byte[]> records);
}
