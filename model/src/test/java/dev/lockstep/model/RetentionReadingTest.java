package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionReadingTest {
    private static ReadResult read(String attributes) {
        String xml =
                "<project name='p'><contqueries><contquery name='q'><windows><window-source"
                    + " name='s'><schema-string>id*:int64,at:stamp</schema-string></window-source><window-copy"
                    + " name='c'>\n"
                    + "<retention "
                        + attributes
                        + ">5 minutes</retention></window-copy></windows>"
                        + "<edges><edge source='s' target='c'/></edges></contquery></contqueries>"
                        + "</project>";
        return ProjectReader.read(
                xml.getBytes(StandardCharsets.UTF_8),
                "m.xml",
                name -> null,
                new ReadOptions(List.of("fs"), false));
    }

    private static RetentionSpec retention(String attributes) {
        return Objects.requireNonNull(
                read(attributes).orThrow().queries().get(0).windows().get(1).retention());
    }

    @ParameterizedTest
    @CsvSource({
        "microsecond, 1",
        "millisecond, 1000",
        "msec, 1000",
        "second, 1000000",
        "seconds, 1000000",
        "Sec, 1000000",
        "minute, 60000000",
        "MIN, 60000000",
        "hour, 3600000000",
        "hours, 3600000000",
        "day, 86400000000",
        "week, 604800000000",
        "w, 604800000000",
        "90 seconds, 90000000",
        "2minutes, 120000000",
        "30, 30000000",
        "0 seconds, 0",
        "'', 300000000",
    })
    void theLookBackIsADurationOrOneOfAUnit(String unit, long micros) {
        RetentionSpec r = retention("type='bytime_jumping_lookback' unit='" + unit + "'");
        assertThat(r.lookBackMicros()).isEqualTo(micros);
        assertThat(r.amount()).isEqualTo(300_000_000L);
    }

    @Test
    void withoutAUnitTheLookBackIsAsLongAsThePeriod() {
        assertThat(retention("type='bytime_jumping_lookback'").lookBackMicros())
                .isEqualTo(300_000_000L);
    }

    @Test
    void otherRetentionsHaveNoLookBack() {
        assertThat(retention("type='bytime_jumping' unit='minute'").lookBackMicros()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"fortnight", "month", "minute 2", "-1 minute", "1.5 hours"})
    void aUnitThatIsNoneIsRefusedAtItsPlace(String unit) {
        assertThat(read("type='bytime_jumping_lookback' unit='" + unit + "'").problems())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.code()).isEqualTo(ModelError.BAD_VALUE);
                            assertThat(p.where().line()).isEqualTo(2);
                            assertThat(p.detail()).contains(unit);
                        });
    }
}
