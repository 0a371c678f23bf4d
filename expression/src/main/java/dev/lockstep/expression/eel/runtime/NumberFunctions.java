package dev.lockstep.expression.eel.runtime;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Number functions; those that {@code Math} may compute differently on another machine go through
 * {@code StrictMath}.
 */
public final class NumberFunctions {
    private NumberFunctions() {}

    public static double pow(double base, double exponent) {
        return StrictMath.pow(base, exponent);
    }

    public static double exp(double x) {
        return StrictMath.exp(x);
    }

    public static double log(double x) {
        return StrictMath.log(x);
    }

    public static double log10(double x) {
        return StrictMath.log10(x);
    }

    public static double sqrt(double x) {
        return StrictMath.sqrt(x);
    }

    public static double sin(double x) {
        return StrictMath.sin(x);
    }

    public static double cos(double x) {
        return StrictMath.cos(x);
    }

    public static double tan(double x) {
        return StrictMath.tan(x);
    }

    public static double asin(double x) {
        return StrictMath.asin(x);
    }

    public static double acos(double x) {
        return StrictMath.acos(x);
    }

    public static double atan(double x) {
        return StrictMath.atan(x);
    }

    public static double floor(double x) {
        return StrictMath.floor(x);
    }

    public static double ceil(double x) {
        return StrictMath.ceil(x);
    }

    /** To the nearest whole number, halves away from zero. */
    public static double round(double x) {
        double whole = StrictMath.rint(x);
        // adding 0.5 first would round the number just below a half up
        return Math.abs(x - whole) == 0.5 ? x + Math.copySign(0.5, x) : whole;
    }

    /**
     * To so many decimals, halves of the decimal that the number prints as away from zero; negative
     * digits round to tens, hundreds and so on.
     */
    public static double round(double x, long digits) {
        if (!(Math.abs(x) <= Double.MAX_VALUE) || digits > 400) {
            return x;
        }
        return digits < -400
                ? 0.0
                : BigDecimal.valueOf(x).setScale((int) digits, RoundingMode.HALF_UP).doubleValue();
    }

    /** The absolute value; of the least integer, itself. */
    public static long abs(long x) {
        return x < 0 ? -x : x;
    }

    public static double abs(double x) {
        return Math.abs(x);
    }
}
