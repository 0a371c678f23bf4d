package dev.lockstep.engine.snapshot;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * The bytes of one section, cut into frames: length, checksum of the bytes, bytes. An empty frame
 * ends the section, so that none needs to be held in memory as a whole.
 */
final class FrameOutput extends OutputStream {
    /** Bytes of a frame at most. */
    static final int FRAME = 1 << 16;

    private final DataOutputStream target;
    private final byte[] frame = new byte[FRAME];
    private final CRC32C checksum = new CRC32C();
    private int used;

    FrameOutput(DataOutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
        if (used == FRAME) {
            emit();
        }
        frame[used++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            if (used == FRAME) {
                emit();
            }
            int part = Math.min(left, FRAME - used);
            System.arraycopy(bytes, at, frame, used, part);
            used += part;
            at += part;
            left -= part;
        }
    }

    private void emit() throws IOException {
        checksum.reset();
        checksum.update(frame, 0, used);
        target.writeInt(used);
        target.writeInt((int) checksum.getValue());
        target.write(frame, 0, used);
        used = 0;
    }

    /** Ends the section. */
    void end() throws IOException {
        if (used > 0) {
            emit();
        }
        target.writeInt(0);
    }
}
