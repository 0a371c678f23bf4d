package dev.lockstep.expression.functional.pattern;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one time by a format. What the text does not say is 1970-01-01T00:00:00 (assumed). Digits
 * behind {@code %S} and a dot are parts of the second.
 */
final class TimeReader {
    private final String text;
    private int at;
    private boolean failed;
    private int year = 1970;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int micros;
    private int offsetSeconds;
    private @Nullable Boolean afternoon;
    private @Nullable Long epoch;

    TimeReader(String text) {
        this.text = text;
    }

    @Nullable Long read(List<String> parts) {
        for (String part : parts) {
            if (part.length() == 2 && part.charAt(0) == '%') {
                directive(part.charAt(1));
            } else {
                literal(part);
            }
        }
        skip();
        if (failed || at < text.length()) {
            return null;
        }
        Long whole = epoch;
        if (whole == null) {
            whole = seconds();
        }
        return whole == null || !TimeFormat.inRange(whole) ? null : whole * 1_000_000 + micros;
    }

    private @Nullable Long seconds() {
        Boolean pm = afternoon;
        if (pm != null) {
            if (hour < 1 || hour > 12) {
                return null;
            }
            hour = hour % 12 + (pm ? 12 : 0);
        }
        try {
            // a leap second counts as the next minute's first
            LocalDateTime t =
                    LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59));
            long leap = second > 59 ? second - 59 : 0;
            if (dayOfYear > 0) {
                t = t.withDayOfYear(dayOfYear);
            }
            return t.toEpochSecond(ZoneOffset.UTC) + leap - offsetSeconds;
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }

    private void skip() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private void literal(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) <= ' ') {
                skip();
            } else if (at < text.length() && text.charAt(at) == part.charAt(i)) {
                at++;
            } else {
                failed = true;
                return;
            }
        }
    }

    private void directive(char d) {
        switch (d) {
            case 'Y', 'G' -> year = digits(4);
            case 'y' -> {
                int two = digits(2);
                year = two < 69 ? 2000 + two : 1900 + two;
            }
            case 'm' -> month = digits(2);
            case 'd', 'e' -> day = digits(2);
            case 'j' -> dayOfYear = digits(3);
            case 'H', 'k', 'I', 'l' -> hour = digits(2);
            case 'M' -> minute = digits(2);
            case 'S' -> {
                second = digits(2);
                failed |= second > 60;
                fraction(false);
            }
            case 'f' -> fraction(true);
            case 'b', 'B' -> month = 1 + name(TimeFormat.MONTHS);
            case 'a', 'A' -> name(TimeFormat.DAYS);
            case 'p', 'P' -> afternoon = half();
            case 's' -> epoch = epoch();
            case 'z' -> offsetSeconds = offset();
            case 'Z' -> zone();
            case 'n', 't' -> skip();
            case '%' -> literal("%");
            default -> failed = true;
        }
    }

    private int digits(int most) {
        skip();
        int from = at;
        int value = 0;
        while (at < text.length() && at - from < most && isDigit(text.charAt(at))) {
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        failed |= at == from;
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Up to six digits count, further ones are dropped. */
    private void fraction(boolean needed) {
        if (!needed) {
            if (at + 1 >= text.length()
                    || text.charAt(at) != '.'
                    || !isDigit(text.charAt(at + 1))) {
                return;
            }
            at++;
        }
        int from = at;
        int value = 0;
        while (at < text.length() && isDigit(text.charAt(at))) {
            if (at - from < 6) {
                value = value * 10 + text.charAt(at) - '0';
            }
            at++;
        }
        failed |= at == from;
        for (int i = at - from; i < 6; i++) {
            value *= 10;
        }
        micros = value;
    }

    private int name(List<String> names) {
        skip();
        for (int i = 0; i < names.size(); i++) {
            String full = names.get(i);
            for (int length : new int[] {full.length(), 3}) {
                if (text.regionMatches(true, at, full, 0, length)) {
                    at += length;
                    return i;
                }
            }
        }
        failed = true;
        return 0;
    }

    private Boolean half() {
        skip();
        String two = text.substring(at, Math.min(text.length(), at + 2)).toUpperCase(Locale.ROOT);
        at = Math.min(text.length(), at + 2);
        failed |= !two.equals("AM") && !two.equals("PM");
        return two.equals("PM");
    }

    private long epoch() {
        skip();
        boolean negative = text.startsWith("-", at);
        at += negative ? 1 : 0;
        int from = at;
        long value = 0;
        while (at < text.length() && at - from < 15 && isDigit(text.charAt(at))) {
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        failed |= at == from;
        return negative ? -value : value;
    }

    /** {@code Z}, {@code +0100}, {@code +01:00} or {@code +01}, in seconds. */
    private int offset() {
        skip();
        if (text.startsWith("Z", at)) {
            at++;
            return 0;
        }
        boolean negative = text.startsWith("-", at);
        if (!negative && !text.startsWith("+", at)) {
            failed = true;
            return 0;
        }
        at++;
        int hours = digits(2);
        if (text.startsWith(":", at)) {
            at++;
        }
        int minutes = at < text.length() && isDigit(text.charAt(at)) ? digits(2) : 0;
        int total = hours * 3600 + minutes * 60;
        return negative ? -total : total;
    }

    private void zone() {
        skip();
        for (String name : List.of("UTC", "GMT", "Z")) {
            if (text.startsWith(name, at)) {
                at += name.length();
                return;
            }
        }
        failed = true;
    }
}
