package dev.lockstep.connectors.timer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Units of a timer's interval. Months and years follow the calendar, in UTC. */
enum TimerUnit {
    SECOND(1_000_000L),
    MINUTE(60_000_000L),
    HOUR(3_600_000_000L),
    DAY(86_400_000_000L),
    WEEK(604_800_000_000L),
    MONTH(0),
    YEAR(0);

    private final long micros;

    TimerUnit(long micros) {
        this.micros = micros;
    }

    /** The unit of that name, in singular or plural and any case, or null. */
    static @Nullable TimerUnit of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        for (TimerUnit unit : values()) {
            if (upper.equals(unit.name()) || upper.equals(unit.name() + "S")) {
                return unit;
            }
        }
        return null;
    }

    boolean isCalendar() {
        return micros == 0;
    }

    long micros() {
        return micros;
    }

    /** {@code count} calendar units after {@code base}, both in microseconds since the epoch. */
    long after(long base, long count) {
        long seconds = Math.floorDiv(base, 1_000_000L);
        long rest = Math.floorMod(base, 1_000_000L);
        ZonedDateTime start = Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC);
        ChronoUnit unit = this == MONTH ? ChronoUnit.MONTHS : ChronoUnit.YEARS;
        return start.plus(count, unit).toEpochSecond() * 1_000_000 + rest;
    }
}
