package dev.lockstep.testkit.reference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The subset that random models and scenarios use, parsed anew for every evaluation: names,
 * numbers, quoted text, {@code + - * /}, comparisons, {@code and or not}, {@code isnull}, {@code
 * upper} and aggregate functions.
 */
public final class NaiveExpressions implements ReferenceExpressions {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s*(?:([0-9]+(?:\\.[0-9]+)?)|([A-Za-z_][A-Za-z_0-9]*)|\"([^\"]*)\""
                            + "|'([^']*)'|(==|!=|<=|>=|[-+*/<>(),]))");

    @Override
    public @Nullable Object evaluate(String text, Names names) {
        return new Evaluation(text, names, null).all();
    }

    @Override
    public @Nullable Object aggregate(String text, Group group) {
        Names none =
                name -> {
                    throw new IllegalArgumentException("field outside an aggregate: " + name);
                };
        return new Evaluation(text, none, group).all();
    }

    private enum Kind {
        NUMBER,
        NAME,
        TEXT,
        SIGN,
        END
    }

    private record Token(Kind kind, String text, int start) {}

    /** One left-to-right pass that computes while it reads. */
    private static final class Evaluation {
        private final String text;
        private final List<Token> tokens = new ArrayList<>();
        private final Names names;
        private final @Nullable Group group;
        private int at;

        Evaluation(String text, Names names, @Nullable Group group) {
            this.text = text;
            this.names = names;
            this.group = group;
            Matcher m = TOKEN.matcher(text.stripTrailing());
            int from = 0;
            while (from < text.stripTrailing().length()) {
                if (!m.find(from) || m.start() != from) {
                    throw new IllegalArgumentException("cannot read " + text + " at " + from);
                }
                tokens.add(token(m));
                from = m.end();
            }
            tokens.add(new Token(Kind.END, "", from));
        }

        private static Token token(Matcher m) {
            Kind[] kinds = {Kind.NUMBER, Kind.NAME, Kind.TEXT, Kind.TEXT, Kind.SIGN};
            for (int g = 1; g <= kinds.length; g++) {
                if (m.group(g) != null) {
                    return new Token(kinds[g - 1], m.group(g), m.start());
                }
            }
            throw new IllegalStateException("no group of " + m);
        }

        @Nullable Object all() {
            Object value = disjunction();
            if (tokens.get(at).kind() != Kind.END) {
                throw new IllegalArgumentException("surplus text in " + text);
            }
            return value;
        }

        private boolean take(String sign) {
            Token t = tokens.get(at);
            boolean fits =
                    t.kind() == Kind.SIGN
                            ? t.text().equals(sign)
                            : t.kind() == Kind.NAME && t.text().equalsIgnoreCase(sign);
            at += fits ? 1 : 0;
            return fits;
        }

        private void expect(String sign) {
            if (!take(sign)) {
                throw new IllegalArgumentException("expected " + sign + " in " + text);
            }
        }

        private @Nullable Object disjunction() {
            Object left = conjunction();
            while (take("or")) {
                boolean right = isTrue(conjunction());
                left = truth(isTrue(left) || right);
            }
            return left;
        }

        private @Nullable Object conjunction() {
            Object left = negation();
            while (take("and")) {
                boolean right = isTrue(negation());
                left = truth(isTrue(left) && right);
            }
            return left;
        }

        private @Nullable Object negation() {
            return take("not") ? truth(!isTrue(negation())) : comparison();
        }

        private @Nullable Object comparison() {
            Object left = sum();
            for (String sign : List.of("==", "!=", "<=", ">=", "<", ">")) {
                if (take(sign)) {
                    Object right = sum();
                    return left == null || right == null
                            ? null
                            : truth(holds(sign, compare(left, right)));
                }
            }
            return left;
        }

        private @Nullable Object sum() {
            Object left = product();
            while (true) {
                if (take("+")) {
                    left = arithmetic('+', left, product());
                } else if (take("-")) {
                    left = arithmetic('-', left, product());
                } else {
                    return left;
                }
            }
        }

        private @Nullable Object product() {
            Object left = unary();
            while (true) {
                if (take("*")) {
                    left = arithmetic('*', left, unary());
                } else if (take("/")) {
                    left = arithmetic('/', left, unary());
                } else {
                    return left;
                }
            }
        }

        private @Nullable Object unary() {
            if (!take("-")) {
                return primary();
            }
            Object value = unary();
            return value instanceof Double d ? (Object) (-d) : arithmetic('-', 0L, value);
        }

