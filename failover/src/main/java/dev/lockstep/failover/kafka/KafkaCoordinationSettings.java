package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.coordination.CoordinationError;
import java.util.Map;

/**
 * How engines find each other by Kafka alone.
 *
 * @param bootstrap {@code host:port,host:port}
 * @param prefix of the topic, which is {@code PREFIX.PROJECT.G}
 * @param intervalMillis between two records of an engine
 * @param missed so many of these records do not come when the engine is held for gone
 * @param extra properties for all clients, as those of security
 */
public record KafkaCoordinationSettings(
        String bootstrap,
        String prefix,
        int intervalMillis,
        int missed,
        Map<String, String> extra) {
    private static final int LONGEST_TOPIC = 249;

    public KafkaCoordinationSettings {
        extra = Map.copyOf(extra);
        if (bootstrap.isBlank() || intervalMillis < 1 || missed < 2) {
            throw bad("Kafka needs an address, an interval of 1 ms or more and 2 missed or more.");
        }
    }

    private static LockstepException bad(String detail) {
        return new LockstepException(CoordinationError.BAD_SETTING, detail);
    }

    /** A record each 500 ms; gone after four that did not come. */
    public static KafkaCoordinationSettings at(String bootstrap) {
        return new KafkaCoordinationSettings(bootstrap, "lockstep", 500, 4, Map.of());
    }

    /** The same with another prefix of topics. */
    public KafkaCoordinationSettings withPrefix(String name) {
        return new KafkaCoordinationSettings(bootstrap, name, intervalMillis, missed, extra);
    }

    /** The same with further properties for clients. */
    public KafkaCoordinationSettings with(Map<String, String> properties) {
        return new KafkaCoordinationSettings(bootstrap, prefix, intervalMillis, missed, properties);
    }

    /** The topic of a project; what a topic's name cannot have becomes {@code _}. */
    String topic(String project) {
        String name = (prefix + "." + project + ".G").replaceAll("[^A-Za-z0-9._-]", "_");
        if (name.length() > LONGEST_TOPIC) {
            throw bad("The topic's name " + name + " is longer than Kafka takes.");
        }
        return name;
    }

    /** Without properties, since some are secret. */
    @Override
    public String toString() {
        return "Kafka at " + bootstrap;
    }
}
