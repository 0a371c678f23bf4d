package dev.lockstep.wire.time;

/** The proleptic Gregorian calendar by integer arithmetic; days count from 1970-01-01. */
final class CivilDate {
    private static final int DAYS_PER_ERA = 146_097;

    private CivilDate() {}

    static long days(long year, int month, int day) {
        long y = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(y, 400L);
        long yearOfEra = y - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * DAYS_PER_ERA + dayOfEra - 719_468;
    }

    /** year * 10000 + month * 100 + day; negative years keep month and day positive. */
    static long packed(long days) {
        long z = days + 719_468;
        long era = Math.floorDiv(z, (long) DAYS_PER_ERA);
        long dayOfEra = z - era * DAYS_PER_ERA;
        long yearOfEra =
                (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long shifted = (5 * dayOfYear + 2) / 153;
        long day = dayOfYear - (153 * shifted + 2) / 5 + 1;
        long month = shifted + (shifted < 10 ? 3 : -9);
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        return year * 10_000 + month * 100 + day;
    }

    static boolean isLeap(long year) {
        return Math.floorMod(year, 4L) == 0
                && (Math.floorMod(year, 100L) != 0 || Math.floorMod(year, 400L) == 0);
    }

    static int daysOfMonth(long year, int month) {
        return switch (month) {
            case 2 -> isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }
}
