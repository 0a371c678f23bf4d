package dev.lockstep.systemtests;

import java.util.List;

/**
 * What came of one fault.
 *
 * @param gapMillis the longest time without output, from the signal until a second after the fault
 *     was over
 * @param reigns how often an engine came to reign until everybody was back at work
 * @param seconds until everybody was back at work and everything was compared
 * @param wrong what is wrong; empty if the output is right so far
 */
record Outcome(double gapMillis, int reigns, double seconds, List<String> wrong) {
    /** Of a fault after which somebody did not get back to work. */
    static Outcome failed(double seconds, String why) {
        return new Outcome(0, 0, seconds, List.of(why));
    }

    boolean isRight() {
        return wrong.isEmpty();
    }
}
