package dev.lockstep.wire.time;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A strftime pattern, compiled once: reads and prints times without allocating, in UTC and with
 * English names. A stray apostrophe before the pattern and quotation marks of any kind around it
 * are dropped, since public models have them (known). Reading: blanks match any number of blanks,
 * numbers may have fewer digits, a fraction behind a point, comma or colon may follow {@code %S}
 * even when the pattern does not say so (known for stamps; a date drops it, assumed). Not
 * thread-safe.
 */
public final class TimePattern {
    /** What {@link #parse} gives for text that does not match. */
    public static final long MISMATCH = Long.MIN_VALUE;

    static final byte BLANK = ' ';
    private static final String SIMPLE = "YmdeHkIlMSfyjpbBaAzZs";
    private static final int MAX_STEPS = 200;

    /** Each step a code letter, or 0 for the byte in {@link #literals}. */
    private final byte[] steps;

    private final byte[] literals;
    private final boolean isFractionWritten;

    private TimePattern(byte[] steps, byte[] literals) {
        this.steps = steps;
        this.literals = literals;
        boolean hasFraction = false;
        for (byte step : steps) {
            hasFraction |= step == 'f';
        }
        isFractionWritten = hasFraction;
    }

    /**
     * @throws LockstepException {@link WireCode#BAD_DATE_FORMAT} for a code that is not supported
     */
    public static TimePattern compile(String pattern) {
        byte[] text = stripped(pattern).getBytes(StandardCharsets.UTF_8);
        byte[] steps = new byte[MAX_STEPS];
        byte[] literals = new byte[MAX_STEPS];
        int n = 0;
        for (int i = 0; i < text.length; i++) {
            String expanded = "";
            if (text[i] != '%') {
                literals[n++] = isBlank(text[i]) ? BLANK : text[i];
            } else if (++i == text.length) {
                throw bad(pattern, "it ends with a percent sign");
            } else {
                expanded = expansion((char) text[i], pattern);
            }
            for (int k = 0; k < expanded.length(); k++) {
                char c = expanded.charAt(k);
                if (SIMPLE.indexOf(c) >= 0) {
                    steps[n++] = (byte) c;
                } else {
                    literals[n++] = (byte) c;
                }
            }
            if (n > MAX_STEPS - 8) {
                throw bad(pattern, "it is too long");
            }
        }
        if (n == 0) {
            throw bad(pattern, "it is empty");
        }
        return new TimePattern(Arrays.copyOf(steps, n), Arrays.copyOf(literals, n));
    }

    private static String expansion(char code, String pattern) {
        return switch (code) {
            case 'T' -> "H:M:S";
            case 'F' -> "Y-m-d";
            case 'D' -> "m/d/y";
            case 'R' -> "H:M";
            case 'r' -> "I:M:S p";
            case 'h' -> "b";
            case 'n', 't' -> " ";
            case '%' -> "%";
            default -> {
                if (SIMPLE.indexOf(code) < 0) {
                    throw bad(pattern, "%" + code + " is not supported");
                }
                yield String.valueOf(code);
            }
        };
    }

    private static LockstepException bad(String pattern, String why) {
        return new LockstepException(
                WireCode.BAD_DATE_FORMAT, "The date format '" + pattern + "' is unusable: " + why);
    }

    private static String stripped(String pattern) {
        String p = pattern.strip();
        String open = "'\"\u2018\u2019\u201C\u201D\u201A\u201E\u00AB";
        String close = "'\"\u2018\u2019\u201C\u201D\u00BB";
        int from = 0;
        int to = p.length();
        if (to > 0 && open.indexOf(p.charAt(0)) >= 0) {
            from = 1;
        }
        if (to > from && close.indexOf(p.charAt(to - 1)) >= 0) {
            to--;
        }
        return p.substring(from, to);
    }

    static boolean isBlank(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /** Microseconds since the epoch, or {@link #MISMATCH}. The whole text has to match. */
    public long parse(byte[] text, int from, int to) {
        return reader.parse(steps, literals, text, from, to);
    }

    private final TimeReader reader = new TimeReader();

    /**
     * Appends the time.
     *
     * @param withFraction prints six digits behind {@code %S} where the microseconds are not zero
     *     and the pattern has no {@code %f} of its own (assumed)
     */
    public void format(long micros, boolean withFraction, ByteSink out) {
        long seconds = Math.floorDiv(micros, 1_000_000L);
        int fraction = (int) Math.floorMod(micros, 1_000_000L);
        long days = Math.floorDiv(seconds, 86_400L);
        int ofDay = (int) Math.floorMod(seconds, 86_400L);
        long packed = CivilDate.packed(days);
        boolean appendsFraction = withFraction && fraction != 0 && !isFractionWritten;
        for (int i = 0; i < steps.length; i++) {
            byte step = steps[i];
            if (step == 0) {
                out.put(literals[i]);
            } else if (step == 'f') {
                out.putPadded(fraction, 6, '0');
            } else if (step == 's') {
                out.putDecimal(seconds);
            } else if (!TimeWriter.ofDay(step, ofDay, out)) {
                TimeWriter.ofCalendar(step, days, packed, out);
            }
            if (step == 'S' && appendsFraction) {
                out.put('.');
                out.putPadded(fraction, 6, '0');
            }
        }
    }
}
