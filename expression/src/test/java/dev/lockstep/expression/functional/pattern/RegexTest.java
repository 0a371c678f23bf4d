package dev.lockstep.expression.functional.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    private static String matches(String regex, String text, int groups) {
        List<String> all = new ArrayList<>();
        RegexScan scan = Regex.parse(regex).scan(text);
        while (scan.find()) {
            StringBuilder one = new StringBuilder(scan.start(0) + "-" + scan.end(0));
            for (int g = 1; g <= groups; g++) {
                one.append(' ').append(scan.group(g));
            }
            all.add(one.toString());
        }
        return String.join(";", all);
    }

    private static String known(String regex, String text, int groups) {
        List<String> all = new ArrayList<>();
        Matcher matcher = Pattern.compile(regex).matcher(text);
        while (matcher.find()) {
            StringBuilder one = new StringBuilder(matcher.start() + "-" + matcher.end());
            for (int g = 1; g <= groups; g++) {
                one.append(' ').append(matcher.group(g));
            }
            all.add(one.toString());
        }
        return String.join(";", all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a*?b|b+",
                "(a|ab)(c|bcd)(d*)",
                "^a|b$",
                "(?m)^.|.$",
                "(?i)B[^a]",
                "(?i:A)a",
                "\\bab?\\B",
                "[a-c]?|[^\\n]{2,3}?",
                "(?<n>a)(?:b)+",
                "\\d{2,}|\\w\\s|[\\da]",
                "\\x61\\u0062|\\Qa.\\E",
                "(?s)a.b|(?-s)a.b",
                "\\p{L}+\\P{L}",
                "x*",
                "(a|b)*c",
                "(?:a|b(?i)C)d",
                "[\\]\\-x]|[a-]",
            })
    void agreesWithTheUsualMatcher(String regex) {
        for (String text :
                List.of(
                        "",
                        "ab",
                        "abcd aab ba\nab BCD",
                        "a{,2} a. b9 12 x]",
                        "abababac  Ab-bCd é€")) {
            assertThat(matches(regex, text, 0))
                    .as(regex + " on " + text)
                    .isEqualTo(known(regex, text, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"^.b", "[😀-😂]+", "😀{2}", "[^b]", "(?i)𐐀", "\\Q😀\\E.", "\\S$"})
    void charactersBeyondTheBasicPlaneAreWhole(String regex) {
        for (String text : List.of("😀b", "😀😀😁b😀", "𐐨😀")) {
            assertThat(matches(regex, text, 0))
                    .as(regex + " on " + text)
                    .isEqualTo(known(regex.replace("(?i)", "(?iu)"), text, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'a{,2}', 'a\\{,2}'",
        "'a{|}', 'a\\{|\\}'",
        "[]a], '[\\]a]'",
        "[[:digit:]x]+, [0-9x]+",
    })
    void someFormsNeedNoEscapes(String regex, String usual) {
        String text = "a{,2} a{ a] b9 12x";
        assertThat(matches(regex, text, 0)).isNotEmpty().isEqualTo(known(usual, text, 0));
    }

    /** Small expressions of everything that repeats and chooses. */
    private static String random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 10);
        return switch (kind) {
            case 0 -> "a";
            case 1 -> "b";
            case 2 -> "[ab]";
            case 3 -> random.nextInt(4) == 0 ? "\\b" : ".";
            case 4, 5 -> random(random, depth - 1) + random(random, depth - 1);
            case 6 -> "(" + random(random, depth - 1) + "|" + random(random, depth - 1) + ")";
            case 7 -> "(" + random(random, depth - 1) + ")";
            default -> {
                String[] counts = {"*", "+", "?", "{2}", "{1,2}", "*?", "+?", "??", "{0,2}?"};
                String part = "(?:" + random(random, depth - 1) + ")";
                // an empty turn ends a loop at once in some matchers, and may go on in others
                boolean mayBeEmpty = part.contains("\\b") || Pattern.matches(part, "");
                yield mayBeEmpty ? part : part + counts[random.nextInt(9)];
            }
        };
    }

    @Test
    void randomExpressionsMatchAsTheUsualMatcherDoes() {
        Random random = new Random(7);
        int found = 0;
        for (int n = 0; n < 20_000; n++) {
            String regex = random(random, 4);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append("abc ".charAt(random.nextInt(4)));
            }
            String ours = matches(regex, text.toString(), 0);
            assertThat(ours)
                    .as(regex + " on '" + text + "'")
                    .isEqualTo(known(regex, text.toString(), 0));
            found += ours.isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void groupsAreThoseOfTheUsualMatcher() {
        for (String regex :
                List.of(
                        "(a+)(b*)|(c)",
                        "((a)|b)+(c?)",
                        "(a*?)(a*)b",
                        "((?:a|b)+?)(c|$)",
                        "(a(b)?)+")) {
            int groups = Regex.parse(regex).groups();
            assertThat(groups).isEqualTo(Pattern.compile(regex).matcher("").groupCount());
            for (String text : List.of("aabbc", "abcab", "caab", "")) {
                assertThat(matches(regex, text, groups))
                        .as(regex + " on " + text)
                        .isEqualTo(known(regex, text, groups));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a*+, possessive",
        "(?=a), looking around",
        "(?<!a)b, looking around",
        "(a)\\1, references to groups",
        "(a, closing parenthesis is missing",
        "a), closing parenthesis too many",
        "[a, ends within",
        "*a, nothing to repeat",
        "a\\, nothing behind",
        "[b-a], empty",
        "[a-c&&x], class within a class",
        "'a{3,2}', wrong order",
        "a{1001}, 1000 times",
        "\\q, unknown",
        "\\012, octal",
        "\\ud83d, half of a character",
        "(?x)a, flag x",
        "((((a{99}){99}){99}){99}), steps",
    })
    void whatIsNotSupportedIsSaid(String regex, String what) {
        assertThatThrownBy(() -> Regex.parse(regex))
                .isInstanceOf(FunctionalFault.class)
                .hasMessageContaining(what)
                .extracting(e -> ((FunctionalFault) e).error())
                .isEqualTo(FunctionalError.BAD_PATTERN);
    }

    @Test
    void workGrowsWithTheTextAndEndsAtTheBound() {
        assertThat(Regex.parse("(a*)*b").scan("a".repeat(50_000)).find()).isFalse();
        assertThat(Regex.parse("(a|aa)+$").scan("a".repeat(50_000) + "b").find()).isFalse();
        RegexScan scan = Regex.parse("(a{1,100}){1,5}b").scan("a".repeat(100_000));
        assertThatThrownBy(scan::find)
                .isInstanceOf(FunctionalFault.class)
                .extracting(e -> ((FunctionalFault) e).error())
                .isEqualTo(FunctionalError.REGEX_WORK);
    }

    @Test
    void deepNestingAndManyGroupsAreRefused() {
        assertThatThrownBy(() -> Regex.parse("(?:".repeat(101) + "a" + ")".repeat(101)))
                .hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> Regex.parse("a" + "*".repeat(4_000)))
                .isInstanceOf(FunctionalFault.class)
                .hasMessageContaining("nested too deeply");
        String deep = "(?:b|".repeat(99) + "a" + ")*".repeat(99);
        assertThat(Regex.parse(deep).scan("abab").matches()).isTrue();
        assertThatThrownBy(() -> Regex.parse("(a)".repeat(51))).hasMessageContaining("50 groups");
        assertThatThrownBy(() -> Regex.parse("a".repeat(4_097))).hasMessageContaining("4096");
        assertThat(Regex.parse("(a)".repeat(50)).scan("a".repeat(50)).matches()).isTrue();
    }

    @Test
    void replacementsKnowGroups() {
        Regex regex = Regex.parse("(\\w+)@(\\w+)");
        assertThat(regex.replace("a@b c@d", "$2 at $1", true)).isEqualTo("b at a d at c");
        assertThat(regex.replace("a@b c@d", "<$0>", false)).isEqualTo("<a@b> c@d");
        assertThat(regex.replace("a@b", "\\$1 costs $x \\\\", true)).isEqualTo("$1 costs $x \\");
        assertThat(Regex.parse("x*").replace("ab", "-", true)).isEqualTo("-a-b-");
        assertThatThrownBy(() -> regex.replace("a@b", "$3", true))
                .isInstanceOf(FunctionalFault.class);
    }
}
