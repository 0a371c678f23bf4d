package dev.lockstep.expression.functional.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.expression.functional.fault.FunctionalFault;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {
    private static String format(String format, long seconds) {
        return TimeFormat.parse(format).format(seconds, 120_034);
    }

    @Test
    void randomTimesPrintAsTheLibraryPrintsThemAndReadBack() {
        TimeFormat ours = TimeFormat.parse("%a %A %b %B %d %H %I %m %M %p %S %y %Y");
        DateTimeFormatter usual =
                DateTimeFormatter.ofPattern(
                        "EEE EEEE MMM MMMM dd HH hh MM mm a ss yy yyyy", Locale.ENGLISH);
        DateTimeFormatter weeks = DateTimeFormatter.ISO_WEEK_DATE;
        TimeFormat iso = TimeFormat.parse("%G-W%V-%u");
        TimeFormat whole = TimeFormat.parse("%Y-%m-%d %H:%M:%S");
        TimeFormat parts = TimeFormat.parse("%a %d %b %Y, %I:%M %p and %S");
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            long seconds = random.nextLong(-62_135_596_800L, 253_402_300_800L);
            var time = Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC);
            assertThat(ours.format(seconds, 0)).isEqualTo(usual.format(time));
            if (time.getYear() > 1 && time.getYear() < 9999) {
                assertThat(iso.format(seconds, 0)).isEqualTo(weeks.format(time).replace("Z", ""));
            }
            assertThat(whole.read(whole.format(seconds, 0))).isEqualTo(seconds * 1_000_000);
            assertThat(parts.read(parts.format(seconds, 0))).isEqualTo(seconds * 1_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%c|Thu Jan  1 00:00:09 1970",
                "%D %F %T %R|01/01/70 1970-01-01 00:00:09 00:00",
                "%r|12:00:09 AM",
                "%s.%f|9.120034",
                "%z %Z %%|+0000 UTC %",
                "%U %W %w %u|00 00 4 4",
                "%C%y|1970",
                "%e%k%l|1 012",
            })
    void directivesPrint(String format, String text) {
        assertThat(format(format, 9).strip().replace("   ", " ").replace("  ", " "))
                .isEqualTo(text.replace("  ", " "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%F %T|1970-01-02 00:00:01.5|86401500000",
                "%FT%TZ|1970-01-01T00:00:01Z|1000000",
                "%F %T %z|1970-01-01 02:00:00 +0130|1800000000",
                "%F %T%z|1970-01-01 00:00:00-01:00|3600000000",
                "%d/%b/%Y|02/jan/1970|86400000000",
                "%d %B %y|2 JANUARY 70|86400000000",
                "%y|68|3092601600000000",
                "%Y-%j|1970-032|2678400000000",
                "%s|-5|-5000000",
                "%I %p|12 am|0",
                "%I %p|12 PM|43200000000",
                "%I %p|13 PM|",
                "%H:%M|24:00|",
                "%H:%M|1:2|3720000000",
                "%F|1970-02-29|",
                "%F|1970-1-1x|",
                "%F|70-01|",
                "%T|00:00:60|60000000",
                "%T|00:00:61|",
                "%F|10000-01-01|",
                "%H%M%S|010203|3723000000",
                "%Z|CET|",
            })
    void textsAreReadOrRefused(String format, String text, Long micros) {
        assertThat(TimeFormat.parse(format).read(text)).isEqualTo(micros);
    }

    @Test
    void wrongFormatsAndTimesBeyondTheYearsAreRefused() {
        for (String wrong : new String[] {"%Q", "%", "a%", "%E"}) {
            assertThatThrownBy(() -> TimeFormat.parse(wrong)).isInstanceOf(FunctionalFault.class);
        }
        assertThat(format("%Y", -62_135_596_800L)).isEqualTo("0001");
        assertThat(format("%Y", 253_402_300_799L)).isEqualTo("9999");
        assertThatThrownBy(() -> format("%Y", 253_402_300_800L))
                .isInstanceOf(FunctionalFault.class);
        assertThatThrownBy(() -> format("%Y", -62_135_596_801L))
                .isInstanceOf(FunctionalFault.class);
    }
}
