package dev.lockstep.expression.eel.runtime;

import dev.lockstep.api.limit.Limit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text functions. Positions and lengths count characters (code points) from 1. */
public final class TextFunctions {

    public static final Limit STEPS =
            new Limit(
                    "expression.text.steps.max",
                    5_000_000,
                    "steps",
                    "steps of one call of edit_distance or match_string before it gives null");

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

    public static long len(String s) {
        return s.codePointCount(0, s.length());
    }

    /** The index behind {@code count} characters from index {@code from}. */
    private static int behind(String s, int from, long count) {
        if (count <= 0) {
            return from;
        }
        int characters = s.codePointCount(from, s.length());
        return count >= characters ? s.length() : s.offsetByCodePoints(from, (int) count);
    }

    public static String left(String s, long count) {
        return s.substring(0, behind(s, 0, count));
    }

    public static String right(String s, long count) {
        return count <= 0 ? "" : s.substring(behind(s, 0, len(s) - count));
    }

    /** From position {@code start} to the end. */
    public static String mid(String s, long start) {
        return s.substring(behind(s, 0, Math.max(1, start) - 1));
    }

    public static String mid(String s, long start, long count) {
        int from = behind(s, 0, Math.max(1, start) - 1);
        return s.substring(from, behind(s, from, count));
    }

    private static long position(String s, int index) {
        return index < 0 ? 0 : s.codePointCount(0, index) + 1L;
    }

    /** Where {@code part} begins for the first time, or 0. */
    public static long instr(String s, String part) {
        return position(s, s.indexOf(part));
    }

    /** Where {@code part} begins for the {@code occurrence}-th time, or 0. */
    public static long instr(String s, String part, long occurrence) {
        if (occurrence < 1 || occurrence > s.length() + 1L) {
            return 0;
        }
        int at = -1;
        for (long k = 0; k < occurrence; k++) {
            if (at >= s.length()) {
                return 0;
            }
            at = s.indexOf(part, at + 1);
            if (at < 0) {
                return 0;
            }
        }
        return position(s, at);
    }

    /** Where {@code part} begins for the last time, or 0. */
    public static long lastinstr(String s, String part) {
        return position(s, s.lastIndexOf(part));
    }

    public static boolean isblank(String s) {
        return s.isBlank();
    }

    public static String replace(String s, String part, String by, int limit) {
        return replace(s, part, by, Long.MAX_VALUE, limit);
    }

    /** The first {@code count} parts replaced; the text ends at {@code limit} characters. */
    public static String replace(String s, String part, String by, long count, int limit) {
        if (part.isEmpty()) {
            return s;
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        long left = count;
        for (int at = s.indexOf(part); at >= 0 && left > 0; at = s.indexOf(part, from)) {
            out.append(s, from, at).append(by);
            from = at + part.length();
            left--;
            if (out.length() > limit) {
                return Conversions.limited(out.toString(), limit);
            }
        }
        return from == 0
                ? s
                : Conversions.limited(out.append(s, from, s.length()).toString(), limit);
    }

    /** {@code part} put in before position {@code at}; behind the end it is appended. */
    public static String insertstring(String s, String part, long at, int limit) {
        int index = behind(s, 0, Math.max(1, at) - 1);
        return Conversions.limited(s.substring(0, index) + part + s.substring(index), limit);
    }

    /** First letters of words upper case, others lower case. */
    public static String proper(String s) {
        StringBuilder out = new StringBuilder(s.length());
        boolean isStart = true;
        for (int i = 0; i < s.length(); ) {
            int c = s.codePointAt(i);
            out.appendCodePoint(isStart ? Character.toTitleCase(c) : Character.toLowerCase(c));
            isStart = !Character.isLetterOrDigit(c) && c != '\'';
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /** Order by code points, like that of fields: negative, 0 or positive. */
    public static int order(String a, String b) {
        int n = Math.min(a.length(), b.length());
        for (int i = 0; i < n; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // surrogates stand for characters above all others
                boolean isHigh = Character.isSurrogate(x);
                return isHigh == Character.isSurrogate(y) ? x - y : isHigh ? 1 : -1;
            }
        }
        return a.length() - b.length();
    }

    /** -1, 0 or 1. */
    public static long compare(String a, String b) {
        return Integer.signum(order(a, b));
    }

    public static long compare(String a, String b, boolean ignoresCase) {
        return ignoresCase ? compare(lower(upper(a)), lower(upper(b))) : compare(a, b);
    }

    public static boolean hasControlChars(String s) {
        return s.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    /** Whether there is something and all of it letters. */
    public static boolean isAlpha(String s) {
        return !s.isEmpty() && s.codePoints().allMatch(Character::isLetter);
    }

    /** Digits become 9, upper-case letters A, other letters a; the rest stays. */
    public static String pattern(String s) {
        StringBuilder out = new StringBuilder(s.length());
        s.codePoints()
                .map(
                        c ->
                                Character.isDigit(c)
                                        ? '9'
                                        : Character.isUpperCase(c)
                                                ? 'A'
                                                : Character.isLetter(c) ? 'a' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The number of the first character; the least integer if there is none. */
    public static long asc(String s) {
        return s.isEmpty() ? Long.MIN_VALUE : s.codePointAt(0);
    }

    /** The character of that number; null if there is none. */
    public static @Nullable String chr(long code) {
        boolean isOne = code >= 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        return isOne ? Character.toString((int) code) : null;
    }

    /**
     * How many characters have to be inserted, deleted or replaced; the least integer if that takes
     * too many steps.
     */
    public static long editDistance(String a, String b) {
        int[] x = a.codePoints().toArray();
        int[] y = b.codePoints().toArray();
        if ((long) x.length * y.length > STEPS.defaultValue()) {
            return Long.MIN_VALUE;
        }
        int[] row = new int[y.length + 1];
        for (int j = 0; j <= y.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= x.length; i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= y.length; j++) {
                int replaced = diagonal + (x[i - 1] == y[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(diagonal, row[j - 1]) + 1);
            }
        }
        return row[y.length];
    }

    /**
     * Whether the whole text matches a pattern in which {@code *} stands for any text and {@code ?}
     * for one character: 1 or 0; the least integer if that takes too many steps.
     */
    public static long matchString(String s, String pattern) {
        int at = 0;
        int p = 0;
        int star = -1;
        int retry = 0;
        for (long steps = 0; at < s.length(); steps++) {
            if (steps > STEPS.defaultValue()) {
                return Long.MIN_VALUE;
            }
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (p < pattern.length() && wanted == '*') {
                star = p++;
                retry = at;
            } else if (p < pattern.length() && wanted == '?') {
                at += Character.charCount(s.codePointAt(at));
                p++;
            } else if (p < pattern.length() && wanted == s.charAt(at)) {
                at++;
                p++;
            } else if (star >= 0) {
                p = star + 1;
                retry += Character.charCount(s.codePointAt(retry));
                at = retry;
            } else {
                return 0;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length() ? 1 : 0;
    }
}
