package dev.lockstep.testkit.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/**
 * The functional language as far as random projects speak it: walks the term anew for every event.
 * Holds what the terms see of one event.
 */
final class NaiveFunctions {
    private final FunctionalValues values;
    private final Map<String, @Nullable Object> fields;
    private final Map<String, @Nullable Object> properties;
    private final String input;
    private final long counter;
    private final Numbering numbering;

    /** Numbers the rows of one event that ask for it. */
    private static final class Numbering {
        long number;
        boolean isAskedFor;
    }

    NaiveFunctions(FunctionalValues values, String input, long counter) {
        this(values, new LinkedHashMap<>(), new LinkedHashMap<>(), input, counter, new Numbering());
    }

    private NaiveFunctions(
            FunctionalValues values,
            Map<String, @Nullable Object> fields,
            Map<String, @Nullable Object> properties,
            String input,
            long counter,
            Numbering numbering) {
        this.values = values;
        this.fields = fields;
        this.properties = properties;
        this.input = input;
        this.counter = counter;
        this.numbering = numbering;
    }

    /** The row is done: the next one has another number if this one asked for its own. */
    void nextRow() {
        if (numbering.isAskedFor) {
            numbering.number++;
            numbering.isAskedFor = false;
        }
    }

    /** The same names and values, for the turns of a loop. */
    NaiveFunctions inLoop() {
        return new NaiveFunctions(
                values,
                new LinkedHashMap<>(fields),
                new LinkedHashMap<>(properties),
                input,
                counter,
                numbering);
    }

    void field(String name, @Nullable Object value) {
        fields.put(name, value);
    }

    @Nullable Object field(String name) {
        return fields.get(name);
    }

    void property(String name, @Nullable Object value) {
        properties.put(name, value);
    }

    @Nullable Object evaluate(String text) {
        return value(FunctionalTerm.parse(text));
    }

    boolean isTrue(String text) {
        Boolean truth = values.truth(evaluate(text));
        return truth != null && truth;
    }

    private @Nullable Object value(FunctionalTerm term) {
        return switch (term) {
            case FunctionalTerm.Literal l -> l.value();
            case FunctionalTerm.Field f -> fields.get(f.name());
            case FunctionalTerm.Property p ->
                    properties.containsKey(p.name())
                            ? properties.get(p.name())
                            : fields.get(p.name());
            case FunctionalTerm.Call c -> call(c.name(), c.arguments());
        };
    }

    private @Nullable Object call(String name, List<FunctionalTerm> args) {
        return switch (name) {
            case "string", "concat" -> joined(args);
            case "sum", "diff", "product", "quotient" -> arithmetic(name, args);
            case "if", "ifNext" -> chosen(args);
            case "and", "or" -> connected(name.equals("or"), args);
            case "coalesce" -> firstKnown(args);
            case "isNull" -> truth(value(args.get(0)) == null);
            case "null" -> null;
            case "eventCounter" -> counter;
            case "eventNumber" -> {
                numbering.isAskedFor = true;
                yield numbering.number;
            }
            case "input" -> input;
            case "not" -> {
                Boolean b = values.truth(value(args.get(0)));
                yield b == null ? null : truth(!b);
            }
            default -> strict(name, args);
        };
    }

    private static Long truth(boolean b) {
        return b ? 1L : 0L;
    }

    private String joined(List<FunctionalTerm> args) {
        StringBuilder all = new StringBuilder();
        args.forEach(a -> all.append(FunctionalValues.orEmpty(value(a))));
        return all.toString();
    }

    private @Nullable Object arithmetic(String name, List<FunctionalTerm> args) {
        Object[] numbers = new Object[args.size()];
        boolean isWhole = !name.equals("quotient");
        for (int i = 0; i < numbers.length; i++) {
            Object n = values.number(value(args.get(i)));
            if (n == null) {
                return null;
            }
            numbers[i] = n;
            isWhole &= n instanceof Long;
        }
        double total = ((Number) numbers[0]).doubleValue();
        long whole = ((Number) numbers[0]).longValue();
        for (int i = 1; i < numbers.length; i++) {
            double d = ((Number) numbers[i]).doubleValue();
            long n = ((Number) numbers[i]).longValue();
            switch (name) {
                case "sum" -> {
                    total += d;
                    whole += n;
                }
                case "diff" -> {
                    total -= d;
                    whole -= n;
                }
                case "product" -> {
                    total *= d;
                    whole *= n;
                }
                default -> {
                    if (d == 0) {
                        return null;
                    }
                    total /= d;
                }
            }
        }
        return isWhole ? (Object) whole : (Object) total;
    }

