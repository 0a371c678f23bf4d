package dev.lockstep.api.block;

import java.util.Arrays;

/** Bytes appended one value after the other; values are named by spans. Not thread-safe. */
public final class ByteArena {
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

    /** Copies the bytes in and returns their span. */
    public long append(byte[] source, int offset, int length) {
        int at = reserve(length);
        System.arraycopy(source, offset, bytes, at, length);
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
