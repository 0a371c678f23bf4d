package dev.lockstep.testkit.reference;

import dev.lockstep.api.schema.FieldType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversions of the functional language, as its reference page states them. Texts of doubles
 * with a fraction are those of short decimals.
 */
final class FunctionalValues {
    /** Told of each value that could not be had; the value is null. */
    interface Faults {
        void fault();
    }

    private final Faults faults;

    FunctionalValues(Faults faults) {
        this.faults = faults;
    }

    /** Null, after the fault has been told. */
    @Nullable Object fault() {
        faults.fault();
        return null;
    }

    @Nullable Object number(@Nullable Object value) {
        if (value == null || value instanceof Number) {
            return value;
        }
        String t = text(value);
        if (t == null || t.isBlank()) {
            return null;
        }
        Object spelled = spelled(t);
        if (spelled == null) {
            spelled = t.equals("true") ? (Object) 1L : t.equals("false") ? (Object) 0L : null;
        }
        return spelled == null ? fault() : spelled;
    }

    private static @Nullable Object spelled(String t) {
        if (t.matches("[-+]?[0-9]{1,18}")) {
            return Long.valueOf(t);
        }
        return t.matches("[-+]?[0-9]+\\.[0-9]+") ? (Object) Double.valueOf(t) : null;
    }

    @Nullable Long whole(@Nullable Object value) {
        Object n = number(value);
        return n == null ? null : (Long) ((Number) n).longValue();
    }

    @Nullable Boolean truth(@Nullable Object value) {
        String t = value instanceof String s ? s.toLowerCase(java.util.Locale.ROOT) : "";
        if (t.equals("yes") || t.equals("no")) {
            return t.equals("yes");
        }
        Object n = number(value);
        return n == null ? null : ((Number) n).doubleValue() != 0;
    }

    static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Double d) {
            return d == Math.rint(d) ? Long.toString(d.longValue()) : d.toString();
        }
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((k, v) -> parts.add(k + "=" + v));
            return String.join(",", parts);
        }
        if (value instanceof Iterable<?> items) {
            List<String> parts = new ArrayList<>();
            items.forEach(i -> parts.add(orEmpty(i)));
            return String.join(",", parts);
        }
        return value.toString();
    }

    static String orEmpty(@Nullable Object value) {
        String t = text(value);
        return t == null ? "" : t;
    }

    /** By size if both are numbers or spell numbers, else by text. */
    static int compare(Object a, Object b) {
        Object x = a instanceof Number ? a : spelled(orEmpty(a));
        Object y = b instanceof Number ? b : spelled(orEmpty(b));
        if (x != null && y != null) {
            return Double.compare(((Number) x).doubleValue(), ((Number) y).doubleValue());
        }
        return orEmpty(a).compareTo(orEmpty(b));
    }

    static @Nullable List<String> list(@Nullable Object value, String delimiter) {
        if (value == null) {
            return null;
        }
        List<String> items = new ArrayList<>();
        String t = orEmpty(value);
        if (!t.isEmpty()) {
            for (String item : t.split(java.util.regex.Pattern.quote(delimiter), -1)) {
                items.add(item.strip());
            }
        }
        return items;
    }

    /** What a property holds. */
    @Nullable Object property(String type, Map<String, String> attributes, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        List<String> items = list(value, attributes.getOrDefault("delimiter", ","));
        Set<String> set = items == null ? Set.of() : new LinkedHashSet<>(items);
        return switch (type) {
            case "string" -> text(value);
            case "list" -> items;
            case "set" -> set;
            case "map" ->
                    map(
                            orEmpty(value),
                            attributes.getOrDefault("outer", ","),
                            attributes.getOrDefault("inner", "="));
            case "json" -> json(value);
            case "xml" -> xml(value);
            default -> throw new IllegalArgumentException("property " + type);
        };
    }

    private static Map<String, String> map(String text, String outer, String inner) {
        Map<String, String> map = new LinkedHashMap<>();
        List<String> entries = list(text, outer);
        for (String entry : entries == null ? List.<String>of() : entries) {
            int at = entry.indexOf(inner);
            if (at >= 0) {
                map.put(entry.substring(0, at).strip(), entry.substring(at + 1).strip());
            } else if (!entry.isEmpty()) {
                map.put(entry, "");
            }
        }
        return map;
    }

    /** A document as it is, a text read; blank text is null. */
    NaiveJson.@Nullable Value json(@Nullable Object value) {
        if (value == null || value instanceof NaiveJson.Value) {
            return (NaiveJson.Value) value;
        }
        String t = orEmpty(value);
        if (t.isBlank()) {
            return null;
        }
        NaiveJson.Value document = NaiveJson.parse(t);
        if (document == null) {
            fault();
        }
        return document;
    }

    @Nullable Object xml(@Nullable Object value) {
        if (value == null || value instanceof org.w3c.dom.Node) {
            return value;
        }
        String t = orEmpty(value);
        if (t.isBlank()) {
            return null;
        }
        Object document = NaiveXml.parse(t);
        return document == null ? fault() : document;
    }

    /** A value in the form of an output field. */
    @Nullable Object field(@Nullable Object value, FieldType type) {
        return switch (type) {
            case INT32 -> {
                Long n = whole(value);
                yield n != null && n != n.intValue() ? fault() : n;
            }
            case INT64, DATE, STAMP -> whole(value);
            case DOUBLE -> {
                Object n = number(value);
                yield n == null ? null : (Object) ((Number) n).doubleValue();
            }
            case STRING, RSTRING -> text(value);
            default -> throw new IllegalArgumentException("a field of type " + type);
        };
    }
}