    private @Nullable Object chosen(List<FunctionalTerm> args) {
        int i = 0;
        for (; i + 1 < args.size(); i += 2) {
            Boolean holds = values.truth(value(args.get(i)));
            if (holds != null && holds) {
                return value(args.get(i + 1));
            }
        }
        return i < args.size() ? value(args.get(i)) : null;
    }

    private @Nullable Object connected(boolean decisive, List<FunctionalTerm> args) {
        boolean isUnknown = false;
        for (FunctionalTerm a : args) {
            Boolean b = values.truth(value(a));
            isUnknown |= b == null;
            if (b != null && b == decisive) {
                return truth(decisive);
            }
        }
        return isUnknown ? null : truth(!decisive);
    }

    private @Nullable Object firstKnown(List<FunctionalTerm> args) {
        for (FunctionalTerm a : args) {
            Object v = value(a);
            if (v != null) {
                return v;
            }
        }
        return null;
    }

    /** Functions that are null for a null argument, and look no further then. */
    private @Nullable Object strict(String name, List<FunctionalTerm> args) {
        @Nullable Object[] v = new @Nullable Object[args.size()];
        for (int i = 0; i < v.length; i++) {
            Object value = value(args.get(i));
            value = i == 0 ? converted(name, value) : value;
            if (value == null) {
                return null;
            }
            v[i] = value;
        }
        return applied(name, v);
    }

    private @Nullable Object converted(String name, @Nullable Object first) {
        return switch (name) {
            case "json" -> values.json(first);
            case "xpath" -> values.xml(first);
            default -> first;
        };
    }

    @SuppressWarnings("NullAway") // strict: no argument is null
    private @Nullable Object applied(String name, @Nullable Object[] v) {
        String a = FunctionalValues.orEmpty(v[0]);
        String b = v.length > 1 ? FunctionalValues.orEmpty(v[1]) : "";
        return switch (name) {
            case "equals" -> truth(FunctionalValues.compare(v[0], v[1]) == 0);
            case "lt" -> truth(FunctionalValues.compare(v[0], v[1]) < 0);
            case "gt" -> truth(FunctionalValues.compare(v[0], v[1]) > 0);
            case "contains" -> truth(a.contains(b));
            case "index", "indexOf" -> (long) a.indexOf(b);
            case "stringLength" -> (long) a.length();
            case "toUpper" -> a.toUpperCase(Locale.ROOT);
            case "substring" -> substring(a, v);
            case "json" -> NaiveJson.value(NaiveJson.follow((NaiveJson.Value) v[0], b));
            case "xpath" -> firstText((Node) v[0], b);
            case "listSize", "setSize" -> (long) ((java.util.Collection<?>) v[0]).size();
            case "listItem" -> item((List<?>) v[0], ((Number) v[1]).intValue());
            case "setContains" -> truth(((java.util.Set<?>) v[0]).contains(b));
            case "mapValue" -> ((Map<?, ?>) v[0]).get(b);
            case "rgx" -> match((Pattern) v[0], b, v.length > 2 ? ((Number) v[2]).intValue() : 0);
            default -> throw new IllegalArgumentException("function " + name);
        };
    }

    @SuppressWarnings("NullAway") // strict: no argument is null
    private static String substring(String text, @Nullable Object[] v) {
        int from = Math.min(text.length(), ((Number) v[1]).intValue());
        int length = v.length > 2 ? ((Number) v[2]).intValue() : text.length();
        return text.substring(from, Math.min(text.length(), from + length));
    }

    private static @Nullable Object item(List<?> list, int place) {
        int at = place < 0 ? list.size() + place : place;
        return at < 0 || at >= list.size() ? null : list.get(at);
    }

    private static @Nullable String firstText(Node from, String path) {
        List<Node> found = NaiveXml.nodes(from, path);
        return found.isEmpty() ? null : found.get(0).getNodeValue();
    }

    private static @Nullable String match(Pattern pattern, String text, int group) {
        Matcher m = pattern.matcher(text);
        return m.find() ? m.group(group) : null;
    }
}
