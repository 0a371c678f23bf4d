package dev.lockstep.testkit.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON without escapes and exponents; paths are names and places in brackets. */
final class NaiveJson {
    /** A node of a document; prints as JSON. */
    sealed interface Value {}

    /** A number or boolean (as it is spelled), or null. */
    record Bare(@Nullable String text) implements Value {
        @Override
        public String toString() {
            return text == null ? "null" : text;
        }
    }

    record Quoted(String text) implements Value {
        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    record Items(List<Value> all) implements Value {
        @Override
        public String toString() {
            return all.toString().replace(", ", ",");
        }
    }

    record Members(Map<String, Value> all) implements Value {
        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            all.forEach((name, value) -> parts.add(new Quoted(name) + ":" + value));
            return "{" + String.join(",", parts) + "}";
        }
    }

    private final String text;
    private int at;

    private NaiveJson(String text) {
        this.text = text;
    }

    /** The document, or null where the text is none. */
    static @Nullable Value parse(String text) {
        try {
            NaiveJson reader = new NaiveJson(text);
            reader.skip();
            Value value = reader.value();
            return reader.at == text.length() ? value : null;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
            return null;
        }
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private boolean take(char c) {
        if (text.charAt(at) != c) {
            return false;
        }
        at++;
        skip();
        return true;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw new IllegalArgumentException("no " + c);
        }
    }

    private Value value() {
        if (take('{')) {
            Map<String, Value> members = new LinkedHashMap<>();
            while (!take('}')) {
                if (!members.isEmpty()) {
                    expect(',');
                }
                String name = quoted();
                expect(':');
                members.put(name, value());
            }
            return new Members(members);
        }
        if (take('[')) {
            List<Value> items = new ArrayList<>();
            while (!take(']')) {
                if (!items.isEmpty()) {
                    expect(',');
                }
                items.add(value());
            }
            return new Items(items);
        }
        return text.charAt(at) == '"' ? new Quoted(quoted()) : bare();
    }

    private String quoted() {
        if (text.charAt(at) != '"') {
            throw new IllegalArgumentException("no text");
        }
        int end = text.indexOf('"', at + 1);
        String inside = text.substring(at + 1, end);
        at = end + 1;
        skip();
        return inside;
    }

    private Bare bare() {
        int from = at;
        while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        skip();
        if (word.equals("null")) {
            return new Bare(null);
        }
        if (!word.matches("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?")) {
            throw new IllegalArgumentException("no value");
        }
        return new Bare(word);
    }

    /** What a path finds, or null. */
    static @Nullable Value follow(Value document, String path) {
        Value now = document;
        for (String step : path.replace("[", ".[").replace("]", "").split("\\.")) {
            if (!step.isEmpty() && !step.equals("$")) {
                now = now == null ? null : step(now, step);
            }
        }
        return now;
    }

    private static @Nullable Value step(Value node, String step) {
        if (step.startsWith("[")) {
            int place = Integer.parseInt(step.substring(1));
            return node instanceof Items i && place < i.all().size() ? i.all().get(place) : null;
        }
        // a name behind an array means its first element
        Value object = node instanceof Items i && !i.all().isEmpty() ? i.all().get(0) : node;
        return object instanceof Members m ? m.all().get(step) : null;
    }

    /** A node as a value of the language. */
    static @Nullable Object value(@Nullable Value node) {
        return switch (node) {
            case null -> null;
            case Bare b -> b.text();
            case Quoted q -> q.text();
            default -> node;
        };
    }
}
