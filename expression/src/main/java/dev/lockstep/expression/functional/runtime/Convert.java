package dev.lockstep.expression.functional.runtime;

import dev.lockstep.expression.functional.document.JsonNode;
import dev.lockstep.expression.functional.document.JsonReader;
import dev.lockstep.expression.functional.document.XmlNode;
import dev.lockstep.expression.functional.document.XmlParser;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the kinds of values. Null stays null; so does a blank text where a number is
 * wanted. A number that is no number (NaN) is null. What cannot be converted is null, and reported
 * as {@code NOT_CONVERTIBLE}.
 */
public final class Convert {
    private static final int PLAIN_EXPONENT = 21;

    private Convert() {}

    /** A value in the form that scopes hold: a boolean as 1 or 0, integers as Long, no NaN. */
    public static @Nullable Object normal(@Nullable Object value) {
        if (value instanceof Boolean b) {
            return b ? 1L : 0L;
        }
        if (value instanceof Integer i) {
            return Long.valueOf(i);
        }
        return value instanceof Double d && d.isNaN() ? null : value;
    }

    /** NaN for null; the texts true and false count as 1 and 0. */
    public static double toDouble(FunctionalScope rt, @Nullable Object value) {
        if (value == null) {
            return Double.NaN;
        }
        if (value instanceof Number n) {
            return n.doubleValue();
        }
        if (value instanceof Boolean b) {
            return b ? 1 : 0;
        }
        String text = toText(value);
        if (text == null || text.isBlank()) {
            return Double.NaN;
        }
        double d = parseDouble(text);
        if (Double.isNaN(d)) {
            d = spelledTruth(text);
        }
        if (Double.isNaN(d)) {
            rt.report(FunctionalError.NOT_CONVERTIBLE);
        }
        return d;
    }

