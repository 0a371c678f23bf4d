package dev.lockstep.wire.number;

import java.nio.charset.StandardCharsets;

/**
 * Reads decimal text into the nearest double, ties to even: Clinger's exact division for short
 * values, Eisel and Lemire's 128-bit product for nearly all others, the JDK for the rest. Allocates
 * only in that last case. Not thread-safe: {@link #isNumber} tells about the last call.
 */
public final class DoubleParser {
    private static final double[] EXACT_TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };
    private static final int MAX_DIGITS = 19;
    private static final int EXPONENT_CAP = 100_000;

    private boolean isNumber;

    /** Whether the last {@link #parse} read a number. */
    public boolean isNumber() {
        return isNumber;
    }

    /**
     * The value of the bytes from {@code from} to {@code to}: sign, digits, point, exponent, or
     * {@code nan}, {@code inf}, {@code infinity} in any case. Anything else gives 0 and {@link
     * #isNumber} false. Too large a value is infinite, too small a one zero, as in C.
     */
    public double parse(byte[] b, int from, int to) {
        int p = from;
        boolean negative = false;
        if (p < to && (b[p] == '-' || b[p] == '+')) {
            negative = b[p++] == '-';
        }
        double value = magnitude(b, p, to);
        if (!isNumber) {
            return special(b, p, to, negative);
        }
        return negative ? -value : value;
    }

    /** The value of digits, point and exponent; 0 and {@link #isNumber} false for what is none. */
    private double magnitude(byte[] b, int from, int to) {
        int p = from;
        long w = 0;
        int significant = 0;
        int dropped = 0;
        // as a char what stands before '0' is far above 9
        int d;
        while (p < to && (d = (char) (b[p] - '0')) <= 9) {
            if (significant < MAX_DIGITS) {
                w = w * 10 + d;
                significant += w == 0 ? 0 : 1;
            } else {
                dropped++;
            }
            p++;
        }
        int digits = p - from;
        int exponent = dropped;
        if (p < to && b[p] == '.') {
            p++;
            int point = p;
            while (p < to && (d = (char) (b[p] - '0')) <= 9) {
                if (significant < MAX_DIGITS) {
                    w = w * 10 + d;
                    significant += w == 0 ? 0 : 1;
                    exponent--;
                } else {
                    dropped++;
                }
                p++;
            }
            digits += p - point;
        }
        isNumber = digits > 0;
        if (p < to) {
            int e = exponentAt(b, p, to);
            if (e == Integer.MIN_VALUE) {
                isNumber = false;
                return 0;
            }
            exponent = Math.max(-EXPONENT_CAP, Math.min(EXPONENT_CAP, exponent + e));
        }
        return dropped > 0 ? longValue(b, from, to, w, exponent) : value(w, exponent);
    }

    /** The exponent's value from {@code e} on, or MIN_VALUE when there is none or more behind. */
    private static int exponentAt(byte[] b, int at, int to) {
        int p = at;
        if ((b[p] | 0x20) != 'e') {
            return Integer.MIN_VALUE;
        }
        p++;
        boolean negative = false;
        if (p < to && (b[p] == '-' || b[p] == '+')) {
            negative = b[p++] == '-';
        }
        if (p == to) {
            return Integer.MIN_VALUE;
        }
        int e = 0;
        for (; p < to; p++) {
            int d = b[p] - '0';
            if (d < 0 || d > 9) {
                return Integer.MIN_VALUE;
            }
            e = Math.min(e * 10 + d, EXPONENT_CAP);
        }
        return negative ? -e : e;
    }

    private double special(byte[] b, int from, int to, boolean negative) {
        double value;
        if (equalsWord(b, from, to, "nan")) {
            value = Double.NaN;
        } else if (equalsWord(b, from, to, "inf") || equalsWord(b, from, to, "infinity")) {
            value = Double.POSITIVE_INFINITY;
        } else {
            return 0;
        }
        isNumber = true;
        return negative ? -value : value;
    }

    private static boolean equalsWord(byte[] b, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((b[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** More than 19 digits: the first 19 decide, unless their neighbour rounds elsewhere. */
    private static double longValue(byte[] b, int from, int to, long w, int exponent) {
        double low = eiselLemire(w, exponent);
        if (low == eiselLemire(w + 1, exponent)) {
            return low;
        }
        String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
        return Double.parseDouble(text);
    }

    /** The double nearest to {@code w}, unsigned, times ten to the power {@code exponent}. */
    static double value(long w, int exponent) {
        if (w >= 0 && w <= 1L << 53 && exponent >= -22 && exponent <= 22) {
            return exponent < 0 ? w / EXACT_TENS[-exponent] : w * EXACT_TENS[exponent];
        }
        return eiselLemire(w, exponent);
    }

    /** The double nearest to {@code w}, unsigned, times ten to the power {@code q}. */
    static double eiselLemire(long w, int q) {
        if (w == 0 || q < PowersOfFive.MIN) {
            return 0;
        }
        if (q > PowersOfFive.MAX) {
            return Double.POSITIVE_INFINITY;
        }
        int zeros = Long.numberOfLeadingZeros(w);
        long m = w << zeros;
        long high = Math.unsignedMultiplyHigh(m, PowersOfFive.high(q));
        long low = m * PowersOfFive.high(q);
        if ((high & 0x1FF) == 0x1FF) {
            long carry = Math.unsignedMultiplyHigh(m, PowersOfFive.low(q));
            low += carry;
            if (Long.compareUnsigned(low, carry) < 0) {
                high++;
            }
        }
        int upper = (int) (high >>> 63);
        int shift = upper + 9;
        long mantissa = high >>> shift;
        int power = (217706 * q >> 16) + 63 + upper - zeros + 1023;
        if (power <= 0) {
            return subnormal(mantissa, power);
        }
        // exactly between two doubles: the bits behind are zero, and even wins
        if (Long.compareUnsigned(low, 1) <= 0
                && q >= -4
                && q <= 23
                && (mantissa & 3) == 1
                && mantissa << shift == high) {
            mantissa &= ~1L;
        }
        mantissa = mantissa + (mantissa & 1) >>> 1;
        if (mantissa >= 1L << 53) {
            mantissa = 1L << 52;
            power++;
        }
        if (power >= 0x7FF) {
            return Double.POSITIVE_INFINITY;
        }
        return Double.longBitsToDouble((long) power << 52 | mantissa & ~(1L << 52));
    }

    private static double subnormal(long mantissa, int power) {
        if (1 - power >= 64) {
            return 0;
        }
        long m = mantissa >>> 1 - power;
        m = m + (m & 1) >>> 1;
        // a carry into bit 52 is the smallest normal number, which is what the bits then say
        return Double.longBitsToDouble(m);
    }
}
