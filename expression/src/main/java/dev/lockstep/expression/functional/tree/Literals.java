package dev.lockstep.expression.functional.tree;

import org.jspecify.annotations.Nullable;

/** What literals stand for. */
final class Literals {
    private Literals() {}

    /** A Long for digits that fit, otherwise a Double; null beyond the greatest double. */
    static @Nullable Object number(String text) {
        boolean isWhole = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            isWhole &= c != '.' && c != 'e' && c != 'E';
        }
        if (isWhole) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException tooLarge) {
                // a double comes near enough, as it does for a value that is computed
                return Double.valueOf(text);
            }
        }
        double d = Double.parseDouble(text);
        return Double.isInfinite(d) ? null : (Object) d;
    }

    /**
     * The text within quotation marks. A backslash makes the next mark or backslash literal, and
     * {@code n}, {@code r}, {@code t} a line feed, carriage return or tabulator (assumed); before
     * anything else it stands for itself, so that regular expressions need no doubling.
     */
    static String quoted(String text) {
        if (text.indexOf('\\') < 0) {
            return text.substring(1, text.length() - 1);
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case '\'', '"', '\\' -> out.append(escaped);
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                default -> out.append(c).append(escaped);
            }
        }
        return out.toString();
    }
}
