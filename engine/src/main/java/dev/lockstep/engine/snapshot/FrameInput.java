package dev.lockstep.engine.snapshot;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/** Reads the bytes of one section that {@link FrameOutput} wrote; checks each frame. */
final class FrameInput extends InputStream {
    private final DataInputStream source;
    private final byte[] frame = new byte[FrameOutput.FRAME];
    private final CRC32C checksum = new CRC32C();
    private int length;
    private int at;
    private boolean isAtEnd;

    FrameInput(DataInputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return fill() ? frame[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int part = Math.min(wanted, length - at);
        System.arraycopy(frame, at, bytes, offset, part);
        at += part;
        return part;
    }

    private boolean fill() throws IOException {
        if (at < length) {
            return true;
        }
        if (isAtEnd) {
            return false;
        }
        length = source.readInt();
        at = 0;
        if (length == 0) {
            isAtEnd = true;
            return false;
        }
        if (length < 0 || length > FrameOutput.FRAME) {
            int wrong = length;
            length = 0;
            throw new IOException("A frame of " + wrong + " bytes is longer than any.");
        }
        int expected = source.readInt();
        source.readFully(frame, 0, length);
        checksum.reset();
        checksum.update(frame, 0, length);
        if ((int) checksum.getValue() != expected) {
            throw new IOException("A frame's checksum does not agree with its bytes.");
        }
        return true;
    }

    /** Whether the section has been read to its end. */
    boolean isExhausted() throws IOException {
        return !fill();
    }
}
