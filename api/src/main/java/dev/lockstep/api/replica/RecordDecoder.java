package dev.lockstep.api.replica;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import java.util.function.Consumer;

/**
 * Turns records of a bus into blocks. What a record becomes depends on nothing but its own bytes
 * and offset, so that every replica makes the same of it, wherever it began. One thread.
 */
@FunctionalInterface
public interface RecordDecoder {
    /**
     * @param value the whole record; read during the call only
     * @param blocks given each block, detached; valid during the call only
     * @param bad told each row, or the record, that cannot be decoded
     */
    void decode(byte[] value, long offset, Consumer<EventBlock> blocks, Consumer<BadRow> bad);
}
