package dev.lockstep.testkit.reference;

import java.util.List;

/**
 * What one input event, or the passing of time, brings to one window.
 *
 * @param micros time of the journal entry
 * @param ordinal of the input event in its entry
 * @param isTime whether this is a heartbeat (or the end) rather than an input event
 * @param arrivals in edge order
 */
record Cause(long micros, int ordinal, boolean isTime, List<Arrival> arrivals) {
    /**
     * @param input which of the window's edges, from 0
     */
    record Arrival(int input, Change change) {}
}
