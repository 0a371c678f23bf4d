package dev.lockstep.wire.codec;

import dev.lockstep.wire.bytes.ByteInput;
import java.io.IOException;

/** Turns bytes into rows. Not thread-safe; can decode one input after the other. */
public interface EventDecoder {
    /**
     * Decodes until the input ends or the target wants no more. A row that cannot be decoded goes
     * to {@link RowTarget#badRow}; whatever the input is that one bad row makes the rest unreadable
     * (a torn document, a damaged block), the exception tells.
     *
     * @throws dev.lockstep.api.error.LockstepException when nothing can be read behind the fault
     */
    void decode(ByteInput input, RowTarget target) throws IOException, InterruptedException;
}
