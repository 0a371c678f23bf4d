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
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long DIGITS = 0x3030303030303030L;

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

    /** Marks exactly the bytes that are no digits. */
    public static long others(long word) {
        // 0 to 9 stay below the top bit, whatever else the seven bits may say comes up to it
        return ((word & LOW_BITS ^ DIGITS) + 0x7676767676767676L | word) & TOPS;
    }

    /** Marks exactly the bytes equal to one of four, which are given as words and are ASCII. */
    public static long anyOf(long word, long a, long b, long c, long d) {
        long low = word & LOW_BITS;
        // a sum's top bit is missing where the seven bits are those looked for
        long missing =
                (low ^ a) + LOW_BITS
                        & (low ^ b) + LOW_BITS
                        & (low ^ c) + LOW_BITS
                        & (low ^ d) + LOW_BITS;
        return ~(missing | word) & TOPS;
    }

    /** The index of the lowest marked byte; 8 when there is none. */
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
