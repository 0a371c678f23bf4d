package dev.lockstep.connectors.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.RecordingSink;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimerTest {
    private static final Schema SCHEMA = schema(FieldType.INT64, FieldType.STAMP);

    private static Schema schema(FieldType key, FieldType time) {
        return new Schema(
                List.of(
                        new Field("id", key, true),
                        new Field("time", time, false),
                        new Field("label", FieldType.STRING, false)));
    }

    private static ConnectorConfig config(Schema schema, boolean autogen, String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return new ConnectorConfig(
                "p/q/w/tick",
                Direction.PUBLISH,
                schema,
                autogen,
                map,
                Path.of("."),
                Location.UNKNOWN);
    }

    private static RecordingSink run(ConnectorConfig config, RecordingSink sink) throws Exception {
        TimerConnector connector = new TimerConnector();
        assertThat(connector.validate(config).stream().filter(Problem::isError)).isEmpty();
        try (Publisher publisher = connector.publisher(config)) {
            publisher.run(sink);
        }
        return sink;
    }

    private static long micros(String iso) {
        return Instant.parse(iso).getEpochSecond() * 1_000_000;
    }

    @Test
    void eventsAreDueAtTheTimesOfTheSchedule() throws Exception {
        long start = micros("2024-05-01T12:00:30Z");
        RecordingSink sink =
                run(
                        config(
                                SCHEMA,
                                false,
                                "basetime",
                                "2020-06-08 00:14:00",
                                "interval",
                                "60",
                                "unit",
                                "second",
                                "label",
                                "minutely",
                                "maxevents",
                                "2"),
                        new RecordingSink(SCHEMA).clock(start, 0));
        assertThat(sink.due()).containsExactly(30_000_000L, 90_000_000L);
        long first = micros("2024-05-01T12:01:00Z");
        assertThat(sink.text())
                .isEqualTo(
                        "I,N, 1,"
                                + first
                                + ",minutely\nI,N, 2,"
                                + (first + 60_000_000)
                                + ",minutely\n");
    }

    @Test
    void aBaseTimeInTheFutureIsTheFirstTime() throws Exception {
        long start = micros("2020-01-01T00:00:00Z");
        RecordingSink sink =
                run(
                        config(
                                schema(FieldType.STRING, FieldType.DATE),
                                false,
                                "basetime",
                                "2020-01-02",
                                "interval",
                                "0.5",
                                "unit",
                                "HOURS",
                                "maxevents",
                                "2",
                                "publishwithupsert",
                                "true",
                                "transactional",
                                "true"),
                        new RecordingSink(schema(FieldType.STRING, FieldType.DATE))
                                .clock(start, 5));
        assertThat(sink.due()).containsExactly(86_400_000_000L, 88_200_000_000L);
        assertThat(sink.text()).isEqualTo("P,N, 1,1577923200,tick\nP,N, 2,1577925000,tick\n");
        assertThat(sink.blocks()).allMatch(b -> b.isTransactional() && b.rows() == 1);
    }

    /** Base, interval, unit, the run's start, and the first two times from there. */
    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:00:00Z, 2, minute, 2024-05-01T12:00:30Z, 2024-05-01T12:02:00Z,"
                + " 2024-05-01T12:04:00Z",
        "2024-01-01T00:00:00Z, 1.5, Minutes, 2024-01-01T00:01:00Z, 2024-01-01T00:01:30Z,"
                + " 2024-01-01T00:03:00Z",
        "2024-01-01T00:00:00Z, 1, day, 2024-02-28T00:00:01Z, 2024-02-29T00:00:00Z,"
                + " 2024-03-01T00:00:00Z",
        "2024-01-01T06:00:00Z, 1, week, 2024-02-26T06:00:00Z, 2024-02-26T06:00:00Z,"
                + " 2024-03-04T06:00:00Z",
        "2024-01-01T06:00:00Z, 2, WEEKS, 2024-01-01T06:00:01Z, 2024-01-15T06:00:00Z,"
                + " 2024-01-29T06:00:00Z",
        "2023-12-31T00:00:00Z, 2, months, 2024-01-01T00:00:00Z, 2024-02-29T00:00:00Z,"
                + " 2024-04-30T00:00:00Z",
        "2020-02-29T12:00:00Z, 1, year, 2023-03-01T00:00:00Z, 2024-02-29T12:00:00Z,"
                + " 2025-02-28T12:00:00Z",
        "2020-03-01T00:00:00Z, 2, years, 2021-01-01T00:00:00Z, 2022-03-01T00:00:00Z,"
                + " 2024-03-01T00:00:00Z",
    })
    void everyUnitHasItsLengthAndCalendarUnitsTheirOwnDays(
            String base, String interval, String unit, String start, String first, String second)
            throws Exception {
        RecordingSink sink =
                run(
                        config(
                                SCHEMA,
                                true,
                                "basetime",
                                base.replaceAll("[TZ]", " ").strip(),
                                "interval",
                                interval,
                                "unit",
                                unit,
                                "maxevents",
                                "2"),
                        new RecordingSink(SCHEMA).clock(micros(start), 0));
        assertThat(sink.text())
                .isEqualTo(
                        "I,N, ,%d,tick\nI,N, ,%d,tick\n".formatted(micros(first), micros(second)));
        assertThat(sink.due())
                .containsExactly(micros(first) - micros(start), micros(second) - micros(start));
    }

    @Test
    void monthsFollowTheCalendarAndAGeneratedKeyStaysEmpty() throws Exception {
        long start = micros("2024-02-10T00:00:00Z");
        RecordingSink sink =
                run(
                        config(
                                SCHEMA,
                                true,
                                "basetime",
                                "31/01/2024",
                                "timeformat",
                                "%d/%m/%Y",
                                "interval",
                                "1",
                                "unit",
                                "month",
                                "maxevents",
                                "2"),
                        new RecordingSink(SCHEMA).clock(start, 0));
        assertThat(sink.text())
                .isEqualTo(
                        "I,N, ,"
                                + micros("2024-02-29T00:00:00Z")
                                + ",tick\nI,N, ,"
                                + micros("2024-03-31T00:00:00Z")
                                + ",tick\n");
    }

    @Test
    void withoutALimitItEndsWhenStopped() throws Exception {
        ConnectorConfig config =
                config(SCHEMA, false, "basetime", "2020-01-01", "interval", "1", "unit", "day");
        assertThat(new TimerConnector().publisher(config).isFinite()).isFalse();
        assertThat(run(config, new RecordingSink(SCHEMA).stopAfter(5)).rows()).isEqualTo(5);
    }

    @Test
    void whatCannotWorkIsRefused() {
        TimerConnector connector = new TimerConnector();
        String[][] bad = {
            {"basetime", "x", "interval", "1", "unit", "day"},
            {"basetime", "2020-01-01", "interval", "0", "unit", "day"},
            {"basetime", "2020-01-01", "interval", "1.5", "unit", "month"},
            {"basetime", "2020-01-01", "interval", "1", "unit", "fortnight"},
            {"basetime", "2020-01-01", "interval", "1"},
            {"basetime", "2020-01-01", "interval", "1", "unit", "day", "colour", "red"},
        };
        for (String[] b : bad) {
            assertThat(connector.validate(config(SCHEMA, false, b)))
                    .as(String.join(" ", b))
                    .anyMatch(Problem::isError);
        }
        Schema unfit = new Schema(List.of(new Field("k", FieldType.DOUBLE, true)));
        assertThat(
                        connector.validate(
                                config(
                                        unfit,
                                        false,
                                        "basetime",
                                        "2020-01-01",
                                        "interval",
                                        "1",
                                        "unit",
                                        "day")))
                .anyMatch(p -> p.code().code().equals("LS-4106"));
    }

    @Test
    void aPatternThatIsNoneIsToldWithItsPlace() {
        ConnectorConfig unplaced =
                config(
                        SCHEMA,
                        false,
                        "basetime",
                        "2020-01-01",
                        "timeformat",
                        "%Q",
                        "interval",
                        "1",
                        "unit",
                        "day");
        Location where = new Location("model.xml", 3, 4);
        ConnectorConfig config =
                new ConnectorConfig(
                        unplaced.name(),
                        unplaced.direction(),
                        SCHEMA,
                        false,
                        unplaced.properties(),
                        unplaced.baseDirectory(),
                        where);
        assertThat(new TimerConnector().validate(config))
                .extracting(p -> p.code().code(), Problem::where)
                .containsExactly(tuple("LS-4007", where));
    }
}
