package dev.lockstep.wire.number;

import dev.lockstep.wire.bytes.Words;

/**
 * Reads numbers whose end is not known yet, eight digits at a time. It knows only the usual forms,
 * {@code -17} and {@code 3.25} of at most 18 digits; for those it gives what {@link IntegerParser}
 * and {@link DoubleParser} give, and everything else is left to them. Not thread-safe.
 */
public final class NumberScanner {
    /** Not a number in one of the usual forms. */
    public static final int UNUSUAL = -1;

    private static final int MAX_DIGITS = 18;
    private static final long ASCII_ZEROS = Words.of('0');
    private static final long[] TENS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private long integer;
    private double real;

    /** What {@link #scanInteger} found. */
    public long integer() {
        return integer;
    }

    /** What {@link #scanReal} found. */
    public double real() {
        return real;
    }

    /**
     * Reads an integer from {@code at} on.
     *
     * @param last the last place in {@code b} with eight bytes from it on
     * @return its end; {@code at} if no digit stands there; {@link #UNUSUAL}
     */
    public int scanInteger(byte[] b, int at, int last) {
        int sign = at <= last && b[at] == '-' ? 1 : 0;
        int end = digits(b, at + sign, last, 0, 0);
        integer = sign == 0 ? integer : -integer;
        return sign == 1 && end == at + 1 ? UNUSUAL : end;
    }

    /** Reads a number with or without a point; otherwise like {@link #scanInteger}. */
    public int scanReal(byte[] b, int at, int last) {
        if (at >= last) {
            return UNUSUAL;
        }
        boolean isNegative = b[at] == '-';
        int start = isNegative ? at + 1 : at;
        int end = shortReal(b, start);
        if (end < 0) {
            end = longReal(b, start, last);
            if (end == start) {
                return isNegative ? UNUSUAL : end;
            }
        }
        real = isNegative ? -real : real;
        return end;
    }

    /** Reads what does not end within one word, and what has no point; the start if no digit. */
    private int longReal(byte[] b, int start, int last) {
        int end = digits(b, start, last, 0, 0);
        if (end < 0) {
            return UNUSUAL;
        }
        int behind = 0;
        int whole = end - start;
        if (b[end] == '.') {
            end = digits(b, end + 1, last, integer, whole);
            behind = end - start - whole - 1;
        }
        if (whole + behind <= 0) {
            return end == start ? start : UNUSUAL;
        }
        real = DoubleParser.value(integer, -behind);
        return end;
    }

    /**
     * Reads digits, a point and digits that end within one word; {@link #UNUSUAL} if it is not so.
     */
    private int shortReal(byte[] b, int at) {
        long word = Words.get(b, at);
        long others = Words.others(word);
        long behindPoint = others & others - 1;
        int whole = Words.first(others);
        if (behindPoint == 0 || b[at + whole] != '.') {
            return UNUSUAL;
        }
        int length = Words.first(behindPoint);
        if (length == 1) {
            return UNUSUAL;
        }
        // the whole digits move up to where the point was, and all of them to the word's end
        long digits = word ^ ASCII_ZEROS;
        long below = digits & (1L << (whole << 3)) - 1;
        long above = digits & -0x100L << (whole << 3);
        long v = eight((below << 8 | above) << 64 - (length << 3));
        real = DoubleParser.value(v, whole + 1 - length);
        return at + length;
    }

    /** Reads digits that follow {@code before}, of which there were {@code have}. */
    private int digits(byte[] b, int at, int last, long before, int have) {
        long v = before;
        int p = at;
        while (p <= last) {
            long word = Words.get(b, p);
            long others = Words.others(word);
            if (others == 0) {
                v = v * 100_000_000 + eight(word ^ ASCII_ZEROS);
                p += Words.BYTES;
                if (have + p - at > MAX_DIGITS) {
                    return UNUSUAL;
                }
                continue;
            }
            int n = Words.first(others);
            if (n > 0) {
                // zeros in front, and what stands behind the number is shifted out
                v = v * TENS[n] + eight((word ^ ASCII_ZEROS) << 64 - (n << 3));
                p += n;
            }
            integer = v;
            return have + p - at > MAX_DIGITS ? UNUSUAL : p;
        }
        return UNUSUAL;
    }

    /** The number of eight digits, a byte each, the first in the lowest. */
    private static long eight(long digits) {
        long twos = digits * 10 + (digits >>> 8);
        return (twos & 0xFF_0000_00FFL) * 0xF4240_0000_0064L
                        + (twos >>> 16 & 0xFF_0000_00FFL) * 0x2710_0000_0001L
                >>> 32;
    }
}