    /** A decimal number, blanks around it allowed; NaN for anything else. */
    public static double parseDouble(String text) {
        String t = text.strip();
        if (!looksNumeric(t)) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(t);
        } catch (NumberFormatException notANumber) {
            return Double.NaN;
        }
    }

    /** 1 for true, 0 for false, NaN for any other text. */
    public static double spelledTruth(String text) {
        return switch (text.strip()) {
            case "true" -> 1;
            case "false" -> 0;
            default -> Double.NaN;
        };
    }

    /** Keeps out the JDK's own extras: hexadecimal floats, type suffixes, words. */
    private static boolean looksNumeric(String t) {
        for (int i = 0; i < t.length(); i++) {
            char c = t.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return !t.isEmpty();
    }

    /** A Long for integers and texts that spell one, otherwise a Double, or null. */
    public static @Nullable Number toNumber(FunctionalScope rt, @Nullable Object value) {
        if (value instanceof Long || value instanceof Double) {
            return (Number) value;
        }
        if (value instanceof String text) {
            Long exact = parseLong(text.strip());
            if (exact != null) {
                return exact;
            }
        }
        return box(toDouble(rt, value));
    }

    /** Truncates towards zero. */
    public static @Nullable Long toLong(FunctionalScope rt, @Nullable Object value) {
        if (value == null || value instanceof Long) {
            return (Long) value;
        }
        if (value instanceof String text) {
            Long exact = parseLong(text.strip());
            if (exact != null) {
                return exact;
            }
        }
        return toLong(rt, toDouble(rt, value));
    }

    /** Truncates towards zero; null for NaN and, reported, beyond 64 bits. */
    public static @Nullable Long toLong(FunctionalScope rt, double value) {
        if (Double.isNaN(value)) {
            return null;
        }
        if (value < -0x1p63 || value >= 0x1p63) {
            rt.report(FunctionalError.NUMERIC_OVERFLOW);
            return null;
        }
        return (long) value;
    }

    private static @Nullable Long parseLong(String t) {
        int digits = t.startsWith("-") || t.startsWith("+") ? 1 : 0;
        if (t.length() == digits || t.length() > 20) {
            return null;
        }
        for (int i = digits; i < t.length(); i++) {
            if (t.charAt(i) < '0' || t.charAt(i) > '9') {
                return null;
            }
        }
        try {
            return Long.valueOf(t);
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    /** A number is true if it is not zero; a text by what it spells. */
    public static @Nullable Boolean toBoolean(FunctionalScope rt, @Nullable Object value) {
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        if (value instanceof Number n) {
            return n.doubleValue() != 0;
        }
        String text = toText(value);
        if (text == null || text.isBlank()) {
            return null;
        }
        switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true":
            case "yes":
                return Boolean.TRUE;
            case "false":
            case "no":
                return Boolean.FALSE;
            default:
                double d = toDouble(rt, text);
                return Double.isNaN(d) ? null : d != 0;
        }
    }

    /**
     * XML and JSON in their text form, a list with commas, a map as {@code a=1,b=2}.
     *
     * @throws FunctionalFault if a list or map is too long for a text
     */
    public static @Nullable String toText(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof Double d) {
            return text(d);
        }
        if (value instanceof Map<?, ?> map) {
            StringBuilder all = new StringBuilder();
            map.forEach((k, v) -> append(all, all.isEmpty() ? "" : ",", k + "=" + orEmpty(v)));
            return all.toString();
        }
        if (value instanceof Iterable<?> items) {
            StringBuilder all = new StringBuilder();
            boolean isFirst = true;
            for (Object item : items) {
                append(all, isFirst ? "" : ",", orEmpty(item));
                isFirst = false;
            }
            return all.toString();
        }
        return value.toString();
    }

    private static void append(StringBuilder all, String comma, String item) {
        if (all.length() + (long) item.length() >= FunctionalLimits.TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TEXT_TOO_LONG);
        }
        all.append(comma).append(item);
    }

    /** The value as an item of a collection: collections do not nest, they become their text. */
    public static @Nullable Object item(@Nullable Object value) {
        boolean isCollection = value instanceof Iterable<?> || value instanceof Map<?, ?>;
        return isCollection ? toText(value) : value;
    }

    private static String orEmpty(@Nullable Object value) {
        String text = toText(value);
        return text == null ? "" : text;
    }

    /**
     * The shortest decimal that is this number, without exponent below 1e21, whole numbers without
     * a point; null for NaN.
     */
    public static @Nullable String text(double d) {
        if (Double.isNaN(d)) {
            return null;
        }
        if (d == StrictMath.rint(d) && Math.abs(d) < 1e15) {
            return Long.toString((long) d);
        }
        if (Double.isInfinite(d)) {
            return d > 0 ? "inf" : "-inf";
        }
        BigDecimal exact = new BigDecimal(Double.toString(d)).stripTrailingZeros();
        int exponent = exact.precision() - exact.scale() - 1;
        if (exponent > -7 && exponent < PLAIN_EXPONENT) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        return (d < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }

    /** Null for NaN. */
    public static @Nullable Double box(double d) {
        return Double.isNaN(d) ? null : Double.valueOf(d);
    }

    /** Null for null. */
    public static double unbox(@Nullable Double d) {
        return d == null ? Double.NaN : d;
    }

    /** An XML node as it is, any other value's text parsed; blank text is null. */
    public static @Nullable XmlNode toXml(@Nullable Object value) {
        if (value == null || value instanceof XmlNode) {
            return (XmlNode) value;
        }
        String text = toText(value);
        return text == null || text.isBlank() ? null : XmlParser.parse(text);
    }

    /** A JSON node as it is, any other value's text parsed; blank text is null. */
    public static @Nullable JsonNode toJson(@Nullable Object value) {
        if (value == null || value instanceof JsonNode) {
            return (JsonNode) value;
        }
        String text = toText(value);
        return text == null || text.isBlank() ? null : JsonReader.parse(text);
    }

    /**
     * A list as it is, the elements of JSON arrays, sets and maps (keys), a text split at commas.
     */
    public static @Nullable List<@Nullable Object> toList(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        if (value instanceof List<?> list) {
            items.addAll(list);
        } else if (value instanceof Set<?> set) {
            items.addAll(set);
        } else if (value instanceof Map<?, ?> map) {
            items.addAll(map.keySet());
        } else if (value instanceof JsonNode node && node.kind() == JsonNode.Kind.ARRAY) {
            node.items().forEach(n -> items.add(n.value()));
        } else {
            return Collect.list(toText(value), ",");
        }
        return items;
    }

    /** The different texts of the items, in the order of their first places. */
    public static Set<String> distinct(List<@Nullable Object> items) {
        Set<String> set = new LinkedHashSet<>();
        items.forEach(item -> set.add(orEmpty(item)));
        return set;
    }

    /** A set as it is, a list's different texts, a text split at commas. */
    @SuppressWarnings("unchecked")
    public static @Nullable Set<String> toSet(@Nullable Object value) {
        if (value instanceof Set<?>) {
            return (Set<String>) value;
        }
        List<@Nullable Object> items = toList(value);
        if (items == null) {
            return null;
        }
        return distinct(items);
    }

    /** A map as it is, the members of a JSON object, a text as {@code a=1,b=2}. */
    @SuppressWarnings("unchecked")
    public static @Nullable Map<String, @Nullable Object> toMap(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, @Nullable Object>) value;
        }
        if (value instanceof JsonNode node && node.kind() == JsonNode.Kind.OBJECT) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < node.items().size(); i++) {
                map.put(node.names().get(i), node.items().get(i).value());
            }
            return map;
        }
        return Collect.map(toText(value), ",", "=");
    }
}
