package dev.lockstep.connectors.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;

/** Failures of Kafka's clients, with a code. */
final class KafkaFailures {
    private KafkaFailures() {}

    /**
     * @param what it was that failed, behind «Connector x»
     */
    static LockstepException of(
            KafkaSettings settings, ConnectorCode code, String what, Throwable cause) {
        return new LockstepException(
                code, "Connector " + settings.name() + " " + what + ": " + reason(cause), cause);
    }

    /** What lies deepest says most. */
    private static String reason(Throwable cause) {
        Throwable c = cause;
        for (Throwable next = c.getCause(); next != null && next != c; next = c.getCause()) {
            c = next;
        }
        String why = c.getMessage();
        return c.getClass().getSimpleName() + (why == null ? "" : ": " + why);
    }

    static LockstepException of(KafkaSettings settings, ConnectorCode code, String what) {
        return new LockstepException(code, "Connector " + settings.name() + " " + what + ".");
    }
}
