package dev.lockstep.expression.eel.runtime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times in UTC, the project's zone: seconds since 1970. */
public final class TimeFunctions {
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };

    /** The seconds of the years 1 to 9999. */
    private static final long FIRST = -62_135_596_800L;

    private static final long LAST = 253_402_300_799L;
    private static final long NO_DATE = Long.MIN_VALUE;

    private TimeFunctions() {}

    /**
     * Seconds since 1970 as text; null outside of the years 1 to 9999. In the pattern runs of
     * {@code Y M D h m s} stand for year, month, day, hour, minute and second ({@code MMM} and
     * {@code MMMM} for the month's name); anything else stands for itself.
     */
    public static @Nullable String formatdate(long seconds, String pattern) {
        if (seconds < FIRST || seconds > LAST) {
            return null;
        }
        LocalDateTime t = LocalDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); ) {
            int end = runEnd(pattern, i);
            append(out, t, pattern.charAt(i), end - i);
            i = end;
        }
        return out.toString();
    }

    private static int runEnd(String pattern, int start) {
        int end = start;
        while (end < pattern.length() && pattern.charAt(end) == pattern.charAt(start)) {
            end++;
        }
        return end;
    }

    private static void append(StringBuilder out, LocalDateTime t, char c, int width) {
        switch (c) {
            case 'Y' -> number(out, width == 2 ? t.getYear() % 100 : t.getYear(), width);
            case 'M' -> {
                String name = MONTHS[t.getMonthValue() - 1];
                if (width > 2) {
                    out.append(width == 3 ? name.substring(0, 3) : name);
                } else {
                    number(out, t.getMonthValue(), width);
                }
            }
            case 'D' -> number(out, t.getDayOfMonth(), width);
            case 'h', 'H' -> number(out, t.getHour(), width);
            case 'm' -> number(out, t.getMinute(), width);
            case 's', 'S' -> number(out, t.getSecond(), width);
            default -> out.repeat(c, width);
        }
    }

    private static void number(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        out.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }

    public static long toDate(long seconds) {
        return seconds;
    }

    public static boolean isDate(String text) {
        return toDate(text) != NO_DATE;
    }

    public static boolean isDate(String text, String pattern) {
        return toDate(text, pattern) != NO_DATE;
    }

    /**
     * {@code YYYY-MM-DD}, also with {@code hh:mm} or {@code hh:mm:ss} behind a blank or {@code T}
     * and a {@code Z}; or seconds as digits. The least integer if it is neither.
     */
    public static long toDate(String text) {
        String t = text.strip();
        if (Conversions.isInteger(t)) {
            return Conversions.toInteger(t);
        }
        String local = t.endsWith("Z") ? t.substring(0, t.length() - 1) : t;
        String between = local.length() > 10 && local.charAt(10) == 'T' ? "T" : " ";
        return switch (local.length()) {
            case 10 -> toDate(local, "YYYY-MM-DD");
            case 16 -> toDate(local, "YYYY-MM-DD" + between + "hh:mm");
            case 19 -> toDate(local, "YYYY-MM-DD" + between + "hh:mm:ss");
            default -> NO_DATE;
        };
    }

    /**
     * Reads what {@link #formatdate} writes with the pattern; parts that the pattern lacks are
     * those of 1970-01-01 00:00:00, years of two digits are 1970 to 2069. The least integer if the
     * text does not fit.
     */
    public static long toDate(String text, String pattern) {
        int[] parts = {1970, 1, 1, 0, 0, 0};
        int at = 0;
        for (int i = 0; i < pattern.length(); ) {
            int end = runEnd(pattern, i);
            at = read(text, at, pattern.charAt(i), end - i, parts);
            if (at < 0) {
                return NO_DATE;
            }
            i = end;
        }
        if (at != text.length()) {
            return NO_DATE;
        }
        try {
            return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return NO_DATE;
        }
    }

    /** Reads one run of the pattern; returns the index behind it, or -1. */
    private static int read(String text, int at, char c, int width, int[] parts) {
        int part = "YMDhms".indexOf(c == 'H' ? 'h' : c == 'S' ? 's' : c);
        if (part < 0) {
            boolean isThere = text.startsWith(Character.toString(c).repeat(width), at);
            return isThere ? at + width : -1;
        }
        if (part == 1 && width > 2) {
            return readMonth(text, at, width, parts);
        }
        // a single letter takes one or two digits
        int end = digitsEnd(text, at, width == 1 ? 2 : Math.min(width, 9));
        if (end == at || width > 1 && end - at != width) {
            return -1;
        }
        int value = digits(text, at, end);
        boolean isShortYear = part == 0 && width == 2;
        parts[part] = isShortYear ? value + (value < 70 ? 2000 : 1900) : value;
        return end;
    }

    private static int digitsEnd(String text, int at, int most) {
        int limit = Math.min(text.length(), at + most);
        int end = at;
        while (end < limit && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            value = value * 10 + (text.charAt(i) - '0');
        }
        return value;
    }

    private static int readMonth(String text, int at, int width, int[] parts) {
        for (int m = 0; m < MONTHS.length; m++) {
            String name = width == 3 ? MONTHS[m].substring(0, 3) : MONTHS[m];
            if (text.regionMatches(true, at, name, 0, name.length())) {
                parts[1] = m + 1;
                return at + name.length();
            }
        }
        return -1;
    }
}
