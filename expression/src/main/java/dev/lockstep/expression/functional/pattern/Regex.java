package dev.lockstep.expression.functional.pattern;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of the JDK's kind with two bounds that depend on nothing but pattern and
 * text, so that a replay reaches them at the same event: the characters read in one use, and the
 * length of texts for expressions that repeat a group, which the JDK matches by recursion.
 */
public final class Regex {
    private static final int MAX_PATTERN = 4_096;

    private final Pattern pattern;
    private final boolean repeatsGroup;

    private Regex(Pattern pattern) {
        this.pattern = pattern;
        this.repeatsGroup = repeatsGroup(pattern.pattern());
    }

    /**
     * @throws FunctionalFault with {@code BAD_PATTERN} and what is wrong
     */
    public static Regex parse(String text) {
        if (text.length() > MAX_PATTERN) {
            throw new FunctionalFault(
                    FunctionalError.BAD_PATTERN,
                    "the regular expression is longer than " + MAX_PATTERN + " characters");
        }
        try {
            return new Regex(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw new FunctionalFault(
                    FunctionalError.BAD_PATTERN,
                    "the regular expression '" + text + "' is wrong: " + e.getDescription());
        } catch (StackOverflowError | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new FunctionalFault(
                    FunctionalError.BAD_PATTERN, "the regular expression is nested too deeply");
        }
    }

    /** Whether a quantifier follows a group, escapes and character classes aside. */
    private static boolean repeatsGroup(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            char next = text.charAt(i + 1);
            if (text.charAt(i) == ')' && (next == '*' || next == '+' || next == '{')) {
                return true;
            }
        }
        return false;
    }

    public int groups() {
        return pattern.matcher("").groupCount();
    }

    /**
     * A matcher over {@code text}. Its methods throw {@link FunctionalFault} with {@code
     * REGEX_WORK} when the bound is reached.
     */
    public Matcher matcher(String text) {
        if (repeatsGroup && text.length() > FunctionalLimits.REGEX_GROUP_TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.REGEX_WORK);
        }
        return pattern.matcher(new Counted(text, 0, text.length(), new long[1]));
    }

    /** Text that counts how often it is read. */
    private record Counted(String text, int from, int to, long[] read) implements CharSequence {
        @Override
        public int length() {
            return to - from;
        }

        @Override
        public char charAt(int index) {
            if (++read[0] > FunctionalLimits.REGEX_WORK.defaultValue()) {
                throw new FunctionalFault(FunctionalError.REGEX_WORK);
            }
            return text.charAt(from + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(from + start, from + end);
        }

        @Override
        public String toString() {
            return text.substring(from, to);
        }
    }
}
