package dev.lockstep.engine.snapshot;

import java.io.DataInput;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Reads the bytes of one section that {@link FrameOutput} wrote; checks each frame. Numbers are
 * taken from the frame in one piece, since a state consists of little else.
 */
public final class FrameInput extends InputStream implements DataInput {
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final DataInput source;
    private final byte[] frame = new byte[FrameOutput.FRAME];
    private final CRC32C checksum = new CRC32C();
    private int length;
    private int at;
    private boolean isAtEnd;

    public FrameInput(DataInput source) {
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
    public boolean isExhausted() throws IOException {
        return !fill();
    }

    // ---- as data

    @Override
    public void readFully(byte[] bytes) throws IOException {
        readFully(bytes, 0, bytes.length);
    }

    @Override
    public void readFully(byte[] bytes, int offset, int wanted) throws IOException {
        int to = offset;
        int left = wanted;
        while (left > 0) {
            int part = read(bytes, to, left);
            if (part < 0) {
                throw new EOFException();
            }
            to += part;
            left -= part;
        }
    }

    @Override
    public int skipBytes(int wanted) throws IOException {
        int left = wanted;
        while (left > 0 && fill()) {
            int part = Math.min(left, length - at);
            at += part;
            left -= part;
        }
        return wanted - left;
    }

    @Override
    public boolean readBoolean() throws IOException {
        return readUnsignedByte() != 0;
    }

    @Override
    public byte readByte() throws IOException {
        return (byte) readUnsignedByte();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        if (!fill()) {
            throw new EOFException();
        }
        return frame[at++] & 0xFF;
    }

    @Override
    public short readShort() throws IOException {
        return (short) readUnsignedShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return readUnsignedByte() << 8 | readUnsignedByte();
    }

    @Override
    public char readChar() throws IOException {
        return (char) readUnsignedShort();
    }

    @Override
    public int readInt() throws IOException {
        if (length - at >= Integer.BYTES) {
            int value = (int) INTS.get(frame, at);
            at += Integer.BYTES;
            return value;
        }
        return readUnsignedShort() << 16 | readUnsignedShort();
    }

    @Override
    public long readLong() throws IOException {
        if (length - at >= Long.BYTES) {
            long value = (long) LONGS.get(frame, at);
            at += Long.BYTES;
            return value;
        }
        return (long) readInt() << 32 | readInt() & 0xFFFF_FFFFL;
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public String readLine() {
        throw new UnsupportedOperationException("a section has no lines");
    }

    @Override
    public String readUTF() throws IOException {
        return DataInputStream.readUTF(this);
    }
}
