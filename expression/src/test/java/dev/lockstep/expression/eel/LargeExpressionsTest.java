package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.code.ClassFiles;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Above 8000 bytes of byte code a method is never compiled by the just-in-time compiler. */
class LargeExpressionsTest {
    private static final int FIELDS = 1_000;

    private static EelProbe fields(FieldType type, Object value) {
        EelProbe p = EelProbe.empty();
        for (int k = 0; k < FIELDS; k++) {
            p.and("f" + k, type, value);
        }
        return p;
    }

    private static String joined(String operator, String form) {
        StringBuilder s = new StringBuilder(form.replace("#", "0"));
        for (int k = 1; k < 700; k++) {
            s.append(operator).append(form.replace("#", Integer.toString(k)));
        }
        return s.toString();
    }

    private static void expectSmallMethods(EelProbe p, String text, FieldType type) {
        EelUnit unit = p.unit(text, type);
        assertThat(p.problems(text, type)).isEmpty();
        Map<String, Integer> lengths =
                ClassFiles.codeLengths(EelProbe.Base.class, unit.members(), EelUnit.IMPORTS);
        assertThat(lengths).hasSizeGreaterThan(5);
        assertThat(Collections.max(lengths.values())).as(lengths.toString()).isBetween(100, 8_000);
    }

    @Test
    void aSumOfManyFieldsIsCut() {
        EelProbe p = fields(FieldType.INT64, 2L);
        String sum = joined(" + ", "f#");
        assertThat(p.integer(sum)).isEqualTo(1_400L);
        expectSmallMethods(p, sum, FieldType.INT64);
    }

    @Test
    void aSumOfTextsThatBecomeNumbersIsCut() {
        EelProbe p = fields(FieldType.STRING, "2");
        assertThat(p.real(joined(" + ", "f#"))).isEqualTo(1_400.0);
        expectSmallMethods(p, joined(" * ", "f#"), FieldType.DOUBLE);
        expectSmallMethods(p, joined(" + ", "(f# & 1)"), FieldType.INT32);
    }

    @Test
    void longConcatenationsConditionsAndNestedCallsAreCut() {
        EelProbe p = fields(FieldType.DOUBLE, 1.5).maxText(10_000);
        assertThat(p.text(joined(" & ", "f#"))).isEqualTo("1.5".repeat(700));
        expectSmallMethods(p, joined(" & ", "f#"), FieldType.STRING);
        assertThat(p.condition(joined(" and ", "f# == 1.5"))).isTrue();
        assertThat(p.condition(joined(" and ", "f# == 1.5") + " and f0 > 2")).isFalse();
        expectSmallMethods(p, joined(" or ", "f# == '1.0'"), FieldType.INT32);
        expectSmallMethods(p, joined(" or ", "isblank(f#)"), FieldType.INT32);
        expectSmallMethods(p, joined(" + ", "round(max(f#, f1, null), f2)"), FieldType.DOUBLE);
    }

    @Test
    void callsWithManyLongArgumentsAreCut() {
        EelProbe p = fields(FieldType.STRING, "2");
        StringBuilder call = new StringBuilder("max(");
        for (int k = 0; k < 64; k++) {
            call.append(k == 0 ? "" : ", ").append("f").append(k).append(" + 1");
            for (int j = 0; j < 40; j++) {
                call.append(" + f").append(j);
            }
        }
        call.append(')');
        assertThat(p.real(call.toString())).isEqualTo(83.0);
        expectSmallMethods(p, call.toString(), FieldType.DOUBLE);
        for (String name : new String[] {"max", "coalesce", "inlist"}) {
            StringBuilder flat = new StringBuilder(name).append("(1.5");
            for (int k = 1; k < 64; k++) {
                flat.append(", f").append(k);
            }
            expectSmallMethods(p, "1 & " + flat + ") & " + flat + ")", FieldType.STRING);
        }
    }

    @Test
    void manyStatementsOverVariablesAreCut() {
        EelProbe p = fields(FieldType.INT64, 1L);
        StringBuilder text = new StringBuilder("integer n = 0 string s real r ");
        for (int k = 0; k < 300; k++) {
            text.append("if f").append(k).append(" > 0 then n = n + f").append(k);
            text.append(" else begin string t = n t = t & 'x' s = s & t end ");
            text.append("r = n / 2 integer v").append(k).append(" = r ");
        }
        text.append("if n > 1000 then return 0 - 1 return n + v299");
        assertThat(p.integer(text.toString())).isEqualTo(450L);
        expectSmallMethods(p, text.toString(), FieldType.INT64);
    }

    @Test
    void aReturnInTheMiddleOfALongProgramEndsIt() {
        EelProbe p = fields(FieldType.INT64, 1L);
        StringBuilder text = new StringBuilder("integer n = 0 integer i ");
        for (int k = 0; k < 200; k++) {
            text.append("n = n + f").append(k);
            text.append(
                    " for i = 1 to 3 begin n = n + 1 if n == 402 then return i * 1000 + n end ");
        }
        assertThat(p.integer(text.toString())).isEqualTo(1_402L);
        expectSmallMethods(p, text.toString(), FieldType.INT64);
        EelProbe q = fields(FieldType.INT64, 1L).function("f", "string", text.toString());
        assertThat(q.text("f() & f()")).isEqualTo("14021402");
        expectSmallMethods(q, "f()", FieldType.STRING);
    }

