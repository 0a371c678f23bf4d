package dev.lockstep.connectors.row;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;

/**
 * A form of records whose layout stands in a schema of its own. An update is one event with its new
 * row. One thread.
 */
public interface RecordCodec {
    /**
     * Appends the events of one record to the target, or reports them as bad rows.
     *
     * @throws LockstepException for a record that cannot be read as a whole, or when what is needed
     *     to read it cannot be had, which is no fault of the record: {@link #isFaultOfRecord}
     */
    void decode(byte[] record, RowTarget target) throws InterruptedException;

    /**
     * Writes the rows of a block as records.
     *
     * @param block detached
     */
    void encode(EventBlock block, RecordSink records) throws IOException;

    /** Whether what {@link #decode} threw says that the record is bad. */
    static boolean isFaultOfRecord(LockstepException e) {
        return e.problems().get(0).code() != dev.lockstep.connectors.ConnectorCode.REGISTRY_FAILED;
    }
}