        private @Nullable Object primary() {
            if (take("(")) {
                Object value = disjunction();
                expect(")");
                return value;
            }
            Token t = tokens.get(at++);
            return switch (t.kind()) {
                case NUMBER ->
                        t.text().contains(".")
                                ? (Object) Double.valueOf(t.text())
                                : Long.valueOf(t.text());
                case TEXT -> t.text();
                case NAME -> take("(") ? call(t.text()) : names.value(t.text());
                default -> throw new IllegalArgumentException("unexpected " + t + " in " + text);
            };
        }

        private @Nullable Object call(String function) {
            String name = function.toLowerCase(Locale.ROOT);
            if (name.startsWith("esp_a")) {
                return aggregateCall(name.substring(5));
            }
            Object argument = disjunction();
            expect(")");
            return switch (name) {
                case "isnull" -> truth(argument == null);
                case "upper" ->
                        argument == null ? null : argument.toString().toUpperCase(Locale.ROOT);
                default -> throw new IllegalArgumentException("no function " + function);
            };
        }

        private @Nullable Object aggregateCall(String function) {
            Group all = group;
            if (all == null) {
                throw new IllegalArgumentException("an aggregate function in " + text);
            }
            List<String> given = arguments();
            switch (function) {
                case "countopcodes":
                    return all.countOpcodes(Long.parseLong(given.get(0)));
                case "lastopcode":
                    return all.lastOpcode();
                case "lastnondelete":
                    return new Evaluation(given.get(0), all.lastEntered(), null).all();
                default:
                    break;
            }
            if (!function.endsWith("timed")) {
                return overMembers(function, given, all);
            }
            int last = given.size() - 1;
            Group held = all.within(Double.parseDouble(given.get(last)));
            String untimed = function.substring(0, function.length() - "timed".length());
            return overMembers(untimed, given.subList(0, last), held);
        }

        /** Evaluates each argument for each member by cutting its text out. */
        private static @Nullable Object overMembers(
                String function, List<String> arguments, Group group) {
            List<List<@Nullable Object>> columns = new ArrayList<>();
            for (String argument : arguments) {
                List<@Nullable Object> column = new ArrayList<>();
                for (Group.Member member : group.members()) {
                    column.add(new Evaluation(argument, member.row(), null).all());
                }
                columns.add(column);
            }
            return NaiveAggregates.value(function, columns, group.members().size());
        }

        private List<String> arguments() {
            List<String> found = new ArrayList<>();
            int depth = 0;
            int from = tokens.get(at).start();
            while (true) {
                Token t = tokens.get(at++);
                boolean isEnd = depth == 0 && t.kind() == Kind.SIGN && t.text().equals(")");
                if (isEnd || depth == 0 && t.kind() == Kind.SIGN && t.text().equals(",")) {
                    String argument = text.substring(from, t.start()).trim();
                    if (!argument.isEmpty()) {
                        found.add(argument);
                    }
                    from = tokens.get(at).start();
                    if (isEnd) {
                        return found;
                    }
                } else if (t.kind() == Kind.SIGN) {
                    depth += t.text().equals("(") ? 1 : t.text().equals(")") ? -1 : 0;
                } else if (t.kind() == Kind.END) {
                    throw new IllegalArgumentException("no end of arguments in " + text);
                }
            }
        }
    }

    /** Missing counts as false; text is true if it is not empty. */
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Long n -> n != 0;
            case Double d -> d != 0;
            default -> !value.toString().isEmpty();
        };
    }

    private static Long truth(boolean value) {
        return value ? 1L : 0L;
    }

    private static boolean holds(String sign, int order) {
        return switch (sign) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case ">" -> order > 0;
            case "<=" -> order <= 0;
            default -> order >= 0;
        };
    }

    /** Order of two present values: numbers by value, text by bytes. */
    static int compare(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        }
        if (a instanceof Number x && b instanceof Number y) {
            double p = x.doubleValue();
            double q = y.doubleValue();
            return p == q ? 0 : Double.compare(p, q);
        }
        if (a instanceof String x && b instanceof String y) {
            return Arrays.compareUnsigned(
                    x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
        }
        throw new IllegalArgumentException("cannot compare " + a + " and " + b);
    }

    private static @Nullable Object arithmetic(
            char sign, @Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        double b = ((Number) right).doubleValue();
        if (sign == '/') {
            return b == 0 ? null : (Object) (((Number) left).doubleValue() / b);
        }
        if (left instanceof Long x && right instanceof Long y) {
            return sign == '+' ? x + y : sign == '-' ? x - y : x * y;
        }
        double a = ((Number) left).doubleValue();
        return sign == '+' ? a + b : sign == '-' ? a - b : a * b;
    }
}
