package dev.lockstep.wire.number;

import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.bytes.Digits;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Prints doubles as C's {@code printf("%.nf")} does: the exact binary value, ties to even. From
 * {@link #EXPONENT_FROM} on it prints the exponent form ({@code 5.71629e+09}, six significant
 * digits for six decimals).
 *
 * <p>Known: {@code 466944.000000} is fixed, {@code 1.77772e+09} and {@code 5.71629e+09} are
 * exponent forms. Assumed: the threshold between them, and that trailing zeros of the exponent form
 * stay. Allocates only beyond 2^63.
 */
public final class DoubleFormatter {
    /** The smallest magnitude that prints in exponent form (assumed). */
    public static final double EXPONENT_FROM = 1e9;

    public static final int DEFAULT_DECIMALS = 6;
    public static final int MAX_DECIMALS = 17;

    /** Bytes that one number may touch, at most. */
    public static final int MAX_BYTES = 48;

    private static final long[] TENS = tens();
    private static final long MANTISSA = (1L << 52) - 1;

    private final int decimals;
    private final long scale;

    /**
     * @param decimals 0 to {@link #MAX_DECIMALS}
     */
    public DoubleFormatter(int decimals) {
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("decimals " + decimals);
        }
        this.decimals = decimals;
        this.scale = TENS[decimals];
    }

    private static long[] tens() {
        long[] all = new long[19];
        all[0] = 1;
        for (int i = 1; i < all.length; i++) {
            all[i] = all[i - 1] * 10;
        }
        return all;
    }

    /** Appends the text of {@code x}. */
    public void format(double x, ByteSink out) {
        out.reserve(MAX_BYTES);
        out.advance(format(x, out.bytes(), out.size()) - out.size());
    }

    /**
     * Writes the text of {@code x} at {@code at} and returns its end; {@link #MAX_BYTES} may be
     * touched.
     */
    public int format(double x, byte[] b, int at) {
        long bits = Double.doubleToRawLongBits(x);
        int biased = (int) (bits >>> 52) & 0x7FF;
        int p = at;
        if (bits < 0) {
            b[p++] = '-';
        }
        double magnitude = Math.abs(x);
        if (magnitude < EXPONENT_FROM) {
            return decimals == 6
                    ? sixDecimals(bits & MANTISSA, biased, b, p)
                    : fixed(bits & MANTISSA, biased, b, p);
        }
        if (biased == 0x7FF) {
            return word((bits & MANTISSA) != 0 ? "nan" : bits < 0 ? "-inf" : "inf", b, at);
        }
        return magnitude < 1e18
                ? exponential(magnitude, b, p)
                : exponentialByDecimal(magnitude, b, p);
    }

    private static int word(String text, byte[] b, int at) {
        for (int i = 0; i < text.length(); i++) {
            b[at + i] = (byte) text.charAt(i);
        }
        return at + text.length();
    }

    /** {@link #fixed} for the usual number of decimals: three digits at a time. */
    private int sixDecimals(long fraction, int biased, byte[] b, int at) {
        // the value is m / 2^n; below 1e9 n is never under 23
        int n = 1075 - biased;
        if (n > 63) {
            return fixed(fraction, biased, b, at);
        }
        long m = fraction | 1L << 52;
        long whole = m >>> n;
        int scaled = (int) scaledFraction(m & (1L << n) - 1, n, false);
        if (scaled == 1_000_000) {
            scaled = 0;
            whole++;
        }
        int p;
        if (whole < 1000) {
            p = Digits.pointed((int) whole, b, at);
        } else {
            p = Digits.decimal(whole, b, at);
            b[p++] = '.';
        }
        int upper = scaled / 1000;
        Digits.three(upper, b, p);
        Digits.three(scaled - upper * 1000, b, p + 3);
        return p + 6;
    }

    private int fixed(long fraction, int biased, byte[] b, int at) {
        long m = biased == 0 ? fraction : fraction | 1L << 52;
        int n = 1075 - Math.max(biased, 1);
        long whole = n < 64 ? m >>> n : 0;
        long part = n < 64 ? m & (1L << n) - 1 : m;
        boolean oddWhole = decimals == 0 && (whole & 1) != 0;
        long scaled = n < 64 ? scaledFraction(part, n, oddWhole) : scaledSmall(part, n);
        if (scaled == scale) {
            scaled = 0;
            whole++;
        }
        int p = Digits.decimal(whole, b, at);
        if (decimals == 0) {
            return p;
        }
        b[p++] = '.';
        for (int i = p + decimals - 1; i >= p; i--) {
            long q = scaled / 10;
            b[i] = (byte) ('0' + (scaled - q * 10));
            scaled = q;
        }
        return p + decimals;
    }

    /** part * scale / 2^n, rounded to even, for n below 64. */
    private long scaledFraction(long part, int n, boolean oddWhole) {
        long high = Math.multiplyHigh(part, scale);
        long low = part * scale;
        long floor = high << 64 - n | low >>> n;
        long rest = low & (1L << n) - 1;
        long odd = oddWhole ? 1 : floor & 1;
        // no branch: it would be taken half the time. A tie goes up from an odd digit only.
        return floor + (rest + (1L << n - 1) - 1 + odd >>> n);
    }

    /** The same for n from 64 on, where the product's upper word decides. */
    private long scaledSmall(long part, int n) {
        if (n > 126) {
            return 0;
        }
        long high = Math.multiplyHigh(part, scale);
        long low = part * scale;
        int shift = n - 64;
        long floor = high >>> shift;
        long restHigh = high & (1L << shift) - 1;
        boolean above;
        boolean half;
        if (shift == 0) {
            above = low < 0 && low != Long.MIN_VALUE;
            half = low == Long.MIN_VALUE;
        } else {
            long halfHigh = 1L << shift - 1;
            above = restHigh > halfHigh || restHigh == halfHigh && low != 0;
            half = restHigh == halfHigh && low == 0;
        }
        return above || half && (floor & 1) != 0 ? floor + 1 : floor;
    }

    private int exponential(double magnitude, byte[] b, int at) {
        long whole = (long) magnitude;
        boolean sticky = whole != magnitude;
        int length = 10;
        while (length < 18 && whole >= TENS[length]) {
            length++;
        }
        int kept = Math.max(1, decimals);
        if (kept >= length) {
            return exponentialByDecimal(magnitude, b, at);
        }
        long unit = TENS[length - kept];
        long q = whole / unit;
        long rest = whole - q * unit;
        long half = unit / 2;
        if (rest > half || rest == half && (sticky || (q & 1) != 0)) {
            q++;
        }
        if (q == TENS[kept]) {
            q /= 10;
            length++;
        }
        return exponentText(q, kept, length - 1, b, at);
    }

    private int exponentialByDecimal(double magnitude, byte[] b, int at) {
        int kept = Math.max(1, decimals);
        BigDecimal rounded =
                new BigDecimal(magnitude).round(new MathContext(kept, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        long q = rounded.movePointLeft(exponent - (kept - 1)).longValueExact();
        return exponentText(q, kept, exponent, b, at);
    }

    private static int exponentText(long q, int kept, int exponent, byte[] b, int at) {
        int end = Digits.decimal(q, b, kept > 1 ? at + 1 : at);
        if (kept > 1) {
            b[at] = b[at + 1];
            b[at + 1] = '.';
        }
        b[end++] = 'e';
        b[end++] = '+';
        if (exponent < 10) {
            b[end++] = '0';
        }
        return Digits.decimal(exponent, b, end);
    }
}
