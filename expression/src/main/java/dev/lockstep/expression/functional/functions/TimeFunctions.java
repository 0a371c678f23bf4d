package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.pattern.TimeFormat;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times in seconds since 1970-01-01T00:00:00Z (known) of the years 1 to 9999. Local time is the
 * project's zone, UTC. "Now" is the time of the journal entry. Formats are those of strftime.
 */
public final class TimeFunctions {
    private static final TimeFormat USUAL = TimeFormat.parse("%Y-%m-%d %H:%M:%S");
    private static final long DAY = 86_400;

    private TimeFunctions() {}

    private static LocalDateTime at(long seconds) {
        if (!TimeFormat.inRange(seconds)) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    }

    private static long seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    @Function(
            meaning =
                    "A time as text in local time, by a format or as year-month-day "
                            + "hours:minutes:seconds.",
            example = "timeString(1767323045, '%d.%m.%Y %H:%M')",
            gives = "02.01.2026 03:04",
            known = true,
            optional = 1)
    public static String timeString(long time, @Nullable TimeFormat format) {
        return (format == null ? USUAL : format).format(time, 0);
    }

    @Function(
            meaning = "A time as text in UTC.",
            example = "timeGmtString(1767323045, '%a %b %e %T %Y')",
            gives = "Fri Jan  2 03:04:05 2026",
            known = true,
            optional = 1)
    public static String timeGmtString(long time, @Nullable TimeFormat format) {
        return timeString(time, format);
    }

    @Function(
            meaning =
                    "The time that a text spells by a format; what the format does not "
                            + "say is 1970-01-01 00:00:00; null if the text has another form.",
            example = "timeParse('03:04:05', '%H:%M:%S')",
            gives = "11045",
            known = true,
            optional = 1)
    public static @Nullable Long timeParse(
            FunctionalScope rt, String text, @Nullable TimeFormat format) {
        Long micros = timeParseMicro(rt, text, format);
        return micros == null ? null : Long.valueOf(Math.floorDiv(micros, 1_000_000L));
    }

    @Function(
            meaning = "The same in microseconds, as stamps have them.",
            example = "timeParseMicro('2026-01-02 03:04:05.25', '%F %T')",
            gives = "1767323045250000",
            optional = 1)
    public static @Nullable Long timeParseMicro(
            FunctionalScope rt, String text, @Nullable TimeFormat format) {
        Long micros = (format == null ? USUAL : format).read(text);
        if (micros == null && !text.isBlank()) {
            rt.report(FunctionalError.NOT_CONVERTIBLE);
        }
        return micros;
    }

    @Function(
            meaning =
                    "A time of UTC as local time; the project's zone is UTC, so it is the "
                            + "same.",
            example = "timeGmtToLocal(11045)",
            gives = "11045",
            known = true)
    public static long timeGmtToLocal(long time) {
        return time;
    }

    @Function(
            meaning = "A local time as UTC; the same, too.",
            example = "timeLocalToGmt(11045)",
            gives = "11045")
    public static long timeLocalToGmt(long time) {
        return time;
    }

    @Function(
            meaning = "Whether a local time, or now, is daylight saving time; never in UTC.",
            example = "timeIsDst(1767323045)",
            gives = "0",
            known = true,
            optional = 1)
    public static boolean timeIsDst(@Nullable Long time) {
        return false;
    }

    @Function(
            meaning = "The seconds since midnight.",
            example = "timeSecondOfDay(1767323045)",
            gives = "11045",
            known = true)
    public static long timeSecondOfDay(long time) {
        return Math.floorMod(time, DAY);
    }

    @Function(
            meaning = "The minutes since midnight.",
            example = "timeMinuteOfDay(1767323045)",
            gives = "184")
    public static long timeMinuteOfDay(long time) {
        return Math.floorMod(time, DAY) / 60;
    }

    @Function(
            meaning = "The second of the minute, 0 to 59.",
            example = "timeSecond(1767323045)",
            gives = "5")
    public static long timeSecond(long time) {
        return Math.floorMod(time, 60L);
    }

    @Function(
            meaning = "The minute of the hour, 0 to 59.",
            example = "timeMinute(1767323045)",
            gives = "4")
    public static long timeMinute(long time) {
        return Math.floorMod(time, 3_600L) / 60;
    }

    @Function(
            meaning = "The hour of the day, 0 to 23.",
            example = "timeHour(1767323045)",
            gives = "3")
    public static long timeHour(long time) {
        return Math.floorMod(time, DAY) / 3_600;
    }

    @Function(
            meaning = "The day of the month, 1 to 31.",
            example = "timeDayOfMonth(1767323045)",
            gives = "2")
    public static long timeDayOfMonth(long time) {
        return at(time).getDayOfMonth();
    }

    @Function(
            meaning = "The day of the week, 0 for Sunday to 6 for Saturday.",
            example = "timeDayOfWeek(1767323045)",
            gives = "5")
    public static long timeDayOfWeek(long time) {
        return at(time).getDayOfWeek().getValue() % 7;
    }

    @Function(
            meaning = "The day of the year, 1 to 366.",
            example = "timeDayOfYear(1772582400)",
            gives = "63")
    public static long timeDayOfYear(long time) {
        return at(time).getDayOfYear();
    }

    @Function(meaning = "The month, 1 to 12.", example = "timeMonth(1772582400)", gives = "3")
    public static long timeMonth(long time) {
        return at(time).getMonthValue();
    }

    @Function(meaning = "The year.", example = "timeYear(1767323045)", gives = "2026")
    public static long timeYear(long time) {
        return at(time).getYear();
    }

