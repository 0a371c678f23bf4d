package dev.lockstep.wire.codec;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.wire.bytes.ByteSink;

/** Turns detached blocks into bytes. Not thread-safe. */
public interface EventEncoder {
    /** Appends what stands before the first event. */
    void begin(ByteSink out);

    /**
     * Appends every row of the block. Where the block carries old rows and updates are not
     * collapsed, an update becomes two events.
     */
    void encode(EventBlock block, ByteSink out);

    /** Appends what stands behind the last event. */
    void end(ByteSink out);
}
