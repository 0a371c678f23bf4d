package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.pattern.RegexScan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions. The expression is a literal, an expression of the function context or any
 * text; work is linear in the text.
 */
public final class SearchFunctions {
    private SearchFunctions() {}

    @Function(
            meaning =
                    "The first match of a regular expression in a text, or one of its groups; null"
                            + " if there is none. The order of the arguments is assumed.",
            example = "rgx('(\\\\w+)@(\\\\w+)', 'to ann@home', 2)",
            gives = "home",
            known = true,
            optional = 1)
    public static @Nullable String rgx(Regex regex, String text, @Nullable Long group) {
        RegexScan scan = regex.scan(text);
        int g = group(regex, group);
        return scan.find() ? scan.group(g) : null;
    }

    private static int group(Regex regex, @Nullable Long group) {
        if (group == null) {
            return 0;
        }
        if (group < 0 || group > regex.groups()) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        return group.intValue();
    }

    @Function(
            meaning = "Whether a regular expression matches the whole text.",
            example = "rgxMatch('[A-Z]\\\\d+', 'A17')",
            gives = "1")
    public static boolean rgxMatch(Regex regex, String text) {
        return regex.scan(text).matches();
    }

    @Function(
            meaning =
                    "Whether a regular expression matches somewhere in the text, given " + "first.",
            example = "match('order A17', '[A-Z]\\\\d')",
            gives = "1",
            known = true)
    public static boolean match(String text, Regex regex) {
        return regex.scan(text).find();
    }

    @Function(
            meaning = "Whether a regular expression matches somewhere in the text.",
            example = "rgxContains('\\\\d', 'order A17')",
            gives = "1")
    public static boolean rgxContains(Regex regex, String text) {
        return regex.scan(text).find();
    }

    @Function(
            meaning =
                    "The text, given first, with the first match of the regular "
                            + "expression replaced; $1 means a group.",
            example = "rgxReplace('a-b c-d', '(\\\\w)-(\\\\w)', '$2$1')",
            gives = "ba c-d",
            known = true)
    public static String rgxReplace(String text, Regex regex, String replacement) {
        return regex.replace(text, replacement, false);
    }

    @Function(
            meaning =
                    "The text, given first, with every match of the regular expression "
                            + "replaced; $1 means a group.",
            example = "rgxReplaceAll('a-b c-d', '(\\\\w)-(\\\\w)', '$2$1')",
            gives = "ba dc")
    public static String rgxReplaceAll(String text, Regex regex, String replacement) {
        return regex.replace(text, replacement, true);
    }

    @Function(
            meaning = "The position of the first match in the text; -1 if there is none.",
            example = "rgxIndex('\\\\d', 'ab12')",
            gives = "2")
    public static long rgxIndex(Regex regex, String text) {
        RegexScan scan = regex.scan(text);
        return scan.find() ? scan.start(0) : -1;
    }

    @Function(
            meaning = "How many matches there are in the text.",
            example = "rgxCount('\\\\d', 'a1b2')",
            gives = "2")
    public static long rgxCount(Regex regex, String text) {
        RegexScan scan = regex.scan(text);
        long count = 0;
        while (scan.find()) {
            count++;
        }
        return count;
    }

    @Function(
            meaning = "A list of all matches in the text, or of one of their groups.",
            example = "rgxAll('(\\\\w)=(\\\\d)', 'a=1 b=2', 2)",
            gives = "1,2",
            optional = 1)
    public static List<@Nullable Object> rgxAll(Regex regex, String text, @Nullable Long group) {
        RegexScan scan = regex.scan(text);
        int g = group(regex, group);
        List<@Nullable Object> all = new ArrayList<>();
        while (scan.find()) {
            expectRoom(all);
            all.add(scan.group(g));
        }
        return all;
    }

    private static void expectRoom(List<@Nullable Object> list) {
        if (list.size() >= FunctionalLimits.LIST.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TOO_MANY_ITEMS);
        }
    }

    @Function(
            meaning = "A list of all groups of the first match; null if there is none.",
            example = "rgxGroups('(\\\\d+)-(\\\\d+)', 'tel 030-42')",
            gives = "030,42")
    public static @Nullable List<@Nullable Object> rgxGroups(Regex regex, String text) {
        RegexScan scan = regex.scan(text);
        if (!scan.find()) {
            return null;
        }
        List<@Nullable Object> all = new ArrayList<>();
        for (int g = 1; g <= regex.groups(); g++) {
            all.add(scan.group(g));
        }
        return all;
    }

    @Function(
            meaning = "A list of the parts of the text between the matches.",
            example = "rgxSplit('[,;] *', 'a, b;c')",
            gives = "a,b,c")
    public static List<@Nullable Object> rgxSplit(Regex regex, String text) {
        RegexScan scan = regex.scan(text);
        List<@Nullable Object> all = new ArrayList<>();
        int from = 0;
        while (scan.find()) {
            if (scan.end(0) > scan.start(0)) {
                expectRoom(all);
                all.add(text.substring(from, scan.start(0)));
                from = scan.end(0);
            }
        }
        all.add(text.substring(from));
        return all;
    }

    @Function(
            meaning =
                    "The part of the text between two matches, by its place from 0; null "
                            + "beyond the last.",
            example = "rgxToken('[,;] *', 'a, b;c', 1)",
            gives = "b")
    public static @Nullable String rgxToken(Regex regex, String text, long place) {
        List<@Nullable Object> parts = rgxSplit(regex, text);
        return place < 0 || place >= parts.size() ? null : (String) parts.get((int) place);
    }

    @Function(
            meaning = "The part of the text behind the last match.",
            example = "rgxLastToken('/', 'a/b/c.txt')",
            gives = "c.txt")
    public static @Nullable String rgxLastToken(Regex regex, String text) {
        List<@Nullable Object> parts = rgxSplit(regex, text);
        return (String) parts.get(parts.size() - 1);
    }

    @Function(
            meaning =
                    "Whether the text matches a pattern in which an asterisk is any text "
                            + "and a question mark any character.",
            example = "like('order-17.csv', 'order-*.csv')",
            gives = "1",
            aliases = "wildcard")
    public static boolean like(String text, String pattern) {
        FunctionalLimits.expectSearch(text, pattern);
        int at = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            char c = p < pattern.length() ? pattern.charAt(p) : '\0';
            if (p < pattern.length() && c == '*') {
                star = p++;
                resume = at;
            } else if (p < pattern.length() && (c == '?' || c == text.charAt(at))) {
                p++;
                at++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    @Function(
            meaning =
                    "The text with a backslash before each character that means something "
                            + "in regular expressions.",
            example = "rgxQuote('1+1')",
            gives = "1\\+1")
    public static String rgxQuote(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if ("\\^$.|?*+()[]{}".indexOf(text.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(text.charAt(i));
        }
        return out.toString();
    }
}
