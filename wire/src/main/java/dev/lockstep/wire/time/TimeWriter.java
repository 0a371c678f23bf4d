package dev.lockstep.wire.time;

import dev.lockstep.wire.bytes.ByteSink;
import java.nio.charset.StandardCharsets;

/** Prints one step of a pattern. */
final class TimeWriter {
    static final byte[][] MONTHS =
            names(
                    "January February March April May June July August September October November"
                            + " December");

    /** From the day of the epoch, a Thursday. */
    static final byte[][] WEEKDAYS =
            names("Thursday Friday Saturday Sunday Monday Tuesday Wednesday");

    private TimeWriter() {}

    private static byte[][] names(String text) {
        String[] words = text.split(" ");
        byte[][] all = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            all[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
        return all;
    }

    /** Whether the step was one of the time of day or the zone. */
    static boolean ofDay(byte step, int ofDay, ByteSink out) {
        int hour = ofDay / 3600;
        int hour12 = hour % 12 == 0 ? 12 : hour % 12;
        switch (step) {
            case 'H' -> out.putPadded(hour, 2, '0');
            case 'k' -> out.putPadded(hour, 2, ' ');
            case 'I' -> out.putPadded(hour12, 2, '0');
            case 'l' -> out.putPadded(hour12, 2, ' ');
            case 'M' -> out.putPadded(ofDay / 60 % 60, 2, '0');
            case 'S' -> out.putPadded(ofDay % 60, 2, '0');
            case 'p' -> {
                out.put(hour < 12 ? 'A' : 'P');
                out.put('M');
            }
            case 'z' -> out.put("+0000");
            case 'Z' -> out.put("UTC");
            default -> {
                return false;
            }
        }
        return true;
    }

    static void ofCalendar(byte step, long days, long packed, ByteSink out) {
        long year = Math.floorDiv(packed, 10_000L);
        int monthDay = (int) Math.floorMod(packed, 10_000L);
        int month = monthDay / 100;
        int day = monthDay % 100;
        switch (step) {
            case 'Y' -> year(year, out);
            case 'y' -> out.putPadded(Math.floorMod(year, 100L), 2, '0');
            case 'm' -> out.putPadded(month, 2, '0');
            case 'd' -> out.putPadded(day, 2, '0');
            case 'e' -> out.putPadded(day, 2, ' ');
            case 'j' -> out.putPadded(days - CivilDate.days(year, 1, 1) + 1, 3, '0');
            case 'b' -> out.put(MONTHS[month - 1], 0, 3);
            case 'B' -> out.put(MONTHS[month - 1]);
            case 'a' -> out.put(weekday(days), 0, 3);
            case 'A' -> out.put(weekday(days));
            default -> throw new IllegalArgumentException("step " + step);
        }
    }

    private static byte[] weekday(long days) {
        return WEEKDAYS[(int) Math.floorMod(days, 7L)];
    }

    private static void year(long year, ByteSink out) {
        if (year < 0) {
            out.put('-');
        }
        out.putPadded(Math.abs(year), 4, '0');
    }
}