    @Test
    void argumentsOfALongUserFunctionReachAllItsParts() {
        EelProbe p =
                EelProbe.empty()
                        .function(
                                "f",
                                "double",
                                joined(" + ", "parameter(2)") + " return parameter(1)");
        p.function(
                "g",
                "double",
                "integer x = 1 x = x + "
                        + joined(" + ", "parameter(2)")
                        + " return x - parameter(1)");
        assertThat(p.real("f(5, 1)")).isEqualTo(5.0);
        assertThat(p.real("g(1, 2) + g(0, 0)")).isEqualTo(1_401.0);
        expectSmallMethods(p, "g(1, 2) + g(0, 'x')", FieldType.DOUBLE);
    }

    @Test
    void manyExpressionsOfAWindowMakeOneClass() {
        java.util.List<dev.lockstep.api.error.Problem> problems = new java.util.ArrayList<>();
        EelUnit unit = new EelUnit(problems, 1024);
        Scope scope =
                name ->
                        new Scope.FieldRef(
                                Integer.parseInt(name.substring(1)), FieldType.STRING, false);
        for (int k = 0; k < FIELDS; k++) {
            unit.expression(
                    "e" + k,
                    "if isnull(f"
                            + k
                            + ") then return "
                            + k
                            + " else return upper(f1) & 'x"
                            + k
                            + "'",
                    EelProbe.HERE,
                    scope,
                    FieldType.STRING);
        }
        assertThat(problems).isEmpty();
        Map<String, Integer> lengths =
                ClassFiles.codeLengths(EelProbe.Base.class, unit.members(), EelUnit.IMPORTS);
        assertThat(lengths).hasSizeGreaterThan(FIELDS);
        assertThat(Collections.max(lengths.values())).isBetween(100, 8_000);
    }

    @Test
    void whatIsTooLongOrTooDeepIsRefusedWithACode() {
        EelProbe p = EelProbe.empty();
        String[] wrong = {
            "1 + ".repeat(10_000) + "1",
            "1 + ".repeat(2_000) + "1",
            "(".repeat(300) + "1" + ")".repeat(300),
            "- ".repeat(300) + "1",
            "not ".repeat(1_100) + "1",
            "1 == not ".repeat(1_100) + "1",
            "if 1 ".repeat(5_000) + "2",
            "if 1 then 1 else ".repeat(400) + "2",
            "if 1 then 1 else ".repeat(101) + "2",
            "begin ".repeat(200) + "end ".repeat(200),
            "while 1 ".repeat(2_000) + "2",
            "abs(".repeat(300) + "1" + ")".repeat(300),
            "max(1" + ", 1".repeat(64) + ")",
        };
        for (String text : wrong) {
            assertThat(p.errors(text)).as(text.substring(0, 20)).hasSize(1);
            assertThat(p.errors(text).get(0)).as(text.substring(0, 20)).startsWith("LS-2006");
        }
        assertThat(p.errors("# ".repeat(1_000))).hasSize(20);
    }

    /** A parser that has to look far ahead at each word takes minutes for these. */
    @Test
    @Timeout(60)
    void parsingTakesNoMoreThanLinearTime() {
        String[] texts = {
            "x + f(2) ".repeat(3_300) + "return 1",
            "1 + 2 + 3 ".repeat(3_300),
            "a = 1; ".repeat(5_000),
            ";".repeat(19_000),
            "if a if b c else d ; ".repeat(330),
            "if (a) - b; else - c; ; ".repeat(500),
            "date x = 5 integer y date z ".repeat(2_000),
            "date date = date string string date ".repeat(2_000),
            "begin a end ; (b) c ".repeat(2_000),
            "while a ; ; while b do c ".repeat(480),
            "a.b(c) a (b) - c . ".repeat(1_000),
            "= + ( ".repeat(5_000),
        };
        for (String text : texts) {
            EelSyntax.parse(text, EelProbe.HERE, new java.util.ArrayList<>());
        }
        assertThat(EelProbe.empty().errors("= + ( ".repeat(50))).isNotEmpty();
    }

    @Test
    void whatIsJustNotTooDeepCompiles() {
        EelProbe p = EelProbe.empty();
        assertThat(p.integer("1 + ".repeat(1_400) + "1")).isEqualTo(1_401L);
        assertThat(p.integer("(".repeat(170) + "1" + ")".repeat(170))).isEqualTo(1L);
        assertThat(p.integer("- ".repeat(170) + "1")).isEqualTo(1L);
        assertThat(p.integer("abs(".repeat(170) + "1" + ")".repeat(170))).isEqualTo(1L);
        assertThat(p.integer("if 0 then 1 else ".repeat(90) + "2")).isEqualTo(2L);
        assertThat(p.integer("if 1 then ".repeat(90) + "2")).isEqualTo(2L);
        assertThat(p.integer("x + 1 ".repeat(0) + "if 1 == 2 then 1 ".repeat(900) + "7"))
                .isEqualTo(7L);
        assertThat(p.integer("max(1" + ", 2".repeat(63) + ")")).isEqualTo(2L);
    }

    @Test
    void aWindowWithTooManyTokensIsRefused() {
        java.util.List<dev.lockstep.api.error.Problem> problems = new java.util.ArrayList<>();
        EelUnit unit = new EelUnit(problems, 1024);
        Scope scope = name -> null;
        for (int k = 0; k < 80; k++) {
            unit.expression(
                    "e" + k, "1 + ".repeat(700) + "1", EelProbe.HERE, scope, FieldType.INT64);
        }
        assertThat(problems).extracting(q -> q.code().code()).containsOnly("LS-2006").hasSize(9);
    }
}
