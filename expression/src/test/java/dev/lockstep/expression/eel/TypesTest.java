package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.schema.FieldType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TypesTest {
    @Test
    void everyFieldTypeIsReadAndWritten() {
        EelProbe p = EelProbe.with("i", FieldType.INT32, -5).and("l", FieldType.INT64, 1L << 40);
        p.and("d", FieldType.DOUBLE, 2.25).and("m", FieldType.MONEY, 12_345L);
        p.and("s", FieldType.STRING, "text").and("r", FieldType.RSTRING, "shared");
        p.and("day", FieldType.DATE, 86_400L).and("at", FieldType.STAMP, 86_400_000_001L);
        assertThat(p.as(FieldType.INT32, "i")).isEqualTo(-5L);
        assertThat(p.as(FieldType.INT64, "l")).isEqualTo(1L << 40);
        assertThat(p.as(FieldType.DOUBLE, "d")).isEqualTo(2.25);
        assertThat(p.as(FieldType.MONEY, "m")).isEqualTo(12_345L);
        assertThat(p.as(FieldType.DOUBLE, "m * 2")).isEqualTo(2.469);
        assertThat(p.as(FieldType.STRING, "s & r")).isEqualTo("textshared");
        assertThat(p.as(FieldType.RSTRING, "s")).isEqualTo("text");
        assertThat(p.as(FieldType.DATE, "day")).isEqualTo(86_400L);
        assertThat(p.as(FieldType.STAMP, "at")).isEqualTo(86_400_000_001L);
    }

    @Test
    void datesAreSecondsAndStampsAreMicrosecondsInArithmetic() {
        EelProbe p = EelProbe.with("day", FieldType.DATE, 86_400L);
        p.and("at", FieldType.STAMP, 86_400_000_001L);
        assertThat(p.as(FieldType.DATE, "day + 60")).isEqualTo(86_460L);
        assertThat(p.as(FieldType.STAMP, "at + 60")).isEqualTo(86_400_000_061L);
        assertThat(p.as(FieldType.STAMP, "day * 1000000")).isEqualTo(86_400_000_000L);
        assertThat(p.as(FieldType.DATE, "at / 1000000")).isEqualTo(86_400L);
        assertThat(p.text("day")).isEqualTo("86400");
    }

    @Test
    void blobsAndArraysPassThroughButTakePartInNothing() {
        byte[] bytes = "[1;2]".getBytes(StandardCharsets.UTF_8);
        EelProbe p = EelProbe.with("blob", FieldType.BLOB, bytes);
        p.and("numbers", FieldType.ARRAY_INT64, bytes).and("none", FieldType.BLOB, null);
        assertThat(p.as(FieldType.BLOB, "blob")).isEqualTo("[1;2]");
        assertThat(p.as(FieldType.BLOB, "none")).isNull();
        assertThat(p.as(FieldType.BLOB, "coalesce(none, blob)")).isEqualTo("[1;2]");
        assertThat(p.as(FieldType.ARRAY_INT64, "if isnull(blob) then return null numbers"))
                .isEqualTo("[1;2]");
        assertThat(p.as(FieldType.BLOB, "null")).isNull();
        for (String wrong :
                new String[] {
                    "blob == blob",
                    "blob & 'x'",
                    "-blob",
                    "blob + 1",
                    "blob and true",
                    "upper(blob)",
                    "coalesce(blob, numbers)",
                    "coalesce(blob, 1)",
                    "max(blob, 1)",
                    "inlist(blob, blob)",
                    "isblank(numbers)",
                    "tostring(blob)",
                    "if blob then 1",
                    "string s = blob s",
                    "blob",
                    "print(blob)",
                    "parse(blob, ',')"
                }) {
            assertThat(p.errors(wrong)).as(wrong).isNotEmpty();
        }
        assertThat(p.problems("numbers", FieldType.BLOB)).isNotEmpty();
        assertThat(p.problems("1", FieldType.BLOB)).isNotEmpty();
    }

    @Test
    void userFunctionsPassBlobsOn() {
        byte[] bytes = {1, 2};
        EelProbe p = EelProbe.with("blob", FieldType.BLOB, bytes);
        p.function("same", "blob", "return parameter(1)");
        p.function("number", "int64", "return parameter(1)");
        assertThat(p.as(FieldType.BLOB, "same(blob)")).isEqualTo("\u0001\u0002");
        assertThat(p.problems("number(blob)", FieldType.INT64)).isNotEmpty();
        assertThat(p.problems("same(blob)", FieldType.ARRAY_INT64)).isNotEmpty();
        assertThat(p.problems("same(1)", FieldType.BLOB)).isNotEmpty();
    }

    @Test
    void textThatIsANumberBecomesOneAndOtherTextIsNull() {
        assertThat(EelProbe.empty().integer("' 12 '")).isEqualTo(12L);
        assertThat(EelProbe.empty().integer("'-12.9'")).isEqualTo(-12L);
        assertThat(EelProbe.empty().integer("'+5'")).isEqualTo(5L);
        assertThat(EelProbe.empty().real("'1e3' + 1")).isEqualTo(1001.0);
        assertThat(EelProbe.empty().real("'.5'")).isEqualTo(0.5);
        for (String wrong :
                new String[] {"", " ", "x", "1x", "1 2", "--1", "1e", ".", "0x1F", "NaN", "1d"}) {
            assertThat(EelProbe.empty().real("'" + wrong + "'")).as(wrong).isNull();
            assertThat(EelProbe.empty().integer("'" + wrong + "'")).as(wrong).isNull();
        }
    }

    @Test
    void digitsOfTextAreReadExactly() {
        assertThat(EelProbe.empty().integer("'9007199254740993'")).isEqualTo(9007199254740993L);
        assertThat(EelProbe.empty().integer("'9223372036854775807'")).isEqualTo(Long.MAX_VALUE);
        assertThat(EelProbe.empty().integer("'9223372036854775808'")).isNull();
        assertThat(EelProbe.empty().integer("tointeger('-9223372036854775808')"))
                .isEqualTo(Long.MIN_VALUE);
        EelProbe id = EelProbe.with("id", FieldType.INT64, 9007199254740993L);
        assertThat(id.condition("id == '9007199254740993'")).isTrue();
        assertThat(id.condition("'9007199254740992' == id")).isFalse();
        assertThat(id.condition("'9007199254740992' < id")).isTrue();
        assertThat(id.condition("id < '9007199254740994'")).isTrue();
        assertThat(id.condition("id < '99999999999999999999'")).isTrue();
        assertThat(id.condition("id > '1.5'")).isTrue();
    }

    @Test
    void textAgainstANumberIsComparedAsNumber() {
        assertThat(EelProbe.empty().condition("'10' > 9")).isTrue();
        assertThat(EelProbe.empty().condition("'10' > '9'")).as("as text").isFalse();
        assertThat(EelProbe.empty().condition("9.5 < ' 10 '")).isTrue();
        assertThat(EelProbe.empty().condition("'1.0' == 1")).isTrue();
        assertThat(EelProbe.empty().condition("'x' == 1")).isFalse();
        assertThat(EelProbe.empty().condition("isnull('x' != 1)")).isTrue();
    }

    @Test
    void aBooleanCountsAsOneOrZeroAndComparesWithTextByItsMeaning() {
        assertThat(EelProbe.empty().integer("(1 == 1) + 1")).isEqualTo(2L);
        assertThat(EelProbe.empty().integer("1 == 2")).isEqualTo(0L);
        assertThat(EelProbe.empty().real("true")).isEqualTo(1.0);
        assertThat(EelProbe.empty().text("1 == 1")).isEqualTo("true");
        assertThat(EelProbe.empty().condition("true == 1")).isTrue();
        assertThat(EelProbe.empty().condition("true == 'yes'")).isTrue();
        assertThat(EelProbe.empty().condition("'no' == false")).isTrue();
        assertThat(EelProbe.empty().condition("true > false")).isTrue();
    }

    @Test
    void textIsTrueIfItSaysSoOrIsANumberOtherThanZero() {
        for (String yes : new String[] {"true", "TRUE", "yes", "On", "1", "2.5", " true "}) {
            assertThat(EelProbe.empty().condition("'" + yes + "'")).as(yes).isTrue();
        }
        for (String no : new String[] {"false", "no", "0", "0.0", "", "x"}) {
            assertThat(EelProbe.empty().condition("'" + no + "'")).as(no).isFalse();
        }
        assertThat(EelProbe.empty().condition("0.1")).isTrue();
        assertThat(EelProbe.empty().condition("0")).isFalse();
    }

    @Test
    void realsPrintAsShortlyAsTheyCanBeReadBack() {
        assertThat(EelProbe.empty().text("2.0")).isEqualTo("2");
        assertThat(EelProbe.empty().text("0.1 + 0.2")).isEqualTo("0.30000000000000004");
        assertThat(EelProbe.empty().text("1e20")).isEqualTo("100000000000000000000");
        assertThat(EelProbe.empty().text("1e-7")).isEqualTo("0.0000001");
        assertThat(EelProbe.empty().text("-0.0")).isEqualTo("0");
        assertThat(EelProbe.empty().text("1 / 3")).isEqualTo("0.3333333333333333");
        assertThat(EelProbe.empty().text("10 / 2")).isEqualTo("5");
    }

    @Test
    void textIsOrderedByCharactersNotByTheirEncoding() {
        String above = new String(Character.toChars(0x1f600));
        EelProbe p = EelProbe.with("x", FieldType.STRING, above);
        p.and("y", FieldType.STRING, "\uff21");
        assertThat(p.condition("x > y")).as("by the pool's codes").isTrue();
        assertThat(p.condition("x & '' > y & ''")).as("by text").isTrue();
        assertThat(p.condition("'a' < 'b' and 'a' < 'ab' and 'B' < 'a' and '' < 'a'")).isTrue();
        assertThat(p.condition("'a' == 'A'")).isFalse();
    }

    @Test
    void notANumberIsUnequalToEverything() {
        EelProbe p = EelProbe.with("nan", FieldType.DOUBLE, Double.NaN);
        assertThat(p.condition("nan == nan")).isFalse();
        assertThat(p.condition("nan != nan")).isTrue();
        assertThat(p.condition("nan < 1 or nan >= 1")).isFalse();
        assertThat(p.text("nan")).isEqualTo("NaN");
    }

    @Test
    void textLongerThanTheLimitIsCutButNotWithinACharacter() {
        String smile = new String(Character.toChars(0x1f600));
        EelProbe p = EelProbe.with("s", FieldType.STRING, "abc" + smile).maxText(4);
        assertThat(p.text("s & 'x'")).isEqualTo("abc");
        assertThat(p.text("'abcdef' & 'x'")).isEqualTo("abcd");
        assertThat(p.text("s")).as("a field as it is").isEqualTo("abc" + smile);
        assertThat(p.text("replace('aaaa', 'a', 'bb')")).isEqualTo("bbbb");
        assertThat(p.integer("string t = 'a' integer i for i = 1 to 100 t = t & t len(t)"))
                .isEqualTo(4L);
    }

    @Test
    void naturalTypesOfArgumentsAreThoseOfFieldsOrKinds() {
        assertThat(EelProbe.empty().text("typeof(1)")).isEqualTo("integer");
        assertThat(EelProbe.empty().text("typeof(1 / 1)")).isEqualTo("real");
        assertThat(EelProbe.empty().text("typeof(1 & 1)")).isEqualTo("string");
        assertThat(EelProbe.empty().text("typeof(1 == 1)")).isEqualTo("boolean");
        assertThat(EelProbe.empty().text("typeof(null)")).isEqualTo("null");
    }
}
