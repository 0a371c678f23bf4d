package dev.lockstep.api.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes appended one value after the other; values are named by spans. Not thread-safe. */
public final class ByteArena {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Values of so many bytes are copied by two words, whatever their length. */
    private static final int SHORT = 2 * Long.BYTES;

    private byte[] bytes;
    private int size;

    public ByteArena(int capacity) {
        bytes = new byte[capacity];
    }

    /** The backing array; replaced when the arena grows. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what was appended behind the first {@code length} bytes. */
    public void truncate(int length) {
        size = Math.min(size, length);
    }

    /** Copies the bytes in and returns their span. */
    public long append(byte[] source, int offset, int length) {
        int at = reserve(length);
        byte[] to = bytes;
        if (length <= SHORT && offset <= source.length - SHORT && at <= to.length - SHORT) {
            // what is copied behind a short value is no part of it and will be written over
            LONGS.set(to, at, (long) LONGS.get(source, offset));
            LONGS.set(to, at + Long.BYTES, (long) LONGS.get(source, offset + Long.BYTES));
        } else {
            System.arraycopy(source, offset, to, at, length);
        }
        return span(at, length);
    }

    /**
     * Makes room for {@code length} bytes at the end, counts them as used and returns where they
     * start.
     */
    public int reserve(int length) {
        int at = size;
        int wanted = Math.addExact(at, length);
        if (wanted > bytes.length) {
            bytes =
                    Arrays.copyOf(
                            bytes,
                            (int)
                                    Math.min(
                                            Integer.MAX_VALUE - 8L,
                                            Math.max(wanted, 2L * bytes.length)));
        }
        size = wanted;
        return at;
    }

    public static long span(int offset, int length) {
        return (long) offset << 32 | length;
    }

    public static int offset(long span) {
        return (int) (span >>> 32);
    }

    public static int length(long span) {
        return (int) span;
    }
}
