package dev.lockstep.expression.functional.pattern;

import dev.lockstep.expression.functional.fault.FunctionalFault;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one class in brackets or one escaped character of a regular expression. */
final class RegexClass {
    private final String text;
    private final Function<String, FunctionalFault> bad;
    private int at;

    RegexClass(String text, int at, Function<String, FunctionalFault> bad) {
        this.text = text;
        this.at = at;
        this.bad = bad;
    }

    int end() {
        return at;
    }

    private char next() {
        if (at >= text.length()) {
            throw bad.apply("it ends within a class or an escape");
        }
        return text.charAt(at++);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    /** A class behind its bracket; the parser goes on behind it. */
    CharSet read(RegexParser parser, boolean ignoresCase) {
        boolean isNegated = peek() == '^';
        at += isNegated ? 1 : 0;
        CharSet all = new CharSet(c -> false);
        boolean isFirst = true;
        while (isFirst || peek() != ']') {
            isFirst = false;
            all = all.or(member());
        }
        at++;
        parser.jump(at);
        CharSet folded = ignoresCase ? all.ignoringCase() : all;
        return isNegated ? folded.negated() : folded;
    }

    private CharSet member() {
        if (text.startsWith("[:", at)) {
            return posix();
        }
        char c = next();
        if (c == '[' || c == '&' && peek() == '&') {
            throw bad.apply("a class within a class is not supported, write \\" + c);
        }
        char first = c;
        if (c == '\\') {
            Character escaped = plainEscape();
            if (escaped == null) {
                return escape();
            }
            first = escaped;
        }
        if (peek() != '-' || at + 1 >= text.length() || text.charAt(at + 1) == ']') {
            return CharSet.of(first);
        }
        at++;
        char last = next();
        if (last == '\\') {
            Character escaped = plainEscape();
            if (escaped == null) {
                throw bad.apply("a range ends with a class");
            }
            last = escaped;
        }
        char from = first;
        char to = last;
        if (to < from) {
            throw bad.apply("the range " + from + "-" + to + " is empty");
        }
        return new CharSet(x -> x >= from && x <= to);
    }

    private CharSet posix() {
        int end = text.indexOf(":]", at + 2);
        String name = end < 0 ? "" : text.substring(at + 2, end);
        at = end + 2;
        return switch (name) {
            case "alpha" -> new CharSet(c -> c < 128 && Character.isLetter(c));
            case "digit" -> CharSet.DIGIT;
            case "alnum" -> new CharSet(c -> c < 128 && Character.isLetterOrDigit(c));
            case "upper" -> new CharSet(c -> c >= 'A' && c <= 'Z');
            case "lower" -> new CharSet(c -> c >= 'a' && c <= 'z');
            case "space" -> CharSet.SPACE;
            case "punct" -> new CharSet(c -> c > ' ' && c < 127 && !Character.isLetterOrDigit(c));
            case "xdigit" -> new CharSet(c -> c < 128 && Character.digit(c, 16) >= 0);
            default -> throw bad.apply("there is no class [:" + name + ":]");
        };
    }

    /** The set that an escape stands for, read behind its backslash. */
    CharSet escape() {
        char c = peek();
        CharSet set =
                switch (Character.toLowerCase(c)) {
                    case 'd' -> CharSet.DIGIT;
                    case 'w' -> CharSet.WORD;
                    case 's' -> CharSet.SPACE;
                    default -> null;
                };
        if (set != null) {
            at++;
            return Character.isUpperCase(c) ? set.negated() : set;
        }
        if (c == 'p' || c == 'P') {
            at++;
            CharSet property = property();
            return c == 'P' ? property.negated() : property;
        }
        Character plain = plainEscape();
        if (plain == null) {
            throw bad.apply(
                    c >= '1' && c <= '9'
                            ? "references to groups are not supported"
                            : "the escape \\" + c + " is unknown");
        }
        return CharSet.of(plain);
    }

    private CharSet property() {
        String name;
        if (peek() == '{') {
            int end = text.indexOf('}', at);
            name = end < 0 ? "" : text.substring(at + 1, end);
            at = Math.max(at, end) + 1;
        } else {
            name = String.valueOf(next());
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "l", "isalphabetic", "alpha" -> new CharSet(Character::isLetter);
            case "lu", "upper" -> new CharSet(Character::isUpperCase);
            case "ll", "lower" -> new CharSet(Character::isLowerCase);
            case "n", "nd", "digit" -> new CharSet(Character::isDigit);
            default -> throw bad.apply("there is no property " + name);
        };
    }

    /** The character that an escape stands for, or null, with nothing read, if it is none. */
    private @Nullable Character plainEscape() {
        char c = next();
        switch (c) {
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 'f':
                return '\f';
            case 'a':
                return '\u0007';
            case 'e':
                return '\u001b';
            case '0':
                return '\0';
            case 'x':
                return code(2);
            case 'u':
                return code(4);
            default:
                if (c < 128 && Character.isLetterOrDigit(c)) {
                    at--;
                    return null;
                }
                return c;
        }
    }

    private char code(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw bad.apply("an escape needs " + digits + " hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }
}
