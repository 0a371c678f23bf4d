package dev.lockstep.wire.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decimal digits written several at a time: up to three from a table, eight by arithmetic on the
 * bytes of one word. Every method may write a few bytes behind the end that it returns.
 */
public final class Digits {
    /** Bytes that {@link #decimal} may write to, at most. */
    public static final int DECIMAL_BYTES = 20;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ASCII_ZEROS = 0x3030303030303030L;
    private static final int EIGHT = 100_000_000;

    /** Three digits of each number below 1000, the first in the lowest byte. */
    private static final int[] PADDED = new int[1000];

    /** The same without zeros in front, and a point behind the last digit. */
    private static final int[] POINTED = new int[1000];

    static {
        for (int v = 0; v < 1000; v++) {
            int three = v / 100 | v / 10 % 10 << 8 | v % 10 << 16 | 0x303030;
            PADDED[v] = three;
            int pointed = '.' << 24 | three;
            POINTED[v] = v < 10 ? pointed >>> 16 : v < 100 ? pointed >>> 8 : pointed;
        }
    }

    private Digits() {}

    /** Writes three digits; four bytes are touched. */
    public static void three(int below1000, byte[] to, int at) {
        INTS.set(to, at, PADDED[below1000]);
    }

    /** Writes the number and a point; four bytes are touched. Returns the end. */
    public static int pointed(int below1000, byte[] to, int at) {
        INTS.set(to, at, POINTED[below1000]);
        return at + (below1000 < 10 ? 2 : below1000 < 100 ? 3 : 4);
    }

    /** Writes the number; {@link #DECIMAL_BYTES} may be touched. Returns the end. */
    public static int decimal(long value, byte[] to, int at) {
        if (value >= 0) {
            return positive(value, to, at);
        }
        to[at] = '-';
        if (value == Long.MIN_VALUE) {
            // has no positive counterpart
            int p = positive(-(value / EIGHT), to, at + 1);
            return eight((int) -(value % EIGHT), to, p);
        }
        return positive(-value, to, at + 1);
    }

    private static int positive(long value, byte[] to, int at) {
        if (value < 1000) {
            INTS.set(to, at, POINTED[(int) value]);
            return at + (value < 10 ? 1 : value < 100 ? 2 : 3);
        }
        if (value < EIGHT) {
            long digits = digitsOf((int) value);
            int zeros = Long.numberOfTrailingZeros(digits) & ~7;
            LONGS.set(to, at, (digits | ASCII_ZEROS) >>> zeros);
            return at + 8 - (zeros >>> 3);
        }
        long upper = value / EIGHT;
        int p = positive(upper, to, at);
        return eight((int) (value - upper * EIGHT), to, p);
    }

    private static int eight(int below, byte[] to, int at) {
        LONGS.set(to, at, digitsOf(below) | ASCII_ZEROS);
        return at + 8;
    }

    /** The eight digits of a number below 100 million, a byte each, the first in the lowest. */
    private static long digitsOf(int value) {
        long upper = value / 10_000;
        long fours = upper | value - upper * 10_000 << 32;
        long hundreds = fours * 10_486 >>> 20 & 0x7F_0000_007FL;
        long twos = (fours - 100 * hundreds << 16) + hundreds;
        long tens = twos * 103 >>> 10 & 0xF_000F_000F_000FL;
        return tens + (twos - 10 * tens << 8);
    }
}
