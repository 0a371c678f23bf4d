package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.schema.FieldType;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class NamesAndPlacesTest {
    @Test
    void fieldsMayHaveAnyName() {
        String[] names = {
            "class",
            "int",
            "b",
            "i",
            "x",
            "nul",
            "constants",
            "k0",
            "v0",
            "u0n",
            "rounds",
            "\\u000a",
            "a b",
            "\"; System.exit(1); //",
            "*/",
            "x`y",
            "if",
            "return",
            "null",
            "date",
            "\u00fcber",
            "\u03b1\u03b2",
            "\ud83d\ude00",
            "a.b",
            "-",
            "1",
            "ESP_OPCODE",
            "true"
        };
        for (String name : names) {
            EelProbe p =
                    EelProbe.with(name, FieldType.INT64, 5L).function("f", "int64", quoted(name));
            assertThat(p.integer(quoted(name) + " + 1")).as(name).isEqualTo(6L);
            assertThat(p.integer("f() + " + quoted(name))).as(name).isEqualTo(10L);
            String variable = "integer " + quoted(name) + " = 7 " + quoted(name);
            assertThat(p.integer(variable + " = " + quoted(name) + " * 2 " + quoted(name)))
                    .as(name)
                    .isEqualTo(14L);
        }
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Test
    void namesOfTypesNeedNoQuotesAndLettersMayBeOfAnyScript() {
        EelProbe p =
                EelProbe.with("date", FieldType.DATE, 5L).and("\u00fcber", FieldType.INT64, 6L);
        p.and("string", FieldType.STRING, "s").and("integer", FieldType.INT64, 7L);
        assertThat(p.integer("date + \u00fcber")).isEqualTo(11L);
        assertThat(p.condition("date == 5 and string == 's'")).isTrue();
        assertThat(p.integer("date d = date d")).isEqualTo(5L);
        assertThat(p.text("string(integer) & string")).isEqualTo("7s");
    }

    @Test
    void namesOfFieldsAreTakenAsTheyAreWritten() {
        EelProbe p = EelProbe.with("Price", FieldType.INT64, 5L).and("price", FieldType.INT64, 6L);
        assertThat(p.integer("Price * 10 + price")).isEqualTo(56L);
        assertThat(p.errors("PRICE")).containsExactly("LS-2002 10:21");
    }

    @Test
    void textOfTheModelNeverEntersTheSource() {
        String evil = "\\u0022; System.exit(1); // \" + \n";
        EelProbe p =
                EelProbe.with(evil, FieldType.STRING, "v").function("evil_name", "string", "'z'");
        EelUnit unit =
                p.unit(
                        "'evil_text' & 123456789 & 98765.4321 & evil_name() & " + quoted(evil),
                        FieldType.STRING);
        assertThat(unit.members()).doesNotContain("exit", "evil", "123456789", "98765");
        assertThat(p.text("'" + evil.replace("\\", "\\\\") + "' & " + quoted(evil)))
                .isEqualTo(evil + "v");
    }

    @Test
    void problemsTellLineAndColumnInTheDocument() {
        EelProbe p = EelProbe.with("a", FieldType.INT64, 1L);
        assertThat(p.errors("nothing")).containsExactly("LS-2002 10:21");
        assertThat(p.errors("a + nothing")).containsExactly("LS-2002 10:25");
        assertThat(p.errors("a +\n  nothing")).containsExactly("LS-2002 11:3");
        assertThat(p.errors("a +\r\n\tnothing * other"))
                .containsExactly("LS-2002 11:2", "LS-2002 11:12");
        assertThat(p.errors("\n\n nofunction(a)")).containsExactly("LS-2003 12:2");
        assertThat(p.errors("a + upper()")).containsExactly("LS-2004 10:25");
        assertThat(p.errors("x = 5")).containsExactly("LS-2002 10:21");
        assertThat(p.errors("a == (")).containsExactly("LS-2001 10:27");
        assertThat(p.errors("a ? b")).startsWith("LS-2001 10:23");
        assertThat(p.errors("'\ud83d\ude00' & nothing"))
                .as("characters count")
                .containsExactly("LS-2002 10:27");
    }

    @Test
    void mistakesAreRefusedWithTheirCodes() {
        EelProbe p = EelProbe.with("a", FieldType.INT64, 1L);
        assertThat(p.errors("if a = 5 then 1")).allMatch(e -> e.startsWith("LS-2001"));
        assertThat(p.errors("'open")).isNotEmpty().allMatch(e -> e.startsWith("LS-2001"));
        assertThat(p.errors("(1")).isNotEmpty().allMatch(e -> e.startsWith("LS-2001"));
        assertThat(p.errors("1 +")).isNotEmpty().allMatch(e -> e.startsWith("LS-2001"));
        assertThat(p.errors("regex r r = 5")).containsExactly("LS-2005 10:29");
        assertThat(p.errors("regex r regex q r = q")).containsExactly("LS-2005 10:37");
        assertThat(p.errors("regex r r")).allMatch(e -> e.startsWith("LS-2005")).hasSize(1);
        assertThat(p.errors("regex r; -r")).containsExactly("LS-2005 10:30");
        assertThat(p.errors("a.compile('x')")).containsExactly("LS-2002 10:21");
        assertThat(p.errors("regex r r.nothing('x')")).containsExactly("LS-2004 10:29");
        assertThat(p.errors("string s for s = 1 to 2 1")).containsExactly("LS-2005 10:30");
        assertThat(p.errors("for z = 1 to 2 1")).containsExactly("LS-2002 10:21");
        assertThat(p.errors("dq d")).containsExactly("LS-2007 10:21");
        assertThat(p.errors("1 +\ndq dataq dataq=DQ_INITIALIZE() dataq.LOADQKB('X')"))
                .containsExactly("LS-2007 11:1");
        assertThat(p.errors("string s; dataq.IDENTIFY('X', s)")).containsExactly("LS-2007 10:31");
        assertThat(p.errors("DQ_INITIALIZE()")).containsExactly("LS-2007 10:21");
        assertThat(p.errors("username()")).containsExactly("LS-2007 10:21");
        assertThat(p.errors("ESP_aSum(a)")).containsExactly("LS-2003 10:21");
        assertThat(p.errors("today(1)")).containsExactly("LS-2004 10:21");
        assertThat(p.errors("return 1 nothing")).containsExactly("LS-2002 10:30");
        assertThat(p.errors("true and isnull(1, 2)")).containsExactly("LS-2004 10:30");
    }

    @Test
    void neitherLocaleNorZoneNorCharsetMatters() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
            EelProbe p = EelProbe.with("TITLE", FieldType.STRING, "title i");
            assertThat(p.text("UPPER(TITLE) & lower('TITLE I') & PROPER('ı istanbul')"))
                    .isEqualTo("TITLE Ititle iI Istanbul");
            assertThat(
                            p.text(
                                    "if TITLE LIKE_IT then 1".replace("LIKE_IT", "== 'title i'")
                                            + " else INSTR(TITLE, 'i')"))
                    .isEqualTo("1");
            assertThat(p.text("formatdate(0, 'YYYY-MM-DD hh:mm:ss MMMM')"))
                    .isEqualTo("1970-01-01 00:00:00 January");
            assertThat(p.integer("todate('2024-03-31 02:30:00')")).isEqualTo(1711852200L);
            assertThat(p.text("1234567.5 & 0.25")).isEqualTo("1234567.50.25");
            assertThat(p.integer("WHILE FALSE BEGIN END INSTR('ABI', 'I')")).isEqualTo(3L);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void todayAndRandomNumbersComeFromTheJournalAlone() {
        EelProbe p = EelProbe.empty();
        p.context.entryMicros(1_700_000_000_999_999L);
        p.context.randomState(42);
        assertThat(p.integer("today()")).isEqualTo(1_700_000_000L);
        assertThat(p.text("formatdate(today(), 'YYYY-MM-DD')")).isEqualTo("2023-11-14");
        Object first = p.real("rand(10)");
        EelProbe q = EelProbe.empty();
        q.context.randomState(42);
        assertThat(q.real("rand(10)")).isEqualTo(first);
        assertThat(q.real("rand(10)")).isNotEqualTo(first);
        assertThat(q.condition("real r = rand() r >= 0 and r < 1")).isTrue();
        assertThat(q.real("rand(null)")).isNull();
    }

    @Test
    void whatIsPrintedGoesToThePrinter() {
        EelProbe p = EelProbe.empty();
        StringBuilder printed = new StringBuilder();
        p.context.printer(t -> printed.append(t).append('|'));
        assertThat(p.integer("print('a' & 1) print(2.5, true) print(null) 3")).isEqualTo(3L);
        assertThat(printed).hasToString("a1|2.5|");
    }
}
