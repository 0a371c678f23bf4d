package dev.lockstep.testkit.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A text of the functional language, taken apart letter by letter. */
sealed interface FunctionalTerm {
    /** A Long, a Double or a text. */
    record Literal(@Nullable Object value) implements FunctionalTerm {}

    /** {@code $name}. */
    record Field(String name) implements FunctionalTerm {}

    /** {@code #name}. */
    record Property(String name) implements FunctionalTerm {}

    /** {@code name(argument, ...)}. */
    record Call(String name, List<FunctionalTerm> arguments) implements FunctionalTerm {}

    /** The term that the text spells; a blank text is null. */
    static FunctionalTerm parse(String text) {
        return Reader.KNOWN.computeIfAbsent(text, t -> new Reader(t).all());
    }

    /** Reads one text from left to right. */
    final class Reader {
        private static final Map<String, FunctionalTerm> KNOWN = new ConcurrentHashMap<>();

        private final String text;
        private int at;

        private Reader(String text) {
            this.text = text;
        }

        private FunctionalTerm all() {
            skip();
            if (at == text.length()) {
                return new Literal(null);
            }
            FunctionalTerm term = term();
            if (at < text.length()) {
                throw new IllegalArgumentException("more than a term: " + text);
            }
            return term;
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private boolean take(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                skip();
                return true;
            }
            return false;
        }

        private FunctionalTerm term() {
            char c = text.charAt(at);
            if (c == '\'' || c == '"') {
                int end = text.indexOf(c, at + 1);
                String inside = text.substring(at + 1, end);
                at = end + 1;
                skip();
                return new Literal(inside);
            }
            if (c == '$' || c == '#') {
                at++;
                String name = word();
                return c == '$' ? new Field(name) : new Property(name);
            }
            String word = word();
            return take('(') ? new Call(word, arguments()) : new Literal(number(word));
        }

        private List<FunctionalTerm> arguments() {
            List<FunctionalTerm> all = new ArrayList<>();
            while (!take(')')) {
                all.add(term());
                take(',');
            }
            return all;
        }

        private String word() {
            int from = at;
            while (at < text.length() && " \n\t,()'\"".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            if (word.isEmpty()) {
                throw new IllegalArgumentException("no word at " + from + " of " + text);
            }
            skip();
            return word;
        }

        private static Object number(String word) {
            if (word.matches("-?[0-9]+")) {
                return Long.valueOf(word);
            }
            return word.matches("-?[0-9]+\\.[0-9]+") ? (Object) Double.valueOf(word) : word;
        }
    }
}
