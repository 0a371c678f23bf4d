package dev.lockstep.expression.functional.functions;

import static dev.lockstep.expression.functional.functions.Function.Form.LAZY;

import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons and conditions. Two values that are numbers or spell numbers compare as numbers,
 * others by their text; a comparison with null is null, which counts as false.
 */
public final class LogicFunctions {
    private LogicFunctions() {}

    @Function(
            aliases = "eq",
            meaning = "Whether two values are equal.",
            example = "equals('1.0', 1)",
            gives = "1",
            known = true)
    public static boolean equals(Object a, Object b) {
        return compareValues(a, b) == 0;
    }

    @Function(
            aliases = {"neq", "ne"},
            meaning = "Whether two values differ.",
            example = "notEquals('a', 'b')",
            gives = "1")
    public static boolean notEquals(Object a, Object b) {
        return compareValues(a, b) != 0;
    }

    @Function(
            meaning = "Whether the first value is less than the second.",
            example = "lt(9, 10)",
            gives = "1",
            known = true)
    public static boolean lt(Object a, Object b) {
        return compareValues(a, b) < 0;
    }

    @Function(
            aliases = "le",
            meaning = "Whether the first value is not greater than the second.",
            example = "lte(10, 10)",
            gives = "1",
            known = true)
    public static boolean lte(Object a, Object b) {
        return compareValues(a, b) <= 0;
    }

    @Function(
            meaning = "Whether the first value is greater than the second.",
            example = "gt('b', 'a')",
            gives = "1",
            known = true)
    public static boolean gt(Object a, Object b) {
        return compareValues(a, b) > 0;
    }

    @Function(
            aliases = "ge",
            meaning = "Whether the first value is not less than the second.",
            example = "gte(9, 10)",
            gives = "0",
            known = true)
    public static boolean gte(Object a, Object b) {
        return compareValues(a, b) >= 0;
    }

    @Function(
            meaning =
                    "-1, 0 or 1 as the first value is less than, equal to or greater than the"
                            + " second.",
            example = "compare('apple', 'pear')",
            gives = "-1")
    public static long compare(Object a, Object b) {
        return Integer.signum(compareValues(a, b));
    }

    /**
     * Order of two values: numbers by size, true and false as 1 and 0 against numbers, else text.
     */
    public static int compareValues(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        double x = numeric(a, b);
        double y = numeric(b, a);
        if (!Double.isNaN(x) && !Double.isNaN(y)) {
            return x < y ? -1 : x > y ? 1 : 0;
        }
        return String.valueOf(Convert.toText(a)).compareTo(String.valueOf(Convert.toText(b)));
    }

    private static double numeric(Object value, Object other) {
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        String text = Convert.toText(value);
        if (text == null) {
            return Double.NaN;
        }
        double d = Convert.parseDouble(text);
        return Double.isNaN(d) && other instanceof Number ? Convert.spelledTruth(text) : d;
    }

    @Function(
            meaning = "Whether a value lies between two bounds or on one of them.",
            example = "between(5, 1, 5)",
            gives = "1")
    public static boolean between(Object value, Object low, Object high) {
        return compareValues(value, low) >= 0 && compareValues(value, high) <= 0;
    }

    @Function(
            meaning = "Whether the first value equals one of the others.",
            example = "in('b', 'a', 'b', 'c')",
            gives = "1",
            known = true,
            nulls = true)
    public static @Nullable Boolean in(@Nullable Object value, @Nullable Object... others) {
        if (value == null) {
            return null;
        }
        for (Object other : others) {
            if (other != null && compareValues(value, other) == 0) {
                return true;
            }
        }
        return false;
    }

    @Function(
            meaning = "Whether two texts are equal when upper and lower case count as the same.",
            example = "equalsIgnoreCase('Abc', 'aBC')",
            gives = "1")
    public static boolean equalsIgnoreCase(String a, String b) {
        return a.equalsIgnoreCase(b);
    }

    @Function(
            meaning =
                    "True if all arguments are true, false if one is false, otherwise null; stops"
                            + " at the first false.",
            example = "and(true(), gt(2, 1))",
            gives = "1",
            known = true,
            form = LAZY)
    public static boolean and(boolean... conditions) {
        throw new IllegalStateException("written in line");
    }

    @Function(
            meaning =
                    "True if one argument is true, false if all are false, otherwise null; stops at"
                            + " the first true.",
            example = "or(false(), gt(2, 1))",
            gives = "1",
            known = true,
            form = LAZY)
    public static boolean or(boolean... conditions) {
        throw new IllegalStateException("written in line");
    }

    @Function(
            meaning = "The opposite of a condition; null for null.",
            example = "not(equals(1, 2))",
            gives = "1",
            known = true)
    public static boolean not(boolean condition) {
        return !condition;
    }

