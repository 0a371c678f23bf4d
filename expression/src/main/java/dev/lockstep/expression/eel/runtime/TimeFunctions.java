package dev.lockstep.expression.eel.runtime;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times in UTC, the project's zone. */
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

    private TimeFunctions() {}

    /**
     * Seconds since 1970 as text. In the pattern runs of {@code Y M D h m s} stand for year, month,
     * day, hour, minute and second ({@code MMM} and {@code MMMM} for the month's name); anything
     * else stands for itself.
     */
    public static String formatdate(long seconds, String pattern) {
        LocalDateTime t =
                LocalDateTime.ofInstant(
                        Instant.ofEpochSecond(
                                Math.max(-62_135_596_800L, Math.min(253_402_300_799L, seconds))),
                        ZoneOffset.UTC);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < pattern.length(); ) {
            char c = pattern.charAt(i);
            int end = i;
            while (end < pattern.length() && pattern.charAt(end) == c) {
                end++;
            }
            append(out, t, c, end - i);
            i = end;
        }
        return out.toString();
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
}
