package dev.lockstep.expression.eel.runtime;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Text functions. Positions count from 1; characters are UTF-16 units. */
public final class TextFunctions {
    private TextFunctions() {}

    public static String upper(String s) {
        return s.toUpperCase(Locale.ROOT);
    }

    public static String lower(String s) {
        return s.toLowerCase(Locale.ROOT);
    }

    public static String trim(String s) {
        return s.strip();
    }

    public static String left(String s, long count) {
        return s.substring(0, (int) Math.max(0, Math.min(count, s.length())));
    }

    public static String right(String s, long count) {
        return s.substring(s.length() - (int) Math.max(0, Math.min(count, s.length())));
    }

    /** From position {@code start} to the end. */
    public static String mid(String s, long start) {
        return mid(s, start, Integer.MAX_VALUE);
    }

    public static String mid(String s, long start, long count) {
        int from = (int) Math.max(0, Math.min(start - 1, s.length()));
        return s.substring(from, (int) Math.max(from, Math.min((long) from + count, s.length())));
    }

    /** Where {@code part} begins for the first time, or 0. */
    public static long instr(String s, String part) {
        return s.indexOf(part) + 1L;
    }

    /** Where {@code part} begins for the {@code occurrence}-th time, or 0. */
    public static long instr(String s, String part, long occurrence) {
        int at = -1;
        for (long k = 0; k < occurrence; k++) {
            at = s.indexOf(part, at + 1);
            if (at < 0) {
                return 0;
            }
        }
        return at + 1L;
    }

    public static long len(String s) {
        return s.length();
    }

    public static boolean isblank(String s) {
        return s.isBlank();
    }

    public static String replace(String s, String part, String by) {
        return part.isEmpty() ? s : s.replace(part, by);
    }

    /** First letters of words upper case, others lower case. */
    public static String proper(String s) {
        StringBuilder out = new StringBuilder(s.length());
        boolean isStart = true;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            out.append(isStart ? Character.toUpperCase(c) : Character.toLowerCase(c));
            isStart = !Character.isLetterOrDigit(c) && c != '\'';
        }
        return out.toString();
    }

    /**
     * Whether the text matches a pattern in which {@code *} stands for any text and {@code ?} for
     * one character.
     */
    public static boolean matchString(String s, String pattern) {
        StringBuilder regex = new StringBuilder("(?s)");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        try {
            return Pattern.compile(regex.toString()).matcher(new BoundedText(s)).matches();
        } catch (PatternSyntaxException | BoundedText.Exhausted e) {
            return false;
        }
    }
}
