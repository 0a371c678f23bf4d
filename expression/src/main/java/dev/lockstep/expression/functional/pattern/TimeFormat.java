package dev.lockstep.expression.functional.pattern;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time format in the manner of strftime, always in UTC and with the English names of the C
 * locale. {@code %c} is {@code Thu Jan 1 00:00:00 1970} with a padded day.
 */
public final class TimeFormat {
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    static final List<String> MONTHS =
            List.of(
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
                    "December");
    private static final String KNOWN = "aAbBdeHIjklmMnpPsStuUwWyYzZfGVC%";
    private static final long FIRST = -62_135_596_800L;
    private static final long LAST = 253_402_300_799L;

    /** Literals as text, directives as their letter behind a per cent sign. */
    private final List<String> parts;

    private TimeFormat(List<String> parts) {
        this.parts = parts;
    }

    /**
     * @throws FunctionalFault with {@code BAD_PATTERN} for an unknown directive
     */
    public static TimeFormat parse(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        String all = expand(text);
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if (c != '%') {
                literal.append(c);
                continue;
            }
            i++;
            if (i == all.length() || KNOWN.indexOf(all.charAt(i)) < 0) {
                throw new FunctionalFault(
                        FunctionalError.BAD_PATTERN,
                        "the time format '" + text + "' has an unknown directive");
            }
            if (!literal.isEmpty()) {
                parts.add(literal.toString());
                literal.setLength(0);
            }
            parts.add("%" + all.charAt(i));
        }
        if (!literal.isEmpty()) {
            parts.add(literal.toString());
        }
        return new TimeFormat(parts);
    }

    /** Replaces the directives that stand for several others. */
    private static String expand(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char d = text.charAt(++i);
            switch (d) {
                case 'c' -> out.append("%a %b %e %H:%M:%S %Y");
                case 'D', 'x' -> out.append("%m/%d/%y");
                case 'F' -> out.append("%Y-%m-%d");
                case 'T', 'X' -> out.append("%H:%M:%S");
                case 'R' -> out.append("%H:%M");
                case 'r' -> out.append("%I:%M:%S %p");
                case 'h' -> out.append("%b");
                default -> out.append(c).append(d);
            }
        }
        return out.toString();
    }

    /** Whether seconds since the epoch lie in the years 1 to 9999, which can be shown. */
    public static boolean inRange(long seconds) {
        return seconds >= FIRST && seconds <= LAST;
    }

    /**
     * @param micros the part of the second, for {@code %f}
     * @throws FunctionalFault beyond the years 1 to 9999
     */
    public String format(long seconds, int micros) {
        if (!inRange(seconds)) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        LocalDateTime t = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder();
        for (String part : parts) {
            if (part.length() == 2 && part.charAt(0) == '%') {
                directive(part.charAt(1), t, seconds, micros, out);
            } else {
                out.append(part);
            }
        }
        return out.toString();
    }

    private static void directive(
            char d, LocalDateTime t, long seconds, int micros, StringBuilder out) {
        int day = t.getDayOfWeek().getValue();
        switch (d) {
            case 'a' -> out.append(DAYS.get(day % 7), 0, 3);
            case 'A' -> out.append(DAYS.get(day % 7));
            case 'b' -> out.append(MONTHS.get(t.getMonthValue() - 1), 0, 3);
            case 'B' -> out.append(MONTHS.get(t.getMonthValue() - 1));
            case 'C' -> padded(t.getYear() / 100, 2, '0', out);
            case 'd' -> padded(t.getDayOfMonth(), 2, '0', out);
            case 'e' -> padded(t.getDayOfMonth(), 2, ' ', out);
            case 'f' -> padded(micros, 6, '0', out);
            case 'G' -> padded(t.get(IsoFields.WEEK_BASED_YEAR), 4, '0', out);
            case 'V' -> padded(t.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0', out);
            case 'H' -> padded(t.getHour(), 2, '0', out);
            case 'k' -> padded(t.getHour(), 2, ' ', out);
            case 'I' -> padded((t.getHour() + 11) % 12 + 1, 2, '0', out);
            case 'l' -> padded((t.getHour() + 11) % 12 + 1, 2, ' ', out);
            case 'j' -> padded(t.getDayOfYear(), 3, '0', out);
            case 'm' -> padded(t.getMonthValue(), 2, '0', out);
            case 'M' -> padded(t.getMinute(), 2, '0', out);
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'p' -> out.append(t.getHour() < 12 ? "AM" : "PM");
            case 'P' -> out.append(t.getHour() < 12 ? "am" : "pm");
            case 's' -> out.append(seconds);
            case 'S' -> padded(t.getSecond(), 2, '0', out);
            case 'u' -> out.append(day);
            case 'w' -> out.append(day % 7);
            case 'U' -> padded((t.getDayOfYear() + 6 - day % 7) / 7, 2, '0', out);
            case 'W' -> padded((t.getDayOfYear() + 6 - (day + 6) % 7) / 7, 2, '0', out);
            case 'y' -> padded(t.getYear() % 100, 2, '0', out);
            case 'Y' -> padded(t.getYear(), 4, '0', out);
            case 'z' -> out.append("+0000");
            case 'Z' -> out.append("UTC");
            default -> out.append(d);
        }
    }

    private static void padded(int value, int width, char pad, StringBuilder out) {
        String digits = Integer.toString(value);
        for (int i = digits.length(); i < width; i++) {
            out.append(pad);
        }
        out.append(digits);
    }

    /** Microseconds since the epoch, or null if the text does not have this form. */
    public @Nullable Long read(String text) {
        return new TimeReader(text).read(parts);
    }
}
