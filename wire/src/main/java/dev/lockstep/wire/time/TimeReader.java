package dev.lockstep.wire.time;

/** Reads one text by the steps of a pattern. Not thread-safe. */
final class TimeReader {
    private static final long LONGEST_YEAR = 9999;

    private byte[] text = {};
    private int at;
    private int end;
    private boolean matches;

    private long year;
    private int month;
    private int day;
    private int dayOfYear;
    private int hour;
    private int minute;
    private int second;
    private int micros;

    /** 0 none, 1 before noon, 2 after. */
    private int half;

    private int zoneSeconds;
    private long epochSeconds;
    private boolean hasEpoch;

    long parse(byte[] steps, byte[] literals, byte[] source, int from, int to) {
        text = source;
        at = from;
        end = to;
        clear();
        for (int i = 0; i < steps.length && matches; i++) {
            if (steps[i] == 0) {
                literal(literals[i]);
            } else {
                step(steps[i], i + 1 < steps.length ? literals[i + 1] : 0);
            }
        }
        skipBlanks();
        return matches && at == end ? micros() : TimePattern.MISMATCH;
    }

    private void clear() {
        matches = true;
        year = 1970;
        month = 1;
        day = 1;
        dayOfYear = 0;
        hour = 0;
        minute = 0;
        second = 0;
        micros = 0;
        half = 0;
        zoneSeconds = 0;
        hasEpoch = false;
    }

    private void skipBlanks() {
        while (at < end && TimePattern.isBlank(text[at])) {
            at++;
        }
    }

    private void literal(byte wanted) {
        if (wanted == TimePattern.BLANK) {
            skipBlanks();
        } else if (at < end && text[at] == wanted) {
            at++;
        } else {
            matches = false;
        }
    }

    private void step(byte step, byte next) {
        switch (step) {
            case 'H', 'k' -> hour = number(2, 0, 23);
            case 'I', 'l' -> hour = number(2, 1, 12);
            case 'M' -> minute = number(2, 0, 59);
            case 'S' -> {
                second = number(2, 0, 60);
                if (at < end && text[at] != next && isPoint(text[at])) {
                    boolean isColon = text[at++] == ':';
                    fraction();
                    if (isColon && next == 0) {
                        frames();
                    }
                }
            }
            case 'f' -> fraction();
            case 'p' -> half();
            case 'z' -> offset();
            case 'Z' -> zone();
            case 's' -> epoch();
            default -> calendar(step);
        }
    }

    /** Public data have a colon there, too. */
    private static boolean isPoint(byte b) {
        return b == '.' || b == ',' || b == ':';
    }

    private void calendar(byte step) {
        switch (step) {
            case 'Y' -> year = number(4, 0, (int) LONGEST_YEAR);
            case 'y' -> {
                int y = number(2, 0, 99);
                year = y < 69 ? 2000 + y : 1900 + y;
            }
            case 'm' -> month = number(2, 1, 12);
            case 'd', 'e' -> day = number(2, 1, 31);
            case 'j' -> dayOfYear = number(3, 1, 366);
            case 'b', 'B' -> month = name(TimeWriter.MONTHS) + 1;
            case 'a', 'A' -> name(TimeWriter.WEEKDAYS);
            default -> throw new IllegalArgumentException("step " + step);
        }
    }

    private int number(int maxDigits, int min, int max) {
        skipBlanks();
        int value = 0;
        int digits = 0;
        while (digits < maxDigits && at < end && isDigit(text[at])) {
            value = value * 10 + text[at++] - '0';
            digits++;
        }
        matches &= digits > 0 && value >= min && value <= max;
        return value;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** One to nine digits; those behind the sixth are dropped. */
    private void fraction() {
        int value = 0;
        int digits = 0;
        while (at < end && digits < 9 && isDigit(text[at])) {
            if (digits < 6) {
                value = value * 10 + text[at] - '0';
            }
            at++;
            digits++;
        }
        for (int i = digits; i < 6; i++) {
            value *= 10;
        }
        matches &= digits > 0;
        micros = value;
    }

    /**
     * Drops what a colon separates from the seconds if it is more than one number: public data have
     * such parts behind patterns that end with the seconds, and nobody says what they count.
     */
    private void frames() {
        int first = at;
        while (at < end && (isDigit(text[at]) || isPoint(text[at]))) {
            at++;
        }
        if (at > first) {
            micros = 0;
        }
    }

    private void half() {
        if (at + 2 <= end && (text[at + 1] | 0x20) == 'm') {
            int c = text[at] | 0x20;
            half = c == 'a' ? 1 : c == 'p' ? 2 : 0;
        }
        matches &= half != 0;
        at += 2;
    }

    /** The place of the longest name that stands here, in full or its first three letters. */
    private int name(byte[][] names) {
        for (int i = 0; i < names.length; i++) {
            int length = startsWith(names[i], names[i].length) ? names[i].length : 3;
            if (startsWith(names[i], length)) {
                at += length;
                return i;
            }
        }
        matches = false;
        return 0;
    }

    private boolean startsWith(byte[] name, int length) {
        if (at + length > end) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((text[at + i] | 0x20) != (name[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private void offset() {
        if (at < end && (text[at] | 0x20) == 'z') {
            at++;
            return;
        }
        if (at >= end || text[at] != '+' && text[at] != '-') {
            matches = false;
            return;
        }
        int sign = text[at++] == '-' ? -1 : 1;
        int hours = number(2, 0, 23);
        if (at < end && text[at] == ':') {
            at++;
        }
        int minutes = at < end && isDigit(text[at]) ? number(2, 0, 59) : 0;
        zoneSeconds = sign * (hours * 3600 + minutes * 60);
    }

    /** Only names of universal time: others mean different things in different places. */
    private void zone() {
        int from = at;
        while (at < end && (text[at] | 0x20) >= 'a' && (text[at] | 0x20) <= 'z') {
            at++;
        }
        int length = at - from;
        boolean isUtc =
                length == 3
                        && ((text[from] | 0x20) == 'u'
                                        && (text[from + 1] | 0x20) == 't'
                                        && (text[from + 2] | 0x20) == 'c'
                                || (text[from] | 0x20) == 'g'
                                        && (text[from + 1] | 0x20) == 'm'
                                        && (text[from + 2] | 0x20) == 't');
        matches &= isUtc || length == 1 && (text[from] | 0x20) == 'z';
    }

    private void epoch() {
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int digits = 0;
        while (at < end && digits < 12 && isDigit(text[at])) {
            value = value * 10 + text[at++] - '0';
            digits++;
        }
        matches &= digits > 0;
        epochSeconds = negative ? -value : value;
        hasEpoch = true;
    }

    private long micros() {
        if (hasEpoch) {
            return epochSeconds * 1_000_000 + micros;
        }
        long days;
        if (dayOfYear > 0) {
            days = CivilDate.days(year, 1, 1) + dayOfYear - 1;
            if (dayOfYear == 366 && !CivilDate.isLeap(year)) {
                return TimePattern.MISMATCH;
            }
        } else {
            if (day > CivilDate.daysOfMonth(year, month)) {
                return TimePattern.MISMATCH;
            }
            days = CivilDate.days(year, month, day);
        }
        int h = half == 0 ? hour : hour % 12 + (half == 2 ? 12 : 0);
        long seconds = days * 86_400 + h * 3600L + minute * 60L + second - zoneSeconds;
        return seconds * 1_000_000 + micros;
    }
}
