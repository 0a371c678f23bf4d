package dev.lockstep.expression.eel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the language: type check, generated code and documentation are made from this
 * one table. Names are matched without regard to case.
 */
public final class FunctionCatalog {
    private static final String TEXT = "dev.lockstep.expression.eel.runtime.TextFunctions.";
    private static final String NUMBER = "dev.lockstep.expression.eel.runtime.NumberFunctions.";
    private static final String TIME = "dev.lockstep.expression.eel.runtime.TimeFunctions.";
    private static final Map<String, List<Function>> FUNCTIONS = new LinkedHashMap<>();

    /**
     * One form of a function. Null in any argument gives null.
     *
     * @param parameters one letter each: {@code i} integer, {@code r} real, {@code s} text, {@code
     *     b} boolean
     * @param java what is called
     * @param example an expression
     * @param expected its value as text
     */
    public record Function(
            String name,
            String parameters,
            char result,
            String java,
            String meaning,
            String example,
            String expected,
            boolean isKnown) {}

    static {
        known("upper", "s", 's', TEXT + "upper", "the text in upper case", "upper('abc')", "ABC");
        add("lower", "s", 's', TEXT + "lower", "the text in lower case", "lower('ABC')", "abc");
        add(
                "trim",
                "s",
                's',
                TEXT + "trim",
                "the text without blanks around it",
                "trim('  a b ')",
                "a b");
        add(
                "proper",
                "s",
                's',
                TEXT + "proper",
                "words begin in upper case",
                "proper('new york')",
                "New York");
        known(
                "left",
                "si",
                's',
                TEXT + "left",
                "the first characters",
                "left('lockstep', 4)",
                "lock");
        known(
                "right",
                "si",
                's',
                TEXT + "right",
                "the last characters",
                "right('lockstep', 4)",
                "step");
        add(
                "mid",
                "si",
                's',
                TEXT + "mid",
                "from a position to the end",
                "mid('lockstep', 5)",
                "step");
        add(
                "mid",
                "sii",
                's',
                TEXT + "mid",
                "characters from a position",
                "mid('lockstep', 2, 3)",
                "ock");
        known(
                "instr",
                "ss",
                'i',
                TEXT + "instr",
                "where a part begins, or 0",
                "instr('lockstep', 'step')",
                "5");
        add(
                "instr",
                "ssi",
                'i',
                TEXT + "instr",
                "where it begins the n-th time",
                "instr('abab', 'b', 2)",
                "4");
        add("len", "s", 'i', TEXT + "len", "how many characters", "len('abc')", "3");
        add(
                "replace",
                "sss",
                's',
                TEXT + "replace",
                "every part replaced",
                "replace('a-b-c', '-', '+')",
                "a+b+c");
        known(
                "match_string",
                "ss",
                'b',
                TEXT + "matchString",
                "whether a pattern of * and ? fits",
                "match_string('lockstep', 'lock*')",
                "true");
        known("abs", "i", 'i', NUMBER + "abs", "the absolute value", "abs(-3)", "3");
        known("abs", "r", 'r', NUMBER + "abs", "the absolute value", "abs(-3.5)", "3.5");
        known(
                "floor",
                "r",
                'r',
                NUMBER + "floor",
                "the next whole number below",
                "floor(2.7)",
                "2");
        known("ceil", "r", 'r', NUMBER + "ceil", "the next whole number above", "ceil(2.1)", "3");
        add(
                "round",
                "r",
                'r',
                NUMBER + "round",
                "the nearest whole number, halves away from zero",
                "round(2.5)",
                "3");
        add("round", "ri", 'r', NUMBER + "round", "rounded to digits", "round(2.345, 1)", "2.3");
        known("pow", "rr", 'r', NUMBER + "pow", "a power", "pow(2, 10)", "1024");
        add("sqrt", "r", 'r', NUMBER + "sqrt", "the square root", "sqrt(2.25)", "1.5");
        add("exp", "r", 'r', NUMBER + "exp", "e to a power", "exp(0)", "1");
        add("log", "r", 'r', NUMBER + "log", "the natural logarithm", "log(1)", "0");
        add("log10", "r", 'r', NUMBER + "log10", "the decimal logarithm", "log10(1000)", "3");
        add("sin", "r", 'r', NUMBER + "sin", "the sine of radians", "sin(0)", "0");
        add("cos", "r", 'r', NUMBER + "cos", "the cosine of radians", "cos(0)", "1");
        add("tan", "r", 'r', NUMBER + "tan", "the tangent of radians", "tan(0)", "0");
        add("max", "ii", 'i', "Math.max", "the greater", "max(2, 3)", "3");
        add("max", "rr", 'r', "Math.max", "the greater", "max(2.5, 1)", "2.5");
        add("min", "ii", 'i', "Math.min", "the lesser", "min(2, 3)", "2");
        add("min", "rr", 'r', "Math.min", "the lesser", "min(2.5, 1)", "1");
        known(
                "formatdate",
                "is",
                's',
                TIME + "formatdate",
                "seconds since 1970 as text, in UTC",
                "formatdate(86400, 'YYYY-MM-DD hh:mm:ss')",
                "1970-01-02 00:00:00");
    }

    private FunctionCatalog() {}

    private static void known(
            String name,
            String parameters,
            char result,
            String java,
            String meaning,
            String example,
            String expected) {
        put(new Function(name, parameters, result, java, meaning, example, expected, true));
    }

    private static void add(
            String name,
            String parameters,
            char result,
            String java,
            String meaning,
            String example,
            String expected) {
        put(new Function(name, parameters, result, java, meaning, example, expected, false));
    }

    private static void put(Function f) {
        FUNCTIONS.computeIfAbsent(f.name(), n -> new ArrayList<>()).add(f);
    }

    /** All forms of all functions, in the table's order. */
    public static List<Function> all() {
        List<Function> all = new ArrayList<>();
        FUNCTIONS.values().forEach(all::addAll);
        return all;
    }

    static boolean isKnown(String name) {
        return FUNCTIONS.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The first form that takes these kinds, exact ones before those that need a conversion; null
     * if none does.
     */
    static @Nullable Function find(String name, List<Kind> arguments) {
        List<Function> forms = FUNCTIONS.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        Function best = null;
        int bestCost = Integer.MAX_VALUE;
        for (Function f : forms) {
            int cost = cost(f, arguments);
            if (cost < bestCost) {
                best = f;
                bestCost = cost;
            }
        }
        return best;
    }

    private static int cost(Function f, List<Kind> arguments) {
        if (f.parameters().length() != arguments.size()) {
            return Integer.MAX_VALUE;
        }
        int cost = 0;
        for (int k = 0; k < arguments.size(); k++) {
            Kind wanted = kind(f.parameters().charAt(k));
            Kind given = arguments.get(k);
            if (given == Kind.OPAQUE || given == Kind.REGEX) {
                return Integer.MAX_VALUE;
            }
            cost +=
                    given == wanted || given == Kind.NOTHING
                            ? 0
                            : given.isNumber() && wanted.isNumber() ? 1 : 10;
        }
        return cost;
    }

    static Kind kind(char letter) {
        return switch (letter) {
            case 'i' -> Kind.INTEGER;
            case 'r' -> Kind.REAL;
            case 's' -> Kind.TEXT;
            case 'b' -> Kind.BOOLEAN;
            default -> throw new IllegalArgumentException("kind " + letter);
        };
    }
}