    @Function(
            meaning = "The quarter of the year, 1 to 4.",
            example = "timeQuarter(1772582400)",
            gives = "1")
    public static long timeQuarter(long time) {
        return at(time).get(IsoFields.QUARTER_OF_YEAR);
    }

    @Function(
            meaning = "The week of the year by ISO 8601, 1 to 53.",
            example = "timeWeek(1767323045)",
            gives = "1")
    public static long timeWeek(long time) {
        return at(time).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    @Function(
            meaning = "Whether a time is on a Saturday or Sunday.",
            example = "timeIsWeekend(1767323045)",
            gives = "0")
    public static boolean timeIsWeekend(long time) {
        return at(time).getDayOfWeek().getValue() > 5;
    }

    @Function(
            meaning = "Whether a time lies in a leap year.",
            example = "timeIsLeapYear(951782400)",
            gives = "1")
    public static boolean timeIsLeapYear(long time) {
        return at(time).toLocalDate().isLeapYear();
    }

    @Function(
            meaning = "How many days the month of a time has.",
            example = "timeDaysInMonth(951782400)",
            gives = "29")
    public static long timeDaysInMonth(long time) {
        return at(time).toLocalDate().lengthOfMonth();
    }

    @Function(
            meaning = "The time of the event's journal entry in seconds.",
            example = "timeCurrent()",
            gives = "1767323045",
            aliases = "timeNow")
    public static long timeCurrent(FunctionalScope rt) {
        return Math.floorDiv(rt.context().entryMicros(), 1_000_000L);
    }

    @Function(
            meaning = "The midnight at which the day of the event's journal entry began.",
            example = "timeToday()",
            gives = "1767312000")
    public static long timeToday(FunctionalScope rt) {
        long now = timeCurrent(rt);
        return now - Math.floorMod(now, DAY);
    }

    @Function(
            meaning =
                    "The time of the event's journal entry as text, by a format or as "
                            + "year-month-day hours:minutes:seconds.",
            example = "timeStamp()",
            gives = "2026-01-02 03:04:05",
            optional = 1)
    public static String timeStamp(FunctionalScope rt, @Nullable TimeFormat format) {
        return timeString(timeCurrent(rt), format);
    }

    @Function(
            meaning =
                    "A time of year, month and day, and hour, minute and second where "
                            + "given; null if there is no such time.",
            example = "timeOf(2026, 1, 2, 3, 4, 5)",
            gives = "1767323045",
            optional = 3)
    public static @Nullable Long timeOf(
            long year,
            long month,
            long day,
            @Nullable Long hour,
            @Nullable Long minute,
            @Nullable Long second) {
        try {
            LocalDateTime time =
                    LocalDateTime.of(
                            Math.toIntExact(year),
                            Math.toIntExact(month),
                            Math.toIntExact(day),
                            hour == null ? 0 : Math.toIntExact(hour),
                            minute == null ? 0 : Math.toIntExact(minute),
                            second == null ? 0 : Math.toIntExact(second));
            return TimeFormat.inRange(seconds(time)) ? Long.valueOf(seconds(time)) : null;
        } catch (DateTimeException | ArithmeticException noSuchTime) {
            return null;
        }
    }

    private static ChronoUnit unit(String name) {
        String singular = name.strip().toLowerCase(Locale.ROOT);
        if (singular.endsWith("s")) {
            singular = singular.substring(0, singular.length() - 1);
        }
        return switch (singular) {
            case "second" -> ChronoUnit.SECONDS;
            case "minute" -> ChronoUnit.MINUTES;
            case "hour" -> ChronoUnit.HOURS;
            case "day" -> ChronoUnit.DAYS;
            case "week" -> ChronoUnit.WEEKS;
            case "month" -> ChronoUnit.MONTHS;
            case "year" -> ChronoUnit.YEARS;
            default -> throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        };
    }

    @Function(
            meaning =
                    "A time so many seconds, minutes, hours, days, weeks, months or years "
                            + "later; the last day of a month where the day does not exist.",
            example = "timeString(timeAdd(1769817600, 1, 'month'), '%F')",
            gives = "2026-02-28")
    public static long timeAdd(long time, long count, String unit) {
        if (Math.abs(count) > 400_000_000_000L) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        try {
            long result = seconds(at(time).plus(count, unit(unit)));
            at(result);
            return result;
        } catch (DateTimeException beyond) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
    }

    @Function(
            meaning =
                    "How many whole units lie between two times, negative if the second "
                            + "is earlier.",
            example = "timeDiff(1767323045, 1769817600, 'days')",
            gives = "28")
    public static long timeDiff(long from, long to, String unit) {
        return at(from).until(at(to), unit(unit));
    }

    @Function(
            meaning =
                    "The start of the second, minute, hour, day, week (its Monday), month "
                            + "or year that a time lies in.",
            example = "timeString(timeStart(1767323045, 'hour'))",
            gives = "2026-01-02 03:00:00")
    public static long timeStart(long time, String unit) {
        LocalDateTime t = at(time);
        LocalDateTime day = t.truncatedTo(ChronoUnit.DAYS);
        return switch (unit(unit)) {
            case MINUTES -> seconds(t.truncatedTo(ChronoUnit.MINUTES));
            case HOURS -> seconds(t.truncatedTo(ChronoUnit.HOURS));
            case DAYS -> seconds(day);
            case WEEKS -> seconds(day.minusDays(day.getDayOfWeek().getValue() - 1L));
            case MONTHS -> seconds(day.withDayOfMonth(1));
            case YEARS -> seconds(day.withDayOfYear(1));
            default -> time;
        };
    }
}
