package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.FieldType;
import org.junit.jupiter.api.Test;

class SyntaxTest {
    private static EelProbe probe() {
        return EelProbe.with("a", FieldType.INT64, 7L)
                .and("b", FieldType.DOUBLE, 2.5)
                .and("s", FieldType.STRING, "text");
    }

    @Test
    void multiplicationBindsTighterThanAdditionAndThatTighterThanConcatenation() {
        assertThat(probe().integer("2 + 3 * 4")).isEqualTo(14L);
        assertThat(probe().integer("(2 + 3) * 4")).isEqualTo(20L);
        assertThat(probe().integer("2 * 3 + 4")).isEqualTo(10L);
        assertThat(probe().integer("10 - 2 - 3")).isEqualTo(5L);
        assertThat(probe().real("20 / 2 / 5")).isEqualTo(2.0);
        assertThat(probe().integer("17 % 10 * 2")).isEqualTo(14L);
        assertThat(probe().text("'sum ' & 1 + 2")).isEqualTo("sum 3");
        assertThat(probe().text("1 + 2 & 3 * 4")).isEqualTo("312");
    }

    @Test
    void comparisonBindsTighterThanNotAndThatThanAndAndThatThanOr() {
        assertThat(probe().condition("not a == 8")).isTrue();
        assertThat(probe().condition("not (a == 7)")).isFalse();
        assertThat(probe().condition("true or true and false")).isTrue();
        assertThat(probe().condition("(true or true) and false")).isFalse();
        assertThat(probe().condition("not false and false")).isFalse();
        assertThat(probe().condition("a + 1 > 7 and 'x' & 'y' == 'xy'")).isTrue();
        assertThat(probe().condition("! a == 8")).isTrue();
    }

