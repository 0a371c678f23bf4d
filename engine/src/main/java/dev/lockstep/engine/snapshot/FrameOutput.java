package dev.lockstep.engine.snapshot;

import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The bytes of one section, cut into frames: length, checksum of the bytes, bytes. An empty frame
 * ends the section, so that none needs to be held in memory as a whole. Numbers are put into the
 * frame in one piece.
 */
public final class FrameOutput extends OutputStream implements DataOutput {
    /** Bytes of a frame at most. */
    static final int FRAME = 1 << 16;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final DataOutput target;
    private final byte[] frame = new byte[FRAME];
    private final CRC32C checksum = new CRC32C();
    private int used;

    public FrameOutput(DataOutput target) {
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

    /** Ends the section; the stream below stays open. */
    public void end() throws IOException {
        if (used > 0) {
            emit();
        }
        target.writeInt(0);
    }

    // ---- as data

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void writeBoolean(boolean value) throws IOException {
        write(value ? 1 : 0);
    }

    @Override
    public void writeByte(int value) throws IOException {
        write(value);
    }

    @Override
    public void writeShort(int value) throws IOException {
        write(value >>> 8);
        write(value);
    }

    @Override
    public void writeChar(int value) throws IOException {
        writeShort(value);
    }

    @Override
    public void writeInt(int value) throws IOException {
        if (FRAME - used >= Integer.BYTES) {
            INTS.set(frame, used, value);
            used += Integer.BYTES;
        } else {
            writeShort(value >>> 16);
            writeShort(value);
        }
    }

    @Override
    public void writeLong(long value) throws IOException {
        if (FRAME - used >= Long.BYTES) {
            LONGS.set(frame, used, value);
            used += Long.BYTES;
        } else {
            writeInt((int) (value >>> 32));
            writeInt((int) value);
        }
    }

    @Override
    public void writeFloat(float value) throws IOException {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) throws IOException {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeBytes(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void writeChars(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_16BE));
    }

    @Override
    public void writeUTF(String text) throws IOException {
        // holds nothing back
        new DataOutputStream(this).writeUTF(text);
    }
}
