package dev.lockstep.expression.functional.functions;

import static dev.lockstep.expression.functional.functions.Function.Form.FOLD;
import static dev.lockstep.expression.functional.functions.Function.Form.NUMERIC;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers. Integers stay integers of 64 bits and overflow to null; everything else is a double. */
public final class ArithmeticFunctions {
    private static final int MAX_DIGITS = 30;

    private ArithmeticFunctions() {}

    @Function(
            meaning = "The sum of all arguments.",
            example = "sum(1, 2, 3.5)",
            gives = "6.5",
            known = true,
            form = FOLD)
    public static double sum(double a, double b) {
        return a + b;
    }

    public static long sum(long a, long b) {
        return Math.addExact(a, b);
    }

    @Function(
            meaning = "The first argument less all others.",
            example = "diff(10, 3, 2)",
            gives = "5",
            known = true,
            form = FOLD)
    public static double diff(double a, double b) {
        return a - b;
    }

    public static long diff(long a, long b) {
        return Math.subtractExact(a, b);
    }

    @Function(
            meaning = "The product of all arguments.",
            example = "product(2, 3, 1.5)",
            gives = "9",
            known = true,
            form = FOLD)
    public static double product(double a, double b) {
        return a * b;
    }

    public static long product(long a, long b) {
        return Math.multiplyExact(a, b);
    }

    @Function(
            meaning =
                    "The first argument divided by all others, always a double; null for a division"
                            + " by zero.",
            example = "quotient(7, 2)",
            gives = "3.5",
            known = true,
            form = FOLD)
    public static double quotient(double a, double b) {
        return b == 0 ? Double.NaN : a / b;
    }

    @Function(
            meaning = "The least argument.",
            example = "min(4, 2.5, 3)",
            gives = "2.5",
            form = FOLD)
    public static double min(double a, double b) {
        return Math.min(a, b);
    }

    public static long min(long a, long b) {
        return Math.min(a, b);
    }

    @Function(
            meaning = "The greatest argument.",
            example = "max(4, 2.5, 3)",
            gives = "4",
            form = FOLD)
    public static double max(double a, double b) {
        return Math.max(a, b);
    }

    public static long max(long a, long b) {
        return Math.max(a, b);
    }

    @Function(
            aliases = "average",
            meaning = "The arithmetic mean of all arguments.",
            example = "mean(1, 2, 6)",
            gives = "3")
    public static double mean(double... numbers) {
        double total = 0;
        for (double n : numbers) {
            total += n;
        }
        return total / numbers.length;
    }

    @Function(
            meaning =
                    "The remainder of a division, with the sign of the first argument; null for a"
                            + " division by zero.",
            example = "mod(17, 5)",
            gives = "2",
            form = NUMERIC)
    public static double mod(double a, double b) {
        return a % b;
    }

    public static @Nullable Long mod(long a, long b) {
        return b == 0 ? null : Long.valueOf(a % b);
    }

    @Function(
            meaning = "The whole part of a division, towards zero; null for a division by zero.",
            example = "div(17, 5)",
            gives = "3")
    public static @Nullable Long div(long a, long b) {
        if (b == 0) {
            return null;
        }
        if (a == Long.MIN_VALUE && b == -1) {
            throw new ArithmeticException("long overflow");
        }
        return a / b;
    }

    @Function(
            meaning = "The number without its sign.",
            example = "abs(-5.35)",
            gives = "5.35",
            form = NUMERIC)
    public static double abs(double a) {
        return Math.abs(a);
    }

    public static long abs(long a) {
        return Math.absExact(a);
    }

    @Function(
            aliases = "negate",
            meaning = "The number with the other sign.",
            example = "neg(4)",
            gives = "-4",
            form = NUMERIC)
    public static double neg(double a) {
        return -a;
    }

    public static long neg(long a) {
        return Math.negateExact(a);
    }

    @Function(meaning = "-1, 0 or 1 by the sign of a number.", example = "sign(-3.2)", gives = "-1")
    public static long sign(double a) {
        return a < 0 ? -1 : a > 0 ? 1 : 0;
    }

    @Function(
            meaning = "The number and one.",
            example = "increment(41)",
            gives = "42",
            form = NUMERIC)
    public static double increment(double a) {
        return a + 1;
    }

