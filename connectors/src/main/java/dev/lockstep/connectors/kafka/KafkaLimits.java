package dev.lockstep.connectors.kafka;

import dev.lockstep.api.limit.Limit;

/** The bounds of the Kafka connector. */
public final class KafkaLimits {
    public static final Limit BUFFERED_MESSAGES =
            new Limit(
                    "connector.kafka.buffered.messages.max",
                    10_000_000,
                    "messages",
                    "numbufferedmsgs of a standby");

    public static final Limit OPTIONS =
            new Limit(
                    "connector.kafka.options.max",
                    200,
                    "options",
                    "entries of kafkaglobalconfig or kafkatopicconfig");

    private KafkaLimits() {}
}
