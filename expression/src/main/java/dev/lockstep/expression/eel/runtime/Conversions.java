package dev.lockstep.expression.eel.runtime;

import java.math.BigDecimal;

/**
 * Conversions between the language's types. A text that is no number gives no number: callers ask
 * first.
 */
public final class Conversions {
    private Conversions() {}

    /**
     * Whether {@link #toReal} can read the text: an optional sign, digits, a fraction, an exponent;
     * blanks around it.
     */
    public static boolean isNumber(String text) {
        int i = 0;
        int n = text.length();
        while (i < n && text.charAt(i) <= ' ') {
            i++;
        }
        while (n > i && text.charAt(n - 1) <= ' ') {
            n--;
        }
        int whole = behindSign(text, i, n);
        i = behindDigits(text, whole, n);
        int digits = i - whole;
        if (i < n && text.charAt(i) == '.') {
            int fraction = i + 1;
            i = behindDigits(text, fraction, n);
            digits += i - fraction;
        }
        return digits > 0 && (i == n || isExponent(text, i, n));
    }

    private static int behindSign(String text, int at, int end) {
        return at < end && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int behindDigits(String text, int at, int end) {
        int i = at;
        while (i < end && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Whether all from there is an exponent, with at least one digit. */
    private static boolean isExponent(String text, int at, int end) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int digits = behindSign(text, at + 1, end);
        return digits < end && behindDigits(text, digits, end) == end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static double toReal(String text) {
        return Double.parseDouble(text.trim());
    }

    /** Whether the text is a number that, its fraction cut off, fits 64 bits. */
    public static boolean isInteger(String text) {
        if (!isNumber(text)) {
            return false;
        }
        String t = text.trim();
        return isDigits(t) ? fits(t) : fitsLong(Double.parseDouble(t));
    }

    /** The number with its fraction cut off; digits alone are read exactly. */
    public static long toInteger(String text) {
        String t = text.trim();
        return isDigits(t) ? Long.parseLong(t) : (long) Double.parseDouble(t);
    }

    private static boolean isDigits(String t) {
        for (int i = t.charAt(0) == '-' || t.charAt(0) == '+' ? 1 : 0; i < t.length(); i++) {
            if (!isDigit(t.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String digits) {
        try {
            Long.parseLong(digits);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Compares a text that is a number with an integer, exactly where it has only digits. */
    public static int compare(String text, long other) {
        String t = text.trim();
        return isDigits(t) && fits(t)
                ? Long.compare(Long.parseLong(t), other)
                : Double.compare(Double.parseDouble(t), other);
    }

    /** Whether the number, its fraction cut off, fits 64 bits. */
    public static boolean fitsLong(double value) {
        return value >= -0x1p63 && value < 0x1p63;
    }

    public static boolean fitsInt(long value) {
        return (int) value == value;
    }

    /**
     * Integers plain; other reals as the shortest decimal that reads back as the same double,
     * without exponent.
     */
    public static String toText(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == StrictMath.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    public static String toText(boolean value) {
        return value ? "true" : "false";
    }

    /** {@code true yes on 1}, in any case, are true; anything else is false. */
    public static boolean toBoolean(String text) {
        String t = text.trim();
        return t.equalsIgnoreCase("true")
                || t.equalsIgnoreCase("yes")
                || t.equalsIgnoreCase("on")
                || isNumber(t) && toReal(t) != 0;
    }

    public static boolean fitsMoney(double value) {
        return fitsLong(StrictMath.rint(value * 10_000));
    }

    /** Units of 1/10000, ties to even. */
    public static long toMoney(double value) {
        return (long) StrictMath.rint(value * 10_000);
    }

    /** Text of at most {@code limit} characters, cut if need be, but not within a character. */
    public static String limited(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        boolean isWithin = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
        return text.substring(0, isWithin ? limit - 1 : limit);
    }
}
