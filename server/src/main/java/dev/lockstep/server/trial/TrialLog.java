package dev.lockstep.server.trial;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** The log of a process that hurts brokers: its clients' complaints about that are no news. */
final class TrialLog {
    private TrialLog() {}

    static void calm() {
        if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger kafka) {
            kafka.setLevel(Level.OFF);
        }
    }
}
