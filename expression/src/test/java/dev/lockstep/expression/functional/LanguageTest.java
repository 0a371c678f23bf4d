package dev.lockstep.expression.functional;

import static dev.lockstep.expression.functional.Evaluation.evaluate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.expression.functional.fault.FunctionalError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts are read, and what is said about those that are wrong. */
class LanguageTest {
    @Test
    void callsNestAndArgumentsKeepTheirOrder() {
        assertThat(evaluate("string(string('a','b'),string(string('c'),'d'))")).isEqualTo("abcd");
        assertThat(evaluate("diff(diff(10,3),diff(5,2),1)")).isEqualTo("3");
        assertThat(evaluate("quotient(100,5,2)")).isEqualTo("10");
    }

    @Test
    void blanksAndLineEndsBetweenPartsMeanNothing() {
        assertThat(evaluate("\n sum ( 1 ,\r\n\t2\n)  ")).isEqualTo("3");
        assertThat(evaluate("if (equals(1,1),'y')")).isEqualTo("y");
    }

    @Test
    void aCommaBehindTheLastArgumentIsIgnored() {
        assertThat(evaluate("sum(1,2,\n)")).isEqualTo("3");
        assertThat(evaluate("true()")).isEqualTo("1");
        assertThat(new Evaluation().compile("sum(,1)").evaluate(new Evaluation().scope())).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "'it\\'s'|it's",
                "\"it's\"|it's",
                "'say \"x\"'|say \"x\"",
                "\"say \\\"x\\\"\"|say \"x\"",
                "'a\\\\b'|a\\b",
                "'\\d+'|\\d+",
                "'(,)$#'|(,)$#",
                "'$field'|$field",
                "word|word",
                "a-b.c:d|a-b.c:d",
                "2026-01-02|2026-01-02",
                "%H:%M|%H:%M",
                "ünï|ünï",
                "'éclair €'|éclair €",
                "007|7",
                "-1.50|-1.5",
                "+3|3",
                ".5|0.5",
                "2.|2",
                "1e3|1000",
                "1.5E-3|0.0015",
                "9223372036854775807|9223372036854775807",
                "-9223372036854775808|-9223372036854775808",
                "9223372036854775808|9223372036854776000",
                "1e21|1e+21",
                "1x|1x",
            })
    void literalsStandForThemselves(String text, String value) {
        assertThat(evaluate("string(" + text + ")")).isEqualTo(value);
        assertThat(evaluate(text)).isEqualTo(value);
    }

    @Test
    void escapesOfLineEndsAndTabsAreThose() {
        assertThat(evaluate("'a\\nb\\tc\\rd'")).isEqualTo("a\nb\tc\rd");
        assertThat(evaluate("''")).isEmpty();
        assertThat(evaluate("'two\nlines'")).isEqualTo("two\nlines");
    }

    @Test
    void fieldsAndPropertiesMayShareAName() {
        Evaluation e = new Evaluation().field("data", "f").property("data", "p").field("x", 1L);
        assertThat(e.text("string($data,#data,$x)")).isEqualTo("fp1");
        assertThat(e.text("#x")).as("a property that is none is a field").isEqualTo("1");
    }

    @Test
    void namesMayHoldWhatNamesOfModelsHold() {
        Evaluation e =
                new Evaluation()
                        .field("_a.b-c:d", "v")
                        .field("größe", "w")
                        .property("_context", 3L);
        assertThat(e.text("string($_a.b-c:d,$größe,#_context)")).isEqualTo("vw3");
    }

    @Test
    void aBlankTextIsNull() {
        assertThat(evaluate("")).isEqualTo("null");
        assertThat(evaluate(" \n\t")).isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "sum(1,|LS-2501|10|11|7",
                "sum(1 2)|LS-2501|10|11|7",
                "sum 1|LS-2501|10|9|5",
                "'open|LS-2501|10|5|1",
                "string('a',\"b)|LS-2501|10|16|12",
                ")|LS-2501|10|5|1",
                "$|LS-2501|10|5|1",
                "nosuch(1)|LS-2502|10|5|1",
                "string(1,nosuch(2))|LS-2502|10|14|10",
                "if()|LS-2503|10|5|1",
                "substring('a')|LS-2503|10|5|1",
                "pi(1)|LS-2503|10|5|1",
                "sum(1,$none)|LS-2504|10|11|7",
                "string(#none)|LS-2505|10|12|8",
                "sum(1,'x')|LS-2506|10|11|7",
                "left('abc',many)|LS-2506|10|16|12",
                "rgx('(',$f)|LS-2508|10|9|5",
                "xpath($f,'a[')|LS-2508|10|14|10",
                "json($f,'a..b')|LS-2508|10|13|9",
                "timeString(1,'%Q')|LS-2508|10|18|14",
            })
    void whatIsWrongIsSaidWithItsPlace(
            String text, String code, int line, int column, int character) {
        Evaluation e = new Evaluation().field("f", "x");
        FunctionalExpression expression = e.compile(text);
        assertThat(e.problems).hasSize(1);
        assertThat(e.problems.get(0).code().code()).isEqualTo(code);
        assertThat(e.problems.get(0).where().line()).isEqualTo(line);
        assertThat(e.problems.get(0).where().column()).isEqualTo(column);
        assertThat(e.problems.get(0).detail()).contains("At character " + character + " ");
        assertThat(e.problems.get(0).code().hint()).isNotBlank();
        assertThat(expression.evaluate(e.scope())).isNull();
    }

    @Test
    void syntaxErrorsSayWhatIsWrongInPlainWords() {
        Evaluation e = new Evaluation();
        e.compile("sum(1");
        e.compile("sum(1 2)");
        e.compile("'$open");
        e.compile("string($)");
        assertThat(e.problems)
                .extracting(p -> p.detail())
                .containsExactly(
                        "At character 6 of the function: it ends too early.",
                        "At character 7 of the function: '2' is not expected here.",
                        "At character 1 of the function: the text is not closed.",
                        "At character 8 of the function: a name is missing.");
    }

    @Test
    void placesCountTheLinesOfTheText() {
        Evaluation e = new Evaluation();
        e.compile("string(\n  'a\nb',\n   $none)");
        assertThat(e.problems.get(0).where().toString()).isEqualTo("m.xml:13:4");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Evaluation e = new Evaluation();
        e.compile("string(nosuch(1),$a,#b,sum('x'),left('a'))");
        assertThat(e.problems)
                .extracting(p -> p.code())
                .containsExactly(
                        FunctionalError.UNKNOWN_FUNCTION,
                        FunctionalError.UNKNOWN_FIELD,
                        FunctionalError.UNKNOWN_PROPERTY,
                        FunctionalError.ARGUMENT_KIND,
                        FunctionalError.ARGUMENT_COUNT);
    }

    @Test
    void aNameThatIsNearlyRightIsProposed() {
        Evaluation e = new Evaluation();
        e.compile("sting('a')");
        e.compile("timestring(1)");
        assertThat(e.problems.get(0).detail()).contains("did you mean").contains("string");
        assertThat(e.problems.get(1).detail()).contains("timeString");
    }

    @Test
    void aProblemNamesTheArgumentsThatAreWanted() {
        Evaluation e = new Evaluation();
        e.compile("substring('a')");
        assertThat(e.problems.get(0).detail())
                .contains("substring(text, integer, [integer]) does not take 1 argument.");
    }

    @Test
    void nestingAndSizeAreBounded() {
        int deep = 100;
        assertThat(evaluate("neg(".repeat(deep) + "1" + ")".repeat(deep))).isEqualTo("1");
        Evaluation e = new Evaluation();
        e.compile("neg(".repeat(deep + 1) + "1" + ")".repeat(deep + 1));
        e.compile("(".repeat(60_000));
        e.compile(" ".repeat(65_537));
        e.compile("string(" + "string(1,2,3),".repeat(500) + ")");
        assertThat(e.problems)
                .extracting(p -> p.code())
                .containsExactly(
                        FunctionalError.EXPRESSION_TOO_LARGE,
                        FunctionalError.EXPRESSION_TOO_LARGE,
                        FunctionalError.EXPRESSION_TOO_LARGE,
                        FunctionalError.EXPRESSION_TOO_LARGE);
        Evaluation wide = new Evaluation();
        assertThat(wide.text("string(" + "1,".repeat(64) + ")")).hasSize(64);
        wide.compile("string(" + "1,".repeat(65) + ")");
        assertThat(wide.problems)
                .extracting(p -> p.code())
                .containsExactly(FunctionalError.ARGUMENT_COUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sum(1,2)", "SUM(1,2)", "sum.(1)"})
    void namesOfFunctionsAreCaseSensitive(String text) {
        Evaluation e = new Evaluation();
        e.compile(text);
        assertThat(e.problems)
                .extracting(p -> p.code())
                .containsExactly(FunctionalError.UNKNOWN_FUNCTION);
    }

    @Test
    void anExpressionIsSharedByScopes() {
        Evaluation one = new Evaluation().field("a", 1L);
        Evaluation other = new Evaluation().field("a", 5L);
        FunctionalExpression e = one.compile("sum($a,1)");
        assertThat(List.of(e.evaluate(one.scope()), e.evaluate(other.scope())))
                .isEqualTo(List.of(2L, 6L));
    }
}
