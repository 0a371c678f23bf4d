package dev.lockstep.wire.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimePatternTest {
    private static long parse(String pattern, String text) {
        byte[] b = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
        return TimePattern.compile(pattern).parse(b, 1, b.length - 1);
    }

    private static String format(String pattern, long micros) {
        ByteSink sink = new ByteSink(64);
        TimePattern.compile(pattern).format(micros, true, sink);
        return sink.text();
    }

    private static long micros(String iso) {
        Instant i = Instant.parse(iso);
        return i.getEpochSecond() * 1_000_000 + i.getNano() / 1000;
    }

    @Test
    void thePatternsOfPublicModelsAreRead() {
        long expected = micros("2014-11-19T08:41:05Z");
        assertThat(parse("%Y-%m-%d %H:%M:%S", "2014-11-19 08:41:05")).isEqualTo(expected);
        assertThat(parse("%m/%d/%Y:%H:%M:%S", "11/19/2014:08:41:05")).isEqualTo(expected);
        assertThat(parse("%d/%b/%Y:%H:%M:%S", "19/Nov/2014:08:41:05")).isEqualTo(expected);
        assertThat(parse("%d%b%Y:%k:%M:%S", "19NOV2014: 8:41:05")).isEqualTo(expected);
        assertThat(parse("%d%b%y:%k:%M:%S", "19nov14:8:41:05")).isEqualTo(expected);
        assertThat(parse("%m/%d/%Y %H:%M", "11/19/2014 08:41")).isEqualTo(expected - 5_000_000);
    }

    @Test
    void strayMarksAroundThePatternAreTolerated() {
        long expected = micros("2020-01-02T03:04:05Z");
        for (String p :
                new String[] {
                    "'%Y-%m-%d %H:%M:%S",
                    "\u201C%Y-%m-%d %H:%M:%S\u201D",
                    "\u2018%Y-%m-%d %H:%M:%S\u2019",
                    "\"%Y-%m-%d %H:%M:%S\"",
                    " %F %T "
                }) {
            assertThat(parse(p, "2020-01-02 03:04:05")).as(p).isEqualTo(expected);
        }
    }

    @Test
    void everyCodeIsReadAndPrinted() {
        long time = micros("2023-03-05T15:07:09.012345Z");
        assertThat(format("%Y %m %d %H %M %S.%f", time)).isEqualTo("2023 03 05 15 07 09.012345");
        assertThat(format("%y %k %e %j %b %B %a %A", time))
                .isEqualTo("23 15  5 064 Mar March Sun Sunday");
        assertThat(format("%I %l %p %z %Z %h %D %R %% %s", time))
                .isEqualTo("03  3 PM +0000 UTC Mar 03/05/23 15:07 % 1678028829");
        assertThat(parse("%I:%M:%S %p %B %e %Y", "3:07:09 pm MARCH 5 2023"))
                .isEqualTo(micros("2023-03-05T15:07:09Z"));
        assertThat(parse("%I %p", "12 am")).isZero();
        assertThat(parse("%I %p", "12 PM")).isEqualTo(12 * 3_600_000_000L);
        assertThat(parse("%Y %j", "2023 064")).isEqualTo(micros("2023-03-05T00:00:00Z"));
        assertThat(parse("%A, %d %b %Y", "Sunday, 05 Mar 2023"))
                .isEqualTo(micros("2023-03-05T00:00:00Z"));
        assertThat(parse("%s", "-1")).isEqualTo(-1_000_000);
        assertThat(parse("%F %T %z", "2023-03-05 15:07:09 +05:30"))
                .isEqualTo(micros("2023-03-05T09:37:09Z"));
        assertThat(parse("%F %T%z", "2023-03-05 15:07:09Z"))
                .isEqualTo(micros("2023-03-05T15:07:09Z"));
        assertThat(parse("%T %Z", "00:00:01 GMT")).isEqualTo(1_000_000);
    }

    @Test
    void aFractionIsReadAfterSecondsAndPrintedWhenThereIsOne() {
        assertThat(parse("%T", "00:00:01.5")).isEqualTo(1_500_000);
        assertThat(parse("%T", "00:00:01.000001")).isEqualTo(1_000_001);
        assertThat(parse("%S.%f", "1.25")).isEqualTo(1_250_000);
        assertThat(parse("%T", "00:00:01,5")).isEqualTo(1_500_000);
        assertThat(parse("%F %T", "1970-01-01 00:00:01:25")).isEqualTo(1_250_000);
        assertThat(parse("%T", "00:00:01:00.123456")).isEqualTo(1_000_000);
        assertThat(parse("%T %Y", "00:00:01:00.12 1970")).isEqualTo(TimePattern.MISMATCH);
        assertThat(parse("%S:%M", "1:2")).isEqualTo(121_000_000);
        assertThat(format("%T", 1_000_000)).isEqualTo("00:00:01");
        assertThat(format("%T", 1_000_001)).isEqualTo("00:00:01.000001");
        assertThat(format("%F %T", -1)).isEqualTo("1969-12-31 23:59:59.999999");
    }

    @Test
    void whatDoesNotMatchIsTold() {
        String[][] bad = {
            {"%Y-%m-%d", "2023-02-29"},
            {"%Y-%m-%d", "2023-13-01"},
            {"%Y-%m-%d", "2023-01-01x"},
            {"%H:%M", "24:00"},
            {"%b", "Foo"},
            {"%p", "xm"},
            {"%Z", "CET"},
            {"%Y", ""},
            {"%Y %j", "2023 366"},
            {"%S", "1."},
            {"%S", "1:"},
            {"%S", "1:5 5"},
            {"%S", "1:x"},
            {"%S", "1.0.5"},
            {"%S", "1;5"},
            {"%Y-%m-%d %H", "2023-01-01"},
            {"%z", "5"}
        };
        for (String[] b : bad) {
            assertThat(parse(b[0], b[1])).as(b[0] + " " + b[1]).isEqualTo(TimePattern.MISMATCH);
        }
        for (String pattern : new String[] {"%Q", "%", "", "%Y%m%"}) {
            assertThatThrownBy(() -> TimePattern.compile(pattern))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-4007");
        }
    }

    @Test
    void theCalendarAgreesWithTheJdk() {
        Random random = new Random(5);
        DateTimeFormatter jdk = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
        for (int i = 0; i < 20_000; i++) {
            long seconds =
                    (long) ((random.nextDouble() * 8000 - 0) * 31_556_952L) - 62_135_596_800L;
            String text = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC).format(jdk);
            assertThat(format("%F %T", seconds * 1_000_000)).isEqualTo(text);
            assertThat(parse("%F %T", text)).isEqualTo(seconds * 1_000_000);
        }
    }
}
