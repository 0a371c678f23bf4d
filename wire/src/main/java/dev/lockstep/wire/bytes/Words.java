package dev.lockstep.wire.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes looked at eight at a time: words whose lowest byte is the first one. */
public final class Words {
    public static final int BYTES = 8;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private Words() {}

    /** The eight bytes from {@code at} on. */
    public static long get(byte[] b, int at) {
        return (long) LONGS.get(b, at);
    }

    public static void set(byte[] b, int at, long word) {
        LONGS.set(b, at, word);
    }

    /** A word of this byte eight times. */
    public static long of(int b) {
        return (b & 0xFF) * ONES;
    }

    /**
     * Marks the bytes that are zero by their top bits. The lowest mark is always right; bytes above
     * it may be marked, too.
     */
    public static long zeros(long word) {
        return word - ONES & ~word & TOPS;
    }

    /** Marks the bytes that are no digits: of these marks, too, the lowest is always right. */
    public static long others(long word) {
        return (word + 0x4646464646464646L | word - 0x3030303030303030L) & TOPS;
    }

    /** The index of the lowest marked byte; 8 when there is none. */
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
