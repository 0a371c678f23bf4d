package dev.lockstep.engine.step;

import dev.lockstep.api.state.Scratch;

/** The journal entry that is being stepped, as windows see it. One object, reused. */
public final class Step {
    /** What kind of entry. */
    public enum Kind {
        START,
        BLOCK,
        HEARTBEAT,
        END
    }

    @Scratch private Kind kind = Kind.START;
    private long timeMicros;
    private long position = -1;

    /** Goes on to the next entry. */
    public void next(Kind nextKind, long micros) {
        kind = nextKind;
        timeMicros = micros;
        position++;
    }

    public Kind kind() {
        return kind;
    }

    /** Journal time, microseconds since the epoch. */
    public long timeMicros() {
        return timeMicros;
    }

    /** The entry's place in the journal, from 0. */
    public long position() {
        return position;
    }

    /** Continues behind a restored position. */
    public void restore(long micros, long at) {
        timeMicros = micros;
        position = at;
    }
}
