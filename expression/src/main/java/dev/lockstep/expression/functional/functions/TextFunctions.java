package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts. Positions count from 0 (assumed); characters are UTF-16 units. */
public final class TextFunctions {
    private TextFunctions() {}

    @Function(
            meaning = "The text of all arguments, one behind the other; null counts as empty.",
            example = "string('a', '-', 1)",
            gives = "a-1",
            known = true,
            nulls = true)
    public static String string(@Nullable String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            append(all, part);
        }
        return all.toString();
    }

    @Function(
            meaning = "The same as string.",
            example = "concat('a', 'b', null(), 'c')",
            gives = "abc",
            known = true,
            nulls = true)
    public static String concat(@Nullable String... parts) {
        return string(parts);
    }

    /** Appends within the limit of texts. */
    static void append(StringBuilder all, @Nullable String part) {
        if (part == null) {
            return;
        }
        if (all.length() + part.length() > FunctionalLimits.TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TEXT_TOO_LONG);
        }
        all.append(part);
    }

    @Function(
            meaning = "How many characters a text has.",
            example = "stringLength('four')",
            gives = "4",
            aliases = {"length", "len"})
    public static long stringLength(String text) {
        return text.length();
    }

    @Function(
            meaning = "The text in lower case, whatever the locale.",
            example = "toLower('ÀBC I')",
            gives = "àbc i",
            aliases = "lowercase")
    public static String toLower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Function(
            meaning = "The text in upper case, whatever the locale.",
            example = "toUpper('abc i')",
            gives = "ABC I",
            aliases = "uppercase")
    public static String toUpper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    @Function(
            meaning = "The text with an upper case first letter.",
            example = "capitalize('new york')",
            gives = "New york")
    public static String capitalize(String text) {
        return text.isEmpty()
                ? text
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    @Function(
            meaning = "Every word with an upper case first letter, the rest lower case.",
            example = "toTitle('new YORK')",
            gives = "New York")
    public static String toTitle(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean isStart = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(isStart ? Character.toUpperCase(c) : Character.toLowerCase(c));
            isStart = !Character.isLetterOrDigit(c) && c != '\'';
        }
        return out.toString();
    }

    @Function(
            meaning = "The text without blanks at its ends.",
            example = "string('[', trim('  a b '), ']')",
            gives = "[a b]")
    public static String trim(String text) {
        return text.strip();
    }

    @Function(
            meaning = "The text without blanks at its start.",
            example = "string('[', trimLeft('  a '), ']')",
            gives = "[a ]")
    public static String trimLeft(String text) {
        return text.stripLeading();
    }

    @Function(
            meaning = "The text without blanks at its end.",
            example = "string('[', trimRight('  a '), ']')",
            gives = "[  a]")
    public static String trimRight(String text) {
        return text.stripTrailing();
    }

    @Function(
            meaning = "The text without blanks at its ends and with single blanks within.",
            example = "normalizeSpace('  a   b ')",
            gives = "a b",
            known = true)
    public static String normalizeSpace(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean isGap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ') {
                isGap = true;
                continue;
            }
            if (isGap && !out.isEmpty()) {
                out.append(' ');
            }
            isGap = false;
            out.append(c);
        }
        return out.toString();
    }

    @Function(
            meaning =
                    "The text with each character of the second argument replaced by that "
                            + "at the same place of the third, or dropped where the third is "
                            + "shorter.",
            example = "translate('[1,2]', '[],', '()')",
            gives = "(12)",
            known = true)
    public static String translate(String text, String from, String to) {
        FunctionalLimits.expectSearch(text, from);
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int at = from.indexOf(text.charAt(i));
            if (at < 0) {
                out.append(text.charAt(i));
            } else if (at < to.length()) {
                out.append(to.charAt(at));
            }
        }
        return out.toString();
    }

    @Function(
            meaning = "Whether the first text contains the second.",
            example = "contains('stream', 'rea')",
            gives = "1")
    public static boolean contains(String text, String part) {
        FunctionalLimits.expectSearch(text, part);
        return text.contains(part);
    }

    @Function(
            meaning = "Whether the first text contains the second when case does not count.",
            example = "containsIgnoreCase('Stream', 'REA')",
            gives = "1")
    public static boolean containsIgnoreCase(String text, String part) {
        FunctionalLimits.expectSearch(text, part);
        return toLower(text).contains(toLower(part));
    }

    @Function(
            meaning = "Whether the text begins with the second argument.",
            example = "startsWith('stream', 'str')",
            gives = "1")
    public static boolean startsWith(String text, String start) {
        return text.startsWith(start);
    }

    @Function(
            meaning = "Whether the text ends with the second argument.",
            example = "endsWith('stream', 'str')",
            gives = "0")
    public static boolean endsWith(String text, String end) {
        return text.endsWith(end);
    }

    @Function(
            meaning =
                    "The position of the second text in the first, from a position on if "
                            + "given; -1 if it does not occur.",
            example = "indexOf('banana', 'an', 2)",
            gives = "3",
            aliases = "index",
            optional = 1)
    public static long indexOf(String text, String part, @Nullable Long from) {
        FunctionalLimits.expectSearch(text, part);
        return text.indexOf(part, from == null ? 0 : clamp(from, text.length()));
    }

    @Function(
            meaning =
                    "The last position of the second text in the first; -1 if it does not "
                            + "occur.",
            example = "lastIndexOf('banana', 'an')",
            gives = "3")
    public static long lastIndexOf(String text, String part) {
        FunctionalLimits.expectSearch(text, part);
        return text.lastIndexOf(part);
    }

    @Function(
            meaning = "How often the second text occurs in the first, without overlaps.",
            example = "countOf('banana', 'an')",
            gives = "2")
    public static long countOf(String text, String part) {
        FunctionalLimits.expectSearch(text, part);
        long count = 0;
        if (!part.isEmpty()) {
            for (int at = text.indexOf(part);
                    at >= 0;
                    at = text.indexOf(part, at + part.length())) {
                count++;
            }
        }
        return count;
    }

    private static int clamp(long position, int most) {
        return (int) Math.max(0, Math.min(position, most));
    }

    @Function(
            meaning =
                    "The part of a text from a position on, of so many characters or to "
                            + "the end; a negative position counts from the end.",
            example = "substring('streaming', 2, 3)",
            gives = "rea",
            optional = 1)
    public static String substring(String text, long start, @Nullable Long count) {
        int from = clamp(start < 0 ? text.length() + start : start, text.length());
        long rest = text.length() - (long) from;
        long taken = count == null ? rest : Math.max(0, Math.min(count, rest));
        return text.substring(from, from + (int) taken);
    }

    @Function(
            meaning =
                    "The part of the text before the first occurrence of the second; "
                            + "empty if there is none.",
            example = "substringBefore('a-b-c', '-')",
            gives = "a")
    public static String substringBefore(String text, String mark) {
        FunctionalLimits.expectSearch(text, mark);
        int at = text.indexOf(mark);
        return at < 0 ? "" : text.substring(0, at);
    }

    @Function(
            meaning =
                    "The part of the text behind the first occurrence of the second; "
                            + "empty if there is none.",
            example = "substringAfter('a-b-c', '-')",
            gives = "b-c")
    public static String substringAfter(String text, String mark) {
        FunctionalLimits.expectSearch(text, mark);
        int at = text.indexOf(mark);
        return at < 0 ? "" : text.substring(at + mark.length());
    }

    @Function(
            meaning =
                    "The part of the text before the last occurrence of the second; empty "
                            + "if there is none.",
            example = "substringBeforeLast('a-b-c', '-')",
            gives = "a-b")
    public static String substringBeforeLast(String text, String mark) {
        FunctionalLimits.expectSearch(text, mark);
        int at = text.lastIndexOf(mark);
        return at < 0 ? "" : text.substring(0, at);
    }

    @Function(
            meaning =
                    "The part of the text behind the last occurrence of the second; empty "
                            + "if there is none.",
            example = "substringAfterLast('a-b-c', '-')",
            gives = "c")
    public static String substringAfterLast(String text, String mark) {
        FunctionalLimits.expectSearch(text, mark);
        int at = text.lastIndexOf(mark);
        return at < 0 ? "" : text.substring(at + mark.length());
    }

    @Function(
            meaning =
                    "The part of the text between the first occurrence of the second and "
                            + "the next of the third; empty if there is none.",
            example = "substringBetween('a[b]c', '[', ']')",
            gives = "b")
    public static String substringBetween(String text, String open, String close) {
        return substringBefore(substringAfter(text, open), close);
    }

    @Function(
            meaning = "So many characters from the start.",
            example = "left('stream', 3)",
            gives = "str")
    public static String left(String text, long count) {
        return text.substring(0, clamp(count, text.length()));
    }

    @Function(
            meaning = "So many characters from the end.",
            example = "right('stream', 3)",
            gives = "eam")
    public static String right(String text, long count) {
        return text.substring(text.length() - clamp(count, text.length()));
    }

    @Function(
            meaning =
                    "The character at a position, counted from the end if negative; null "
                            + "outside of the text.",
            example = "charAt('abc', -1)",
            gives = "c")
    public static @Nullable String charAt(String text, long position) {
        long at = position < 0 ? text.length() + position : position;
        return at < 0 || at >= text.length() ? null : text.substring((int) at, (int) at + 1);
    }

    @Function(
            meaning =
                    "The first text with every occurrence of the second replaced by the "
                            + "third.",
            example = "replace('a.b.c', '.', '-')",
            gives = "a-b-c")
    public static String replace(String text, String part, String by) {
        if (part.isEmpty()) {
            return text;
        }
        long size = text.length() + countOf(text, part) * ((long) by.length() - part.length());
        expectRoom(size);
        return text.replace(part, by);
    }

    @Function(
            meaning =
                    "The first text with the first occurrence of the second replaced by "
                            + "the third.",
            example = "replaceFirst('a.b.c', '.', '-')",
            gives = "a-b.c")
    public static String replaceFirst(String text, String part, String by) {
        FunctionalLimits.expectSearch(text, part);
        int at = text.indexOf(part);
        return at < 0 ? text : text.substring(0, at) + by + text.substring(at + part.length());
    }

    @Function(
            meaning = "The text without the characters of the second argument.",
            example = "removeChars('+49 (30) 1', '+() ')",
            gives = "49301")
    public static String removeChars(String text, String characters) {
        return translate(text, characters, "");
    }

    @Function(
            meaning = "The text with only the characters of the second argument.",
            example = "keepChars('+49 (30) 1', '0123456789')",
            gives = "49301")
    public static String keepChars(String text, String characters) {
        FunctionalLimits.expectSearch(text, characters);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    @Function(meaning = "The text so many times.", example = "repeat('ab', 3)", gives = "ababab")
    public static String repeat(String text, long times) {
        long count = Math.max(0, Math.min(times, Integer.MAX_VALUE));
        expectRoom(text.length() * count);
        return text.repeat((int) count);
    }

    @Function(
            meaning =
                    "The text filled at its start to so many characters, with blanks or "
                            + "the characters given.",
            example = "padLeft(7, 3, '0')",
            gives = "007",
            aliases = "lpad",
            optional = 1)
    public static String padLeft(String text, long width, @Nullable String fill) {
        return padding(text, width, fill) + text;
    }

    @Function(
            meaning =
                    "The text filled at its end to so many characters, with blanks or the "
                            + "characters given.",
            example = "padRight('ab', 5, '.')",
            gives = "ab...",
            aliases = "rpad",
            optional = 1)
    public static String padRight(String text, long width, @Nullable String fill) {
        return text + padding(text, width, fill);
    }

    private static String padding(String text, long width, @Nullable String fill) {
        expectRoom(width);
        String unit = fill == null || fill.isEmpty() ? " " : fill;
        int missing = (int) Math.max(0, width - text.length());
        return unit.repeat(missing / unit.length() + 1).substring(0, missing);
    }

    /** Stops before a text is built that no value may hold. */
    static void expectRoom(long characters) {
        if (characters > FunctionalLimits.TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TEXT_TOO_LONG);
        }
    }

    @Function(
            meaning = "The text from its end to its start.",
            example = "reverse('stream')",
            gives = "maerts")
    public static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    @Function(
            meaning =
                    "The Unicode number of a text's first character; null for an empty " + "text.",
            example = "charCode('€')",
            gives = "8364")
    public static @Nullable Long charCode(String text) {
        return text.isEmpty() ? null : Long.valueOf(text.codePointAt(0));
    }

    @Function(
            meaning = "The character with a Unicode number.",
            example = "charFromCode(8364)",
            gives = "€")
    public static String charFromCode(long code) {
        if (code < 0 || code > Character.MAX_CODE_POINT) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        return Character.toString((int) code);
    }

    @Function(
            meaning = "How many words, parted by blanks, a text has.",
            example = "wordCount(' a bb  c')",
            gives = "3")
    public static long wordCount(String text) {
        long count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > ' ' && (i == 0 || text.charAt(i - 1) <= ' ')) {
                count++;
            }
        }
        return count;
    }

    @Function(
            meaning =
                    "The text cut to so many characters, with three dots in place of what "
                            + "is missing.",
            example = "abbreviate('streaming', 7)",
            gives = "stre...")
    public static String abbreviate(String text, long width) {
        if (text.length() <= width) {
            return text;
        }
        return width < 3 ? left(text, width) : left(text, width - 3) + "...";
    }

    @Function(
            meaning =
                    "How many characters must be changed, added or dropped to make one "
                            + "text the other; for texts of up to 1000 characters.",
            example = "editDistance('kitten', 'sitting')",
            gives = "3")
    public static long editDistance(String a, String b) {
        if (Math.max(a.length(), b.length()) > FunctionalLimits.EDIT_TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TEXT_TOO_LONG);
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    @Function(
            meaning = "Whether a text has at least one character and only letters.",
            example = "isAlpha('abC')",
            gives = "1")
    public static boolean isAlpha(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isLetter);
    }

    @Function(
            meaning = "Whether a text has at least one character and only the digits 0 to 9.",
            example = "isDigits('0042')",
            gives = "1")
    public static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
