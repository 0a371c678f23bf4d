package dev.lockstep.expression.functional.document;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON: {@code $}, {@code a.b}, {@code $.list}, {@code a[0].b}, {@code a.0.b}, {@code
 * a['key with . in it']}, {@code a[*].b}; a name may hold anything but dots and brackets, so also
 * start with a digit. A name applied to an array means that member of its first element (known for
 * arrays of one element, assumed for longer ones); {@code [*]} means every element.
 */
public final class JsonPath {
    private static final Object EVERY = new Object();

    /** Names as String, indices as Integer, {@link #EVERY}. */
    private final List<Object> steps = new ArrayList<>();

    private JsonPath() {}

    /**
     * @throws FunctionalFault with {@code BAD_PATTERN} and what is wrong
     */
    public static JsonPath parse(String text) {
        JsonPath path = new JsonPath();
        String t = text.strip();
        int at = 0;
        if (t.startsWith("$") && (t.length() == 1 || t.charAt(1) == '.' || t.charAt(1) == '[')) {
            at = 1;
        }
        boolean first = at == 0;
        while (at < t.length()) {
            char c = t.charAt(at);
            if (c == '[') {
                at = path.bracket(t, at);
            } else if (c == '.' || first) {
                at = path.name(t, first ? at : at + 1);
            } else {
                throw bad("a dot or [ is missing at character " + (at + 1) + " of '" + t + "'");
            }
            first = false;
        }
        return path;
    }

    private int name(String t, int from) {
        int end = from;
        while (end < t.length() && t.charAt(end) != '.' && t.charAt(end) != '[') {
            end++;
        }
        if (end == from) {
            throw bad("a name is missing at character " + (from + 1) + " of '" + t + "'");
        }
        String name = t.substring(from, end);
        steps.add(name.equals("*") ? EVERY : name);
        return end;
    }

    private int bracket(String t, int from) {
        char quote = from + 1 < t.length() ? t.charAt(from + 1) : ' ';
        if (quote == '\'' || quote == '"') {
            int end = t.indexOf(quote, from + 2);
            if (end < 0 || !t.startsWith("]", end + 1)) {
                throw bad("the name in brackets is not closed in '" + t + "'");
            }
            steps.add(t.substring(from + 2, end));
            return end + 2;
        }
        int end = t.indexOf(']', from);
        if (end < 0) {
            throw bad("[ without ] in '" + t + "'");
        }
        String inside = t.substring(from + 1, end).strip();
        Integer index = index(inside);
        if (inside.equals("*")) {
            steps.add(EVERY);
        } else if (index != null) {
            steps.add(index);
        } else {
            throw bad("'" + inside + "' is no index");
        }
        return end + 1;
    }

    private static @Nullable Integer index(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        if (text.length() == digits || text.length() > 9) {
            return null;
        }
        for (int i = digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        return Integer.valueOf(text);
    }

    private static FunctionalFault bad(String detail) {
        return new FunctionalFault(FunctionalError.BAD_PATTERN, "the path is wrong: " + detail);
    }

    /** The nodes that the path leads to from {@code start}; empty if it leads nowhere. */
    public List<JsonNode> all(JsonNode start) {
        List<JsonNode> now = List.of(start);
        long visited = 0;
        for (Object step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : now) {
                visited += step == EVERY ? node.items().size() : 1;
                if (visited > FunctionalLimits.PATH_WORK.defaultValue()) {
                    throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
                }
                if (step == EVERY) {
                    next.addAll(node.items());
                } else {
                    JsonNode found = follow(node, step);
                    if (found != null) {
                        next.add(found);
                    }
                }
            }
            now = next;
        }
        return now;
    }

    /** The first node that the path leads to, or null. */
    public @Nullable JsonNode first(JsonNode start) {
        List<JsonNode> found = all(start);
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * What an event loop runs over: the elements of an array, or the one value that is no array.
     */
    public List<JsonNode> items(JsonNode start) {
        List<JsonNode> found = all(start);
        if (found.size() == 1 && found.get(0).kind() == JsonNode.Kind.ARRAY) {
            return found.get(0).items();
        }
        return found;
    }

    private static @Nullable JsonNode follow(JsonNode node, Object step) {
        if (step instanceof Integer index) {
            return node.kind() == JsonNode.Kind.ARRAY ? node.element(index) : null;
        }
        String name = (String) step;
        if (node.kind() == JsonNode.Kind.OBJECT) {
            return node.member(name);
        }
        if (node.kind() != JsonNode.Kind.ARRAY) {
            return null;
        }
        Integer index = index(name);
        if (index != null) {
            return node.element(index);
        }
        JsonNode first = node.element(0);
        return first == null ? null : first.member(name);
    }
}
