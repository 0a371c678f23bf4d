package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.schema.FieldType;
import org.junit.jupiter.api.Test;

class NullRulesTest {
    private static EelProbe probe() {
        return EelProbe.with("none", FieldType.INT64, null)
                .and("gone", FieldType.STRING, null)
                .and("five", FieldType.INT64, 5L)
                .and("word", FieldType.STRING, "word");
    }

    @Test
    void arithmeticWithNullIsNull() {
        for (String op : new String[] {"+", "-", "*", "/", "%"}) {
            assertThat(probe().real("five " + op + " none")).as(op).isNull();
            assertThat(probe().real("none " + op + " five")).as(op).isNull();
            assertThat(probe().real("null " + op + " five")).as(op).isNull();
        }
        assertThat(probe().integer("-none")).isNull();
    }

    @Test
    void aComparisonWithNullIsNullAndCountsAsFalse() {
        for (String op : new String[] {"==", "!=", "<", "<=", ">", ">="}) {
            assertThat(probe().condition("none " + op + " five")).as(op).isFalse();
            assertThat(probe().condition("gone " + op + " word")).as(op).isFalse();
            assertThat(probe().condition("gone " + op + " gone")).as(op).isFalse();
            assertThat(probe().condition("null " + op + " null")).as(op).isFalse();
            assertThat(probe().condition("isnull(none " + op + " five)")).as(op).isTrue();
        }
    }

    @Test
    void nullCountsAsFalseInLogicWhichIsNeverNull() {
        assertThat(probe().condition("not none")).isTrue();
        assertThat(probe().condition("not (none == 5)")).isTrue();
        assertThat(probe().condition("none or five == 5")).isTrue();
        assertThat(probe().condition("none and five == 5")).isFalse();
        assertThat(probe().condition("isnull(none and five)")).isFalse();
    }

    @Test
    void aConditionThatIsNullTakesTheElseBranch() {
        assertThat(probe().integer("if none then return 1 else return 2")).isEqualTo(2L);
        assertThat(probe().integer("if none > 1 then return 1 else return 2")).isEqualTo(2L);
    }

    @Test
    void concatenationTakesNullAsEmptyUnlessBothAreNull() {
        assertThat(probe().text("gone & word")).isEqualTo("word");
        assertThat(probe().text("word & gone")).isEqualTo("word");
        assertThat(probe().text("none & word")).isEqualTo("word");
        assertThat(probe().text("gone & none")).isNull();
        assertThat(probe().text("gone & none & 'x'")).isEqualTo("x");
        assertThat(probe().text("null & null")).isNull();
    }

    @Test
    void divisionAndRemainderByZeroAreNull() {
        assertThat(probe().real("five / 0")).isNull();
        assertThat(probe().real("five / 0.0")).isNull();
        assertThat(probe().real("five % 0")).isNull();
        assertThat(probe().real("5.5 % 0.0")).isNull();
        assertThat(probe().real("0 / five")).isEqualTo(0.0);
    }

    @Test
    void integerArithmeticThatLeaves64BitsIsNull() {
        EelProbe p = EelProbe.with("big", FieldType.INT64, Long.MAX_VALUE);
        p.and("small", FieldType.INT64, Long.MIN_VALUE).and("one", FieldType.INT32, 1);
        assertThat(p.integer("big + one")).isNull();
        assertThat(p.integer("small - one")).isNull();
        assertThat(p.integer("big * 2")).isNull();
        assertThat(p.integer("big * big")).isNull();
        assertThat(p.integer("-small")).isNull();
        assertThat(p.integer("abs(small)")).isNull();
        assertThat(p.integer("small * -1")).isNull();
        assertThat(p.integer("small % -1")).isEqualTo(0L);
        assertThat(p.integer("big - one")).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(p.integer("small + one")).isEqualTo(Long.MIN_VALUE + 1);
        assertThat(p.integer("small * one")).isEqualTo(Long.MIN_VALUE);
        assertThat(p.real("big + 1.0")).isEqualTo(0x1p63);
    }