    @Test
    void signsBindTighterThanAnyOperator() {
        assertThat(probe().integer("-a + 10")).isEqualTo(3L);
        assertThat(probe().integer("-a * -2")).isEqualTo(14L);
        assertThat(probe().integer("10 - -a")).isEqualTo(17L);
        assertThat(probe().integer("+a")).isEqualTo(7L);
        assertThat(probe().integer("- - a")).isEqualTo(7L);
        assertThat(probe().integer("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void divisionIsRealAndTheRemainderTakesTheSignOfTheDividend() {
        assertThat(probe().real("7 / 2")).isEqualTo(3.5);
        assertThat(probe().integer("7 / 2")).isEqualTo(3L);
        assertThat(probe().integer("-7 / 2")).isEqualTo(-3L);
        assertThat(probe().integer("-7 % 3")).isEqualTo(-1L);
        assertThat(probe().real("7.5 % 2")).isEqualTo(1.5);
    }

    @Test
    void bothSpellingsOfUnequalAndWordsInAnyCaseAreUnderstood() {
        assertThat(probe().condition("a <> 8 AND a != 8")).isTrue();
        assertThat(probe().integer("IF a == 7 THEN RETURN 1 ELSE Return 2")).isEqualTo(1L);
        assertThat(probe().integer("INTEGER x = 1 BEGIN X = X + 1 END x")).isEqualTo(2L);
        assertThat(probe().condition("TRUE and Not False or NULL")).isTrue();
        assertThat(probe().text("UPPER(s) & Upper(s)")).isEqualTo("TEXTTEXT");
    }

    @Test
    void statementsAreSeparatedBySemicolonsLineEndsOrBlanks() {
        assertThat(probe().integer("integer x; x = 1; x = x + 1; x")).isEqualTo(2L);
        assertThat(probe().integer("integer x\nx = 1\r\nx = x + 1\nx")).isEqualTo(2L);
        assertThat(probe().integer("integer x x = 1 x = x + 1 x")).isEqualTo(2L);
        assertThat(probe().integer("\u00a0;;integer x;; x = 3;\t; x;;")).isEqualTo(3L);
    }

    @Test
    void theLastValueIsTheResultAndReturnEndsAtOnce() {
        assertThat(probe().integer("1 2 3")).isEqualTo(3L);
        assertThat(probe().integer("return 1 2 3")).isEqualTo(1L);
        assertThat(probe().integer("if a == 7 then 1 else 2")).isEqualTo(1L);
        assertThat(probe().integer("begin 1 begin 5 end end")).isEqualTo(5L);
        assertThat(probe().integer("if (a == 7) return 4; return 5")).isEqualTo(4L);
        assertThat(probe().integer("if a == 6 then 1 else if a == 7 then 2 else 3")).isEqualTo(2L);
        assertThat(probe().integer("if a == 7 then if a == 6 then 1 else 2")).isEqualTo(2L);
        assertThat(probe().integer("return 1 return 2")).isEqualTo(1L);
        assertThat(probe().integer("if a == 7 then return 1 else return 2; 3")).isEqualTo(1L);
    }

    @Test
    void loopsRunUntilTheirConditionFails() {
        assertThat(probe().integer("integer n = 0 while n < 10 do n = n + 3 n")).isEqualTo(12L);
        assertThat(probe().integer("integer i integer t = 0 for i = 1 to 10 t = t + i t"))
                .isEqualTo(55L);
        assertThat(
                        probe().integer(
                                        "integer i integer t = 0 for i = 10 to 1 step -3 do t = t +"
                                                + " i t"))
                .isEqualTo(22L);
        assertThat(probe().integer("integer i for i = 1 to 3 begin end i")).isEqualTo(4L);
        assertThat(probe().real("real r real t = 0 for r = 0 to 1 step 0.25 t = t + r t"))
                .isEqualTo(2.5);
        assertThat(probe().integer("integer i integer t = 0 for i = 2 to 1 t = 1 t")).isEqualTo(0L);
    }

    @Test
    void loopsCanReturnFromWithin() {
        assertThat(probe().integer("integer i for i = 1 to 10 return i")).isEqualTo(1L);
        assertThat(probe().integer("integer i for i = 1 to 9 if i * i > 20 then return i"))
                .isEqualTo(5L);
        assertThat(probe().integer("while true return 8")).isEqualTo(8L);
        assertThat(probe().integer("while true begin if a == 7 return 1 else return 2 end"))
                .isEqualTo(1L);
        assertThat(probe().integer("while false return 8 return 9")).isEqualTo(9L);
    }

    @Test
    void aLoopThatDoesNotEndGivesNull() {
        assertThat(probe().integer("while true begin end 1")).isNull();
        assertThat(probe().integer("integer i for i = 1 to 2 step 0 i = i 1")).isNull();
        assertThat(probe().integer("while true while true a 1")).isNull();
        EelProbe p = probe().function("spin", "int32", "integer i for i = 1 to 2000 i return 1");
        assertThat(p.integer("while true spin() 1")).isNull();
        assertThat(p.integer("integer i for i = 1 to 3 spin() 1")).isEqualTo(1L);
    }

    @Test
    void aLoopOverNullBoundsDoesNotRun() {
        String loop = "integer i integer t = 0 for i = %s to %s step %s t = t + 1 t";
        assertThat(probe().integer(loop.formatted("null", "3", "1"))).isEqualTo(0L);
        assertThat(probe().integer(loop.formatted("1", "null", "1"))).isEqualTo(0L);
        assertThat(probe().integer(loop.formatted("1", "3", "null"))).isEqualTo(0L);
        assertThat(probe().integer(loop.formatted("1", "3", "1"))).isEqualTo(3L);
    }

    @Test
    void aLoopToTheGreatestIntegerEnds() {
        String loop = "integer i integer t = 0 for i = 9223372036854775805 to 9223372036854775807";
        assertThat(probe().integer(loop + " t = t + 1 t")).isEqualTo(3L);
    }

    @Test
    void variablesLiveUntilTheirBlockEnds() {
        assertThat(
                        probe().integer(
                                        "if a == 7 begin integer x = 1 end else begin integer x = 2"
                                                + " end 3"))
                .isEqualTo(3L);
        assertThat(probe().integer("integer x = 1 begin integer x = 2 x = 3 end x")).isEqualTo(1L);
        assertThat(
                        probe().integer(
                                        "integer i integer t = 0 for i = 1 to 3 begin integer x"
                                                + " if isnull(x) then t = t + 1 x = 5 end t"))
                .as("null in each round")
                .isEqualTo(3L);
        assertThat(probe().errors("begin integer x = 1 end x")).containsExactly("LS-2002 10:45");
        assertThat(probe().errors("integer x string X")).containsExactly("LS-2008 10:38");
    }

    @Test
    void aVariableHidesAFieldOfTheSameName() {
        assertThat(probe().integer("integer a = 1 a")).isEqualTo(1L);
        assertThat(probe().integer("integer A = a + 1 a")).isEqualTo(8L);
    }

    @Test
    void assignmentConvertsToTheTypeOfTheVariable() {
        assertThat(probe().integer("integer x = 2.9 x")).isEqualTo(2L);
        assertThat(probe().integer("integer x = -2.9 x")).isEqualTo(-2L);
        assertThat(probe().text("string x = 2.5 x")).isEqualTo("2.5");
        assertThat(probe().real("real x = '1e3' x")).isEqualTo(1000.0);
        assertThat(probe().text("boolean x = 'yes' x")).isEqualTo("true");
        assertThat(probe().integer("date d = 86400 d + 1")).isEqualTo(86_401L);
        assertThat(probe().integer("integer x = 5, y = 6 x * y")).isEqualTo(30L);
    }

    @Test
    void textLiteralsTakeEitherQuoteAndUndoTheirEscapes() {
        assertThat(probe().text("'it''s'")).isEqualTo("it's");
        assertThat(probe().text("\"say \"\"x\"\"\"")).isEqualTo("say \"x\"");
        assertThat(probe().text("'a\\'b\\\"c\\\\d'")).isEqualTo("a'b\"c\\d");
        assertThat(probe().text("'a\\nb\\tc\\rd'")).isEqualTo("a\nb\tc\rd");
        assertThat(probe().text("'\\d+\\.x'")).isEqualTo("\\d+\\.x");
        assertThat(probe().text("''")).isEqualTo("");
        assertThat(probe().text("'two\nlines'")).isEqualTo("two\nlines");
        assertThat(probe().text("\"it's\"")).isEqualTo("it's");
    }

    @Test
    void commentsAreBlanksExceptInText() {
        assertThat(probe().integer("1 /* + 5 */ + /* two\nlines */ 2 // + 100")).isEqualTo(3L);
        assertThat(probe().integer("// nothing\n4")).isEqualTo(4L);
        assertThat(probe().text("'http://x /* y */'")).isEqualTo("http://x /* y */");
        assertThat(probe().integer("/**/ 1 /***/")).isEqualTo(1L);
        assertThat(probe().integer("1 // \\u000a + 1")).isEqualTo(1L);
    }

    @Test
    void numbersHaveFractionsAndExponents() {
        assertThat(probe().real("1.5")).isEqualTo(1.5);
        assertThat(probe().real(".5")).isEqualTo(0.5);
        assertThat(probe().real("5.")).isEqualTo(5.0);
        assertThat(probe().real("25e-1")).isEqualTo(2.5);
        assertThat(probe().real("1.5E+3")).isEqualTo(1500.0);
        assertThat(probe().real("9223372036854775808")).isEqualTo(0x1p63);
        assertThat(probe().integer("007")).isEqualTo(7L);
    }

    @Test
    void theHeadOfTheEventCanBeRead() {
        EelProbe p = probe().event(Opcode.UPDATE, EventFlags.RETENTION);
        assertThat(p.text("ESP_OPCODE & esp_flags")).isEqualTo("UR");
        assertThat(p.condition("ESP_OPCODE == \"U\"")).isTrue();
        assertThat(p.condition("instr(ESP_FLAGS, \"R\")")).isTrue();
        assertThat(p.integer("if instr(ESP_FLAGS,\"R\") then return 0 else return 1"))
                .isEqualTo(0L);
        EelProbe i = probe().event(Opcode.INSERT, EventFlags.NORMAL);
        assertThat(i.text("ESP_OPCODE & ESP_FLAGS")).isEqualTo("IN");
        assertThat(i.text("ESP_OPCODE & ESP_OPCODE & key")).isEqualTo("II1");
    }

    @Test
    void theRightSideOfLogicIsNotEvaluatedWhereTheLeftDecides() {
        EelProbe p = probe().initializer("integer n n = 0").function("f", "int32", "n = n + 1 1");
        assertThat(p.integer("boolean x = false and f() n")).isEqualTo(0L);
        assertThat(p.integer("boolean x = true and f() n")).isEqualTo(1L);
        assertThat(p.integer("boolean x = true or f() n")).isEqualTo(0L);
        assertThat(p.integer("boolean x = null or f() n")).isEqualTo(1L);
        assertThat(p.condition("f() and (f() and n == 2)")).isTrue();
    }
}
