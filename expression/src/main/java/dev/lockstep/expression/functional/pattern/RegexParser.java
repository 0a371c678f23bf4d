package dev.lockstep.expression.functional.pattern;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.List;

/** Reads regular expressions of the usual kind; what would need backtracking is refused. */
final class RegexParser {
    private final String text;
    private int at;
    private int depth;
    private int groups;
    private boolean ignoresCase;
    private boolean dotTakesAll;
    private boolean byLines;

    RegexParser(String text) {
        this.text = text;
    }

    RegexNode parse() {
        if (text.length() > FunctionalLimits.REGEX_TEXT.defaultValue()) {
            throw new FunctionalFault(
                    FunctionalError.BAD_PATTERN,
                    "the regular expression is longer than "
                            + FunctionalLimits.REGEX_TEXT.defaultValue()
                            + " characters");
        }
        RegexNode whole = choice();
        if (at < text.length()) {
            throw bad("a closing parenthesis too many");
        }
        return whole;
    }

    /** How many groups were read. */
    int groups() {
        return groups;
    }

    private FunctionalFault bad(String detail) {
        return new FunctionalFault(
                FunctionalError.BAD_PATTERN,
                "the regular expression '"
                        + text
                        + "' is wrong at character "
                        + (at + 1)
                        + ": "
                        + detail);
    }

    private boolean more() {
        return at < text.length();
    }

    private boolean accept(String token) {
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private RegexNode choice() {
        if (++depth > FunctionalLimits.REGEX_DEPTH.defaultValue()) {
            throw bad("nested too deeply");
        }
        List<RegexNode> alternatives = new ArrayList<>();
        do {
            alternatives.add(sequence());
        } while (accept("|"));
        depth--;
        return alternatives.size() == 1
                ? alternatives.get(0)
                : new RegexNode.Choice(List.copyOf(alternatives));
    }

    private RegexNode sequence() {
        List<RegexNode> parts = new ArrayList<>();
        while (more() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            if (accept("\\Q")) {
                quoted(parts);
            } else {
                parts.add(repeated(atom()));
            }
        }
        return new RegexNode.Sequence(List.copyOf(parts));
    }

    private void quoted(List<RegexNode> parts) {
        while (more() && !accept("\\E")) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            parts.add(one(CharSet.of(c)));
        }
    }

    private RegexNode one(CharSet set) {
        return new RegexNode.One(ignoresCase ? set.ignoringCase() : set);
    }

