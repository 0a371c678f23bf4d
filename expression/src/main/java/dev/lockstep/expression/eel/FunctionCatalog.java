package dev.lockstep.expression.eel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the language and how they are called. {@code
 * docs/reference/expression-functions.md} describes them, and a test holds both together. Names are
 * matched without regard to case.
 */
public final class FunctionCatalog {
    /**
     * Name, parameters, result, method of the run-time library. Parameters and result are letters:
     * {@code i} integer, {@code r} real, {@code s} text, {@code b} boolean; {@code m} passes the
     * greatest length of a text on and is no argument. A capital result may be null although no
     * argument is: an integer that is {@code Long.MIN_VALUE}, a real that is not finite, a text
     * that is Java's null; for a boolean the method gives an integer, 1, 0 or {@code
     * Long.MIN_VALUE}. Null in any argument gives null.
     */
    private static final String FORMS =
            """
            upper              s    s  TextFunctions.upper
            lower              s    s  TextFunctions.lower
            proper             s    s  TextFunctions.proper
            trim               s    s  TextFunctions.trim
            left               si   s  TextFunctions.left
            right              si   s  TextFunctions.right
            mid                si   s  TextFunctions.mid
            mid                sii  s  TextFunctions.mid
            len                s    i  TextFunctions.len
            instr              ss   i  TextFunctions.instr
            instr              ssi  i  TextFunctions.instr
            lastinstr          ss   i  TextFunctions.lastinstr
            replace            sssm s  TextFunctions.replace
            replace            sssim s TextFunctions.replace
            insertstring       ssim s  TextFunctions.insertstring
            match_string       ss   B  TextFunctions.matchString
            compare            ss   i  TextFunctions.compare
            compare            ssb  i  TextFunctions.compare
            edit_distance      ss   I  TextFunctions.editDistance
            has_control_chars  s    b  TextFunctions.hasControlChars
            isalpha            s    b  TextFunctions.isAlpha
            pattern            s    s  TextFunctions.pattern
            sort               s    s  WordFunctions.sort
            sort               sb   s  WordFunctions.sort
            sort               sbb  s  WordFunctions.sort
            sortwords          s    s  WordFunctions.sortWords
            sortwords          sb   s  WordFunctions.sortWords
            sortwords          sbb  s  WordFunctions.sortWords
            sort_words         s    s  WordFunctions.sortWords
            sort_words         sb   s  WordFunctions.sortWords
            sort_words         sbb  s  WordFunctions.sortWords
            asc                s    I  TextFunctions.asc
            chr                i    S  TextFunctions.chr
            isnumber           s    b  Conversions.isNumber
            abs                i    I  NumberFunctions.abs
            abs                r    r  NumberFunctions.abs
            floor              r    r  NumberFunctions.floor
            ceil               r    r  NumberFunctions.ceil
            round              r    r  NumberFunctions.round
            round              ri   r  NumberFunctions.round
            pow                rr   R  NumberFunctions.pow
            sqrt               r    R  NumberFunctions.sqrt
            exp                r    R  NumberFunctions.exp
            log                r    R  NumberFunctions.log
            log10              r    R  NumberFunctions.log10
            sin                r    R  NumberFunctions.sin
            cos                r    R  NumberFunctions.cos
            tan                r    R  NumberFunctions.tan
            asin               r    R  NumberFunctions.asin
            acos               r    R  NumberFunctions.acos
            atan               r    R  NumberFunctions.atan
            formatdate         is   S  TimeFunctions.formatdate
            isdate             s    b  TimeFunctions.isDate
            isdate             ss   b  TimeFunctions.isDate
            todate             i    i  TimeFunctions.toDate
            todate             s    I  TimeFunctions.toDate
            todate             ss   I  TimeFunctions.toDate
            """;

    /** Functions that are written by {@link CallWriter} itself. */
    private static final List<String> OTHERS =
            List.of(
                    "isnull",
                    "isblank",
                    "coalesce",
                    "inlist",
                    "max",
                    "min",
                    "tointeger",
                    "integer",
                    "toreal",
                    "real",
                    "tostring",
                    "string",
                    "toboolean",
                    "boolean",
                    "date",
                    "typeof",
                    "varianttype",
                    "today",
                    "rand",
                    "parse",
                    "print",
                    "parameter");

    /** Functions of the published language that are refused, and why. */
    private static final Map<String, String> REFUSED = new LinkedHashMap<>();

    private static final Map<String, List<Function>> FUNCTIONS = new LinkedHashMap<>();

    /**
     * One form of a function.
     *
     * @param parameters a letter each
     * @param result its letter, in lower case
     * @param mayBeNull whether the result can be null although no argument is
     * @param takesLimit whether the greatest length of a text is passed on
     * @param java what is called
     */
    record Function(
            String name,
            String parameters,
            char result,
            boolean mayBeNull,
            boolean takesLimit,
            String java) {}

    static {
        for (String line : FORMS.split("\n")) {
            String[] c = line.trim().split(" +");
            char result = c[2].charAt(0);
            boolean takesLimit = c[1].endsWith("m");
            FUNCTIONS
                    .computeIfAbsent(c[0], n -> new ArrayList<>())
                    .add(
                            new Function(
                                    c[0],
                                    takesLimit ? c[1].substring(0, c[1].length() - 1) : c[1],
                                    Character.toLowerCase(result),
                                    Character.isUpperCase(result),
                                    takesLimit,
                                    "dev.lockstep.expression.eel.runtime." + c[3]));
        }
        REFUSED.put("username", "it would make results depend on who runs the engine");
        REFUSED.put("vareval", "names are resolved when the project is loaded");
        REFUSED.put("varset", "names are resolved when the project is loaded");
        REFUSED.put("dq_initialize", "it needs a knowledge base that is not available here");
    }

    private FunctionCatalog() {}

    /** The names of all functions that can be called, in alphabetical order. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(FUNCTIONS.keySet());
        names.addAll(OTHERS);
        return names.stream().sorted().toList();
    }

    /** All forms that the run-time library answers. */
    static List<Function> all() {
        List<Function> all = new ArrayList<>();
        FUNCTIONS.values().forEach(all::addAll);
        return all;
    }

    /** The names that are refused with a reason. */
    public static List<String> refused() {
        return List.copyOf(REFUSED.keySet());
    }

    static @Nullable String refusal(String name) {
        return REFUSED.get(name.toLowerCase(Locale.ROOT));
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
