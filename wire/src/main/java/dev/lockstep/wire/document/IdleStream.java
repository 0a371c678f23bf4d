package dev.lockstep.wire.document;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * Feeds a parser that can only wait: tells the target when no bytes wait, ends when it wants no
 * more, and bounds the bytes between one row and the next.
 */
final class IdleStream extends InputStream {
    private static final long BYTES_MAX = 2 * WireLimits.LINE_BYTES.defaultValue();

    /**
     * A parser holds a tag, a comment or an instruction as a whole, each character in two bytes.
     */
    private static final long PART_BYTES_MAX = WireLimits.FIELD_BYTES.defaultValue();

    private final ByteInput input;
    private final RowTarget target;
    private final byte[] one = new byte[1];
    private boolean isStopped;
    private boolean isInterrupted;
    private long sinceRow;
    private long sincePart;
    private boolean hasParts;
    private final String document;

    IdleStream(ByteInput input, RowTarget target, String document) {
        this.document = document;
        this.input = input;
        this.target = target;
    }

    /** Whether the target wanted no more, so that a torn end means nothing. */
    boolean isStopped() {
        return isStopped;
    }

    /** Throws what a parser may have wrapped. */
    void rethrow() throws InterruptedException {
        if (isInterrupted) {
            throw new InterruptedException();
        }
    }

    void rowEnded() {
        sinceRow = 0;
    }

    /** The parser has done with something; from now on each such part is bounded. */
    void partEnded() {
        hasParts = true;
        sincePart = 0;
    }

    private LockstepException tooLarge(long bytes, String what) {
        return new LockstepException(
                Problem.error(
                        WireCode.TOO_LARGE,
                        new Location(document, 0, 0),
                        "More than " + bytes + " bytes hold no whole " + what));
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (sinceRow > BYTES_MAX) {
            throw tooLarge(BYTES_MAX, "event");
        }
        if (hasParts && sincePart > PART_BYTES_MAX) {
            throw tooLarge(PART_BYTES_MAX, "tag, text or comment");
        }
        try {
            while (!isStopped) {
                int read = input.read(into, from, length);
                if (read != 0) {
                    sinceRow += Math.max(0, read);
                    sincePart += Math.max(0, read);
                    return read;
                }
                if (target.idle()) {
                    input.await();
                } else {
                    isStopped = true;
                }
            }
            return -1;
        } catch (InterruptedException e) {
            isInterrupted = true;
            InterruptedIOException wrapped = new InterruptedIOException();
            wrapped.initCause(e);
            throw wrapped;
        }
    }
}
