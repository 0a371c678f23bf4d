package dev.lockstep.testkit.reference;

import java.util.List;

/**
 * What one input event, or the passing of time, brings to one window.
 *
 * @param micros time of the journal entry
 * @param ordinal of the input event in its entry
 * @param kind what it comes from
 * @param arrivals in edge order
 */
record Cause(long micros, int ordinal, Kind kind, List<Arrival> arrivals) {
    enum Kind {
        EVENT,
        HEARTBEAT,
        /** The input has ended: what was held back leaves. */
        END
    }

    boolean isHeartbeat() {
        return kind == Kind.HEARTBEAT;
    }

    /**
     * @param input which of the window's edges, from 0
     */
    record Arrival(int input, Change change) {}
}
