package dev.lockstep.engine.window.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What one input of a counter window has brought; times are journal time. */
final class InputCount {
    private static final double MICROS_A_SECOND = 1_000_000.0;

    private final String name;

    /** Events since the count was last cleared. */
    private long total;

    /** Those of {@link #total} that have been in a row that left. */
    private long shown;

    private long firstMicros;
    private long lastMicros;
    private long shownMicros;

    InputCount(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(long events, long micros) {
        if (total == 0) {
            firstMicros = micros;
        }
        total += events;
        lastMicros = micros;
    }

    /** Starts anew if nothing has come for that long. */
    void clearIfIdle(long micros, long limitMicros) {
        if (total > 0 && micros - lastMicros >= limitMicros) {
            total = 0;
            shown = 0;
        }
    }

    boolean hasAny() {
        return total > 0;
    }

    boolean hasNews() {
        return total > shown;
    }

    long total() {
        return total;
    }

    double totalSeconds(long micros) {
        return (micros - firstMicros) / MICROS_A_SECOND;
    }

    long news() {
        return total - shown;
    }

    /** Seconds since the last row, or since the first event before there is one. */
    double newsSeconds(long micros) {
        return (micros - (shown == 0 ? firstMicros : shownMicros)) / MICROS_A_SECOND;
    }

    static double rate(long events, double seconds) {
        return seconds == 0 ? 0 : events / seconds;
    }

    void markShown(long micros) {
        shown = total;
        shownMicros = micros;
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(total);
        out.writeLong(shown);
        out.writeLong(firstMicros);
        out.writeLong(lastMicros);
        out.writeLong(shownMicros);
    }

    void load(DataInput in) throws IOException {
        total = in.readLong();
        shown = in.readLong();
        firstMicros = in.readLong();
        lastMicros = in.readLong();
        shownMicros = in.readLong();
    }
}