    @Function(
            meaning = "Whether just one of two conditions is true.",
            example = "xor(true(), true())",
            gives = "0")
    public static boolean xor(boolean a, boolean b) {
        return a != b;
    }

    @Function(
            name = "if",
            meaning =
                    "The second argument if the condition is true, otherwise the third, null if"
                            + " there is none.",
            example = "if(gt(3, 2), 'more', 'less')",
            gives = "more",
            known = true,
            nulls = true,
            optional = 1,
            form = LAZY)
    public static @Nullable Object ifElse(
            boolean condition, @Nullable Object then, @Nullable Object otherwise) {
        throw new IllegalStateException("written in line");
    }

    @Function(
            meaning =
                    "Pairs of condition and value: the value behind the first true condition; a"
                            + " single last argument is the value otherwise.",
            example = "ifNext(lt(5, 1), 'low', lt(5, 9), 'middle', 'high')",
            gives = "middle",
            known = true,
            nulls = true,
            least = 2,
            form = LAZY)
    public static @Nullable Object ifNext(@Nullable Object... pairs) {
        throw new IllegalStateException("written in line");
    }

    @Function(
            name = "switch",
            meaning =
                    "The value behind the first case that equals the first argument; a single last"
                            + " argument is the value otherwise.",
            example = "switch('b', 'a', 1, 'b', 2, 0)",
            gives = "2",
            nulls = true,
            least = 3)
    public static @Nullable Object choose(@Nullable Object value, @Nullable Object... cases) {
        for (int i = 0; i + 1 < cases.length; i += 2) {
            Object wanted = cases[i];
            if (value != null && wanted != null && compareValues(value, wanted) == 0) {
                return cases[i + 1];
            }
        }
        return cases.length % 2 == 1 ? cases[cases.length - 1] : null;
    }

    @Function(
            meaning =
                    "Pairs of bound and value: the value behind the first bound that is greater"
                            + " than the first argument; a single last argument is the value"
                            + " otherwise.",
            example = "interval(15, 10, 'low', 20, 'middle', 'high')",
            gives = "middle",
            nulls = true,
            least = 3)
    public static @Nullable Object interval(@Nullable Object value, @Nullable Object... bounds) {
        if (value == null) {
            return null;
        }
        for (int i = 0; i + 1 < bounds.length; i += 2) {
            Object bound = bounds[i];
            if (bound != null && compareValues(value, bound) < 0) {
                return bounds[i + 1];
            }
        }
        return bounds.length % 2 == 1 ? bounds[bounds.length - 1] : null;
    }

    @Function(
            aliases = "firstNonNull",
            meaning = "The first argument that is not null.",
            example = "coalesce(null(), 'b')",
            gives = "b",
            nulls = true,
            form = LAZY)
    public static @Nullable Object coalesce(@Nullable Object... values) {
        throw new IllegalStateException("written in line");
    }

    @Function(
            meaning = "Whether a value is null.",
            example = "isNull(null())",
            gives = "1",
            known = true,
            nulls = true)
    public static boolean isNull(@Nullable Object value) {
        return value == null;
    }

    @Function(
            aliases = "isSet",
            meaning = "Whether a value is not null.",
            example = "isNotNull('')",
            gives = "1",
            nulls = true)
    public static boolean isNotNull(@Nullable Object value) {
        return value != null;
    }

    @Function(
            meaning = "Whether a value is null or its text holds nothing but blanks.",
            example = "isBlank('  ')",
            gives = "1",
            nulls = true)
    public static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    @Function(name = "null", meaning = "Null.", example = "null()", gives = "null", nulls = true)
    public static @Nullable Object nothing() {
        return null;
    }

    @Function(
            name = "true",
            aliases = "trueValue",
            meaning = "True.",
            example = "true()",
            gives = "1")
    public static boolean yes() {
        return true;
    }

    @Function(
            name = "false",
            aliases = "falseValue",
            meaning = "False.",
            example = "false()",
            gives = "0")
    public static boolean no() {
        return false;
    }

    @Function(
            name = "boolean",
            meaning =
                    "The value as a boolean: a number that is not zero and the texts true and yes"
                            + " are true.",
            example = "boolean('yes')",
            gives = "1")
    public static boolean toBoolean(boolean value) {
        return value;
    }

    @Function(
            meaning = "The value if it has the form of a number, otherwise the second argument.",
            example = "numberOr('n/a', -1)",
            gives = "-1",
            nulls = true)
    public static double numberOr(FunctionalScope rt, @Nullable Object value, double otherwise) {
        return ArithmeticFunctions.isNumber(value) ? Convert.toDouble(rt, value) : otherwise;
    }
}