    public static long increment(long a) {
        return Math.addExact(a, 1);
    }

    @Function(
            meaning = "The number less one.",
            example = "decrement(43)",
            gives = "42",
            form = NUMERIC)
    public static double decrement(double a) {
        return a - 1;
    }

    public static long decrement(long a) {
        return Math.subtractExact(a, 1);
    }

    @Function(
            aliases = "ceil",
            meaning = "The least whole number that is not below the argument.",
            example = "ceiling(5.2)",
            gives = "6")
    public static double ceiling(double a) {
        return Math.ceil(a);
    }

    @Function(
            meaning = "The greatest whole number that is not above the argument.",
            example = "floor(-5.2)",
            gives = "-6")
    public static double floor(double a) {
        return Math.floor(a);
    }

    @Function(
            meaning = "The number without its decimals.",
            example = "truncate(-5.9)",
            gives = "-5")
    public static double truncate(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    @Function(
            meaning =
                    "The number rounded to so many decimals, none if not given; a half goes away"
                            + " from zero.",
            example = "round(2.345, 2)",
            gives = "2.35",
            optional = 1)
    public static double round(double a, @Nullable Long digits) {
        int d = digits == null ? 0 : Math.toIntExact(digits);
        if (Double.isInfinite(a) || Math.abs(d) > MAX_DIGITS) {
            return a;
        }
        return new BigDecimal(Double.toString(a)).setScale(d, RoundingMode.HALF_UP).doubleValue();
    }

    @Function(
            meaning =
                    "A number as text with exactly so many decimals, a half going to the even"
                            + " neighbour of the exact binary value.",
            example = "precision(2.5, 3)",
            gives = "2.500")
    public static String precision(double a, long digits) {
        if (Double.isInfinite(a) || digits < 0 || digits > MAX_DIGITS) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        return new BigDecimal(a).setScale((int) digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    @Function(
            meaning = "A number as text with grouped thousands and so many decimals.",
            example = "formatNumber(1234567.891, 2)",
            gives = "1,234,567.89",
            optional = 1)
    public static String formatNumber(double a, @Nullable Long digits) {
        String plain = precision(a, digits == null ? 0 : digits);
        int end = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
        StringBuilder out = new StringBuilder(plain);
        int first = plain.startsWith("-") ? 1 : 0;
        for (int at = end - 3; at > first; at -= 3) {
            out.insert(at, ',');
        }
        return out.toString();
    }

    @Function(
            aliases = "power",
            meaning = "The first argument to the power of the second.",
            example = "pow(2, 10)",
            gives = "1024")
    public static double pow(double a, double b) {
        return StrictMath.pow(a, b);
    }

    @Function(
            meaning = "The square root; null for a negative number.",
            example = "sqrt(144)",
            gives = "12")
    public static double sqrt(double a) {
        return Math.sqrt(a);
    }

    @Function(meaning = "e to the power of the argument.", example = "exp(0)", gives = "1")
    public static double exp(double a) {
        return StrictMath.exp(a);
    }

    @Function(
            aliases = "ln",
            meaning = "The natural logarithm; null for a number that is not positive.",
            example = "log(1)",
            gives = "0")
    public static double log(double a) {
        return a <= 0 ? Double.NaN : StrictMath.log(a);
    }

    @Function(
            meaning = "The logarithm to base 10; null for a number that is not positive.",
            example = "log10(1000)",
            gives = "3")
    public static double log10(double a) {
        return a <= 0 ? Double.NaN : StrictMath.log10(a);
    }

    @Function(meaning = "The sine of an angle in radians.", example = "sin(0)", gives = "0")
    public static double sin(double a) {
        return StrictMath.sin(a);
    }

    @Function(meaning = "The cosine of an angle in radians.", example = "cos(0)", gives = "1")
    public static double cos(double a) {
        return StrictMath.cos(a);
    }

    @Function(meaning = "The tangent of an angle in radians.", example = "tan(0)", gives = "0")
    public static double tan(double a) {
        return StrictMath.tan(a);
    }

    @Function(
            meaning = "The angle in radians of the point (x, y), given y first.",
            example = "round(atan2(1, 1), 4)",
            gives = "0.7854")
    public static double atan2(double y, double x) {
        return StrictMath.atan2(y, x);
    }

    @Function(meaning = "The circle number.", example = "round(pi(), 5)", gives = "3.14159")
    public static double pi() {
        return StrictMath.PI;
    }

    @Function(
            aliases = "double",
            meaning = "The value as a double.",
            example = "sum(number('2.5'), 1)",
            gives = "3.5",
            known = true)
    public static double number(double a) {
        return a;
    }

    @Function(
            aliases = "i32",
            meaning = "The value as an integer of 32 bits, decimals cut; a boolean counts 1 or 0.",
            example = "integer(equals('a', 'a'))",
            gives = "1",
            known = true)
    public static long integer(long a) {
        if (a != (int) a) {
            throw new ArithmeticException("integer overflow");
        }
        return a;
    }

    @Function(
            name = "long",
            aliases = "i64",
            meaning = "The value as an integer of 64 bits, decimals cut.",
            example = "long('42.9')",
            gives = "42",
            known = true)
    public static long longInteger(long a) {
        return a;
    }

    @Function(
            meaning = "Whether the value is a number or spells one.",
            example = "isNumber('12e3')",
            gives = "1",
            nulls = true)
    public static boolean isNumber(@Nullable Object value) {
        if (value == null || value instanceof Number) {
            return value != null;
        }
        double d = Convert.parseDouble(String.valueOf(Convert.toText(value)));
        return !Double.isNaN(d);
    }

    @Function(
            meaning =
                    "A random number of the project: between 0 and 1, or between two bounds; a"
                            + " whole number, both bounds included, if both are whole.",
            example = "between(random(1, 6), 1, 6)",
            gives = "1",
            known = true,
            optional = 2,
            nulls = true)
    public static @Nullable Object random(
            FunctionalScope rt, @Nullable Object low, @Nullable Object high) {
        if (low == null && high == null) {
            return rt.context().nextDouble();
        }
        if (low instanceof Long a && high instanceof Long b) {
            long span = Math.addExact(Math.subtractExact(b, a), 1);
            if (span <= 0) {
                throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
            }
            return a + Math.floorMod(rt.context().nextRandom(), span);
        }
        double from = low == null ? 0 : Convert.toDouble(rt, low);
        double to = Convert.toDouble(rt, high);
        return Convert.box(from + (to - from) * rt.context().nextDouble());
    }

    @Function(
            meaning =
                    "The distance in metres between two points given as latitude and longitude in"
                            + " degrees, over a sphere of 6371008.8 metres.",
            example = "round(geoDistance(0, 0, 0, 1))",
            gives = "111195")
    public static double geoDistance(double lat1, double lon1, double lat2, double lon2) {
        double dLat = StrictMath.sin(radians(lat2 - lat1) / 2);
        double dLon = StrictMath.sin(radians(lon2 - lon1) / 2);
        double h =
                dLat * dLat
                        + StrictMath.cos(radians(lat1))
                                * StrictMath.cos(radians(lat2))
                                * dLon
                                * dLon;
        return 2 * 6_371_008.8 * StrictMath.asin(Math.min(1, Math.sqrt(h)));
    }

    @Function(meaning = "Degrees as radians.", example = "round(radians(180), 4)", gives = "3.1416")
    public static double radians(double degrees) {
        return degrees * (StrictMath.PI / 180);
    }

    @Function(meaning = "Radians as degrees.", example = "round(degrees(pi()))", gives = "180")
    public static double degrees(double radians) {
        return radians * (180 / StrictMath.PI);
    }

    @Function(
            meaning = "The bits that both integers have.",
            example = "bitAnd(12, 10)",
            gives = "8")
    public static long bitAnd(long a, long b) {
        return a & b;
    }

    @Function(
            meaning = "The bits that one of two integers has.",
            example = "bitOr(12, 10)",
            gives = "14")
    public static long bitOr(long a, long b) {
        return a | b;
    }

    @Function(
            meaning = "The bits that just one of two integers has.",
            example = "bitXor(12, 10)",
            gives = "6")
    public static long bitXor(long a, long b) {
        return a ^ b;
    }
}
