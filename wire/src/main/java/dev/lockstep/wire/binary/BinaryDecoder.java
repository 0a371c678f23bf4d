package dev.lockstep.wire.binary;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.RowCopy;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads frames of {@link BinaryEncoder} and appends their rows to the target, which cuts blocks of
 * its own, without ids. Old rows are passed over: on input an update is one event. Damage ends the
 * reading.
 */
public final class BinaryDecoder implements EventDecoder {
    private static final int FIRST_BUFFER = 64 << 10;

    private final BinaryFrame frame;
    private final String document;
    private final EventBlock decoded;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int have;
    private long frames;

    public BinaryDecoder(Schema schema, String document) {
        this.document = document;
        frame = new BinaryFrame(schema);
        decoded = EventBlock.detached(schema);
    }

    @Override
    public void decode(ByteInput input, RowTarget target) throws IOException, InterruptedException {
        frames = 0;
        while (fill(input, target, 0, BinaryFrame.HEAD)) {
            frames++;
            int length = contentLength();
            if (!fill(input, target, BinaryFrame.HEAD, length)) {
                return;
            }
            read(length);
            if (!hand(target)) {
                return;
            }
        }
    }

    private int contentLength() {
        try {
            return frame.contentLength(buffer, 0);
        } catch (LockstepException e) {
            throw located(e);
        }
    }

    private void read(int length) {
        try {
            frame.verify(buffer, 0, length);
            frame.content(buffer, 0, length, decoded);
        } catch (LockstepException e) {
            throw located(e);
        }
    }

    private LockstepException located(LockstepException e) {
        Problem p = e.problems().get(0);
        return fault(p.code(), p.detail());
    }

    private LockstepException fault(ErrorCode code, String why) {
        return new LockstepException(code, "Block " + frames + " of " + document + ": " + why);
    }

    /**
     * Reads exactly {@code length} bytes to {@code at}; memory grows with what really comes, not
     * with what a head announces.
     *
     * @return false at a clean end or when the target wants no more
     */
    private boolean fill(ByteInput input, RowTarget target, int at, int length)
            throws IOException, InterruptedException {
        have = 0;
        while (have < length) {
            int place = at + have;
            if (place == buffer.length) {
                long next = Math.min(2L * buffer.length, (long) at + length);
                buffer = Arrays.copyOf(buffer, (int) next);
            }
            int room = Math.min(length - have, buffer.length - place);
            int read = input.read(buffer, place, room);
            if (read > 0) {
                have += read;
            } else if (read < 0) {
                if (at == 0 && have == 0) {
                    return false;
                }
                throw fault(WireCode.TRUNCATED, "the input ends within it");
            } else if (target.idle()) {
                input.await();
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean hand(RowTarget target) throws InterruptedException {
        boolean isWanted = true;
        for (int r = 0; r < decoded.rows() && isWanted; r++) {
            RowCopy.append(decoded, r, target.block());
            isWanted = target.rowEnded();
        }
        return isWanted;
    }
}