    @Test
    void arithmeticOfInt32FieldsDoesNotOverflowOnTheWay() {
        EelProbe p = EelProbe.with("m", FieldType.INT32, Integer.MAX_VALUE);
        assertThat(p.integer("m * m")).isEqualTo((long) Integer.MAX_VALUE * Integer.MAX_VALUE);
        assertThat(p.integer("m + m")).isEqualTo(2L * Integer.MAX_VALUE);
        assertThat(p.integer("m * m * m")).isNull();
    }

    @Test
    void anInt32ResultThatDoesNotFitIsNull() {
        EelProbe p = EelProbe.with("m", FieldType.INT32, Integer.MAX_VALUE);
        assertThat(p.as(FieldType.INT32, "m + 1")).isNull();
        assertThat(p.as(FieldType.INT32, "-m - 1")).isEqualTo((long) Integer.MIN_VALUE);
        assertThat(p.as(FieldType.INT32, "-m - 2")).isNull();
        assertThat(p.as(FieldType.INT32, "m")).isEqualTo((long) Integer.MAX_VALUE);
        assertThat(p.as(FieldType.INT32, "1e10")).isNull();
    }

    @Test
    void realsThatFitNoIntegerOrMoneyAreNull() {
        EelProbe p = EelProbe.with("nan", FieldType.DOUBLE, Double.NaN);
        p.and("inf", FieldType.DOUBLE, Double.POSITIVE_INFINITY);
        assertThat(p.integer("nan")).isNull();
        assertThat(p.integer("inf")).isNull();
        assertThat(p.integer("1e19")).isNull();
        assertThat(p.as(FieldType.MONEY, "nan")).isNull();
        assertThat(p.as(FieldType.MONEY, "inf")).isNull();
        assertThat(p.as(FieldType.MONEY, "1e17")).isNull();
        assertThat(p.as(FieldType.MONEY, "1.25")).isEqualTo(12_500L);
        assertThat(p.as(FieldType.MONEY, "0.00005")).as("ties to even").isEqualTo(0L);
        assertThat(p.real("inf")).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void coalesceGivesTheFirstThatIsNotNull() {
        assertThat(probe().integer("coalesce(none, five)")).isEqualTo(5L);
        assertThat(probe().real("coalesce(none, 1.5)")).isEqualTo(1.5);
        assertThat(probe().text("coalesce(none, gone, word, 'x')")).isEqualTo("word");
        assertThat(probe().text("coalesce(none, 'no number')")).isEqualTo("no number");
        assertThat(probe().text("coalesce(five, 'no number')")).isEqualTo("5");
        assertThat(probe().integer("coalesce(none, null)")).isNull();
    }

    @Test
    void anExpressionWithoutAValueIsNull() {
        assertThat(probe().integer("integer x x = 5")).isNull();
        assertThat(probe().integer("if five == 4 then return 1")).isNull();
        assertThat(probe().integer("return")).isNull();
        assertThat(probe().integer("")).isNull();
        assertThat(probe().integer("/* nothing */ ;")).isNull();
        assertThat(probe().condition("")).isFalse();
        assertThat(probe().text("5 integer x")).isNull();
    }

    @Test
    void aVariableIsNullUntilItIsAssigned() {
        assertThat(probe().condition("integer x real y string s boolean b isnull(x) and isnull(y)"))
                .isTrue();
        assertThat(probe().condition("string s boolean b isnull(s) and isnull(b)")).isTrue();
        assertThat(probe().condition("integer x = 5 x = null isnull(x)")).isTrue();
    }

    @Test
    void keysAreTestedForNullLikeOtherFields() {
        assertThat(probe().condition("isnull(key)")).isFalse();
        assertThat(probe().condition("isnull(key) == false")).isTrue();
        assertThat(probe().condition("isnull(gone) == false")).isFalse();
    }

    @Test
    void blankIsNullOrEmptyOrOnlyBlanks() {
        assertThat(probe().condition("isblank(gone)")).isTrue();
        assertThat(probe().condition("isblank('')")).isTrue();
        assertThat(probe().condition("isblank(' \\t')")).isTrue();
        assertThat(probe().condition("isblank(word)")).isFalse();
        assertThat(probe().condition("isblank(five)")).isFalse();
        assertThat(probe().condition("isblank(none)")).isTrue();
    }
}
