package dev.lockstep.expression.eel.runtime;

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

    public static double floor(double x) {
        return StrictMath.floor(x);
    }

    public static double ceil(double x) {
        return StrictMath.ceil(x);
    }

    /** To the nearest whole number, halves away from zero. */
    public static double round(double x) {
        return x < 0 ? -StrictMath.floor(-x + 0.5) : StrictMath.floor(x + 0.5);
    }

    public static double round(double x, long digits) {
        double scale = StrictMath.pow(10, Math.max(-300, Math.min(300, digits)));
        return round(x * scale) / scale;
    }

    public static long abs(long x) {
        return x < 0 ? -x : x;
    }

    public static double abs(double x) {
        return Math.abs(x);
    }
}