    private RegexNode atom() {
        char c = text.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' ->
                    new RegexNode.One(new RegexClass(text, at, this::bad).read(this, ignoresCase));
            case '.' -> new RegexNode.One(dotTakesAll ? CharSet.ANY : CharSet.NO_LINE_END);
            case '^' -> place(byLines ? RegexNode.Place.LINE_START : RegexNode.Place.TEXT_START);
            case '$' -> place(byLines ? RegexNode.Place.LINE_END : RegexNode.Place.TEXT_END);
            case '\\' -> escape();
            case '*', '+', '?' -> {
                at--;
                throw bad("nothing to repeat before " + c);
            }
            default -> {
                int whole = text.codePointAt(at - 1);
                at += Character.charCount(whole) - 1;
                yield one(CharSet.of(whole));
            }
        };
    }

    private static RegexNode place(RegexNode.Place place) {
        return new RegexNode.At(place);
    }

    /** The class reader has read up to there. */
    void jump(int to) {
        at = to;
    }

    private RegexNode escape() {
        if (!more()) {
            throw bad("nothing behind the backslash");
        }
        switch (text.charAt(at)) {
            case 'b' -> {
                at++;
                return place(RegexNode.Place.WORD_EDGE);
            }
            case 'B' -> {
                at++;
                return place(RegexNode.Place.NO_WORD_EDGE);
            }
            case 'A' -> {
                at++;
                return place(RegexNode.Place.TEXT_START);
            }
            case 'z', 'Z' -> {
                at++;
                return place(RegexNode.Place.TEXT_END);
            }
            default -> {
                RegexClass reader = new RegexClass(text, at, this::bad);
                CharSet set = reader.escape();
                at = reader.end();
                return one(set);
            }
        }
    }

    private RegexNode group() {
        boolean wasIgnoring = ignoresCase;
        boolean tookAll = dotTakesAll;
        boolean wasByLines = byLines;
        int number = 0;
        if (accept("?")) {
            if (accept("P<") || text.startsWith("<", at) && !isLookBehind() && accept("<")) {
                name();
                number = nextGroup();
            } else if (flags()) {
                // flags up to the end of the group around
                return new RegexNode.Sequence(List.of());
            }
        } else {
            number = nextGroup();
        }
        RegexNode inner = choice();
        if (!accept(")")) {
            throw bad("a closing parenthesis is missing");
        }
        ignoresCase = wasIgnoring;
        dotTakesAll = tookAll;
        byLines = wasByLines;
        return number == 0 ? inner : new RegexNode.Group(number, inner);
    }

    private int nextGroup() {
        if (groups >= FunctionalLimits.REGEX_GROUPS.defaultValue()) {
            throw bad("more than " + FunctionalLimits.REGEX_GROUPS.defaultValue() + " groups");
        }
        return ++groups;
    }

    private boolean isLookBehind() {
        return text.startsWith("<=", at) || text.startsWith("<!", at);
    }

    private void name() {
        int end = text.indexOf('>', at);
        if (end <= at) {
            throw bad("the group's name is missing");
        }
        at = end + 1;
    }

    /** Reads {@code i-sm:} or {@code i)}; true for the second form. */
    private boolean flags() {
        boolean on = true;
        while (more()) {
            char c = text.charAt(at++);
            switch (c) {
                case ':' -> {
                    return false;
                }
                case ')' -> {
                    return true;
                }
                case '-' -> on = false;
                case 'i' -> ignoresCase = on;
                case 's' -> dotTakesAll = on;
                case 'm' -> byLines = on;
                case '=', '!', '<', '>' -> throw bad("looking around is not supported");
                default -> throw bad("the flag " + c + " is not supported");
            }
        }
        throw bad("a closing parenthesis is missing");
    }

    private RegexNode repeated(RegexNode part) {
        RegexNode result = part;
        while (more()) {
            int least;
            int most;
            if (accept("*")) {
                least = 0;
                most = -1;
            } else if (accept("+")) {
                least = 1;
                most = -1;
            } else if (accept("?")) {
                least = 0;
                most = 1;
            } else {
                int[] counts = counts();
                if (counts.length == 0) {
                    return result;
                }
                least = counts[0];
                most = counts[1];
            }
            boolean isLazy = accept("?");
            if (!isLazy && text.startsWith("+", at)) {
                throw bad("possessive repetition is not supported");
            }
            result = new RegexNode.Repeat(result, least, most, !isLazy);
        }
        return result;
    }

    /** Least and most of <code>{2,5}</code>; empty if there are no counts, which is plain text. */
    private int[] counts() {
        int start = at;
        if (!accept("{")) {
            return new int[0];
        }
        int least = digits();
        int most = least;
        if (accept(",")) {
            most = text.startsWith("}", at) ? -1 : digits();
        }
        if (least < 0 || most < -1 || !accept("}")) {
            at = start;
            return new int[0];
        }
        if (most >= 0 && most < least) {
            throw bad("the counts are in the wrong order");
        }
        if (Math.max(least, most) > FunctionalLimits.REGEX_REPEAT.defaultValue()) {
            throw bad(
                    "a part may be repeated "
                            + FunctionalLimits.REGEX_REPEAT.defaultValue()
                            + " times at most");
        }
        return new int[] {least, most};
    }

    /** -2 if there are none. */
    private int digits() {
        int value = -2;
        while (more() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = Math.min(Math.max(value, 0) * 10 + text.charAt(at) - '0', 100_000);
            at++;
        }
        return value;
    }
}
