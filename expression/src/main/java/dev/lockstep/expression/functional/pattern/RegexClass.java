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

    private int nextCharacter() {
        int c = next();
        if (Character.isHighSurrogate((char) c) && Character.isLowSurrogate(peek())) {
            c = Character.toCodePoint((char) c, next());
        }
        return c;
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
        int c = nextCharacter();
        if (c == '[' || c == '&' && peek() == '&') {
            throw bad.apply("a class within a class is not supported, write \\" + (char) c);
        }
        int first = c;
        if (c == '\\') {
            Integer escaped = plainEscape();
            if (escaped == null) {
                return escape();
            }
            first = escaped;
        }
        if (peek() != '-' || at + 1 >= text.length() || text.charAt(at + 1) == ']') {
            return CharSet.of(first);
        }
        at++;
        int last = nextCharacter();
        if (last == '\\') {
            Integer escaped = plainEscape();
            if (escaped == null) {
                throw bad.apply("a range ends with a class");
            }
            last = escaped;
        }
        int from = first;
        int to = last;
        if (to < from) {
            throw bad.apply(
                    "the range "
                            + Character.toString(from)
                            + "-"
                            + Character.toString(to)
                            + " is empty");
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
        Integer plain = plainEscape();
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
    private @Nullable Integer plainEscape() {
        int c = nextCharacter();
        switch (c) {
            case 't':
                return (int) '\t';
            case 'n':
                return (int) '\n';
            case 'r':
                return (int) '\r';
            case 'f':
                return (int) '\f';
            case 'a':
                return 7;
            case 'e':
                return 27;
            case '0':
                if (peek() >= '0' && peek() <= '9') {
                    throw bad.apply("octal numbers are not supported, write \\x and two digits");
                }
                return 0;
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

    private int code(int digits) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw bad.apply("an escape needs " + digits + " hexadecimal digits");
            }
            value = value * 16 + digit;
        }
        if (value >= 0xd800 && value <= 0xdfff) {
            throw bad.apply("half of a character is none, write the character itself");
        }
        return value;
    }
}
