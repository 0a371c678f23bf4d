package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Finds out which record of a commit was larger than brokers, or the client, ever take. The client
 * has cut batches of several records in two by then.
 */
final class Oversize {
    private static final String OF_TOPIC = "max.message.bytes";
    private static final String OF_CLIENT = "max.request.size";

    private final KafkaBusSettings settings;
    private final AtomicReference<Found> found = new AtomicReference<>();

    private record Found(String topic, int bytes) {}

    Oversize(KafkaBusSettings settings) {
        this.settings = settings;
    }

    /** Looks at what becomes of one record. */
    Callback watch(String topic, int bytes) {
        return (where, failure) -> {
            if (Failures.has(failure, RecordTooLargeException.class)) {
                found.compareAndSet(null, new Found(topic, bytes));
            }
        };
    }

    boolean isFound() {
        return found.get() != null;
    }

    /** What is to be said of the record that was found. */
    Problem problem() {
        Found f = found.get();
        if (f == null) {
            throw new IllegalStateException("nothing was too large");
        }
        Object client =
                new ClientProperties(settings)
                        .producer("size", settings.transactionalId())
                        .get(OF_CLIENT);
        return Problem.error(
                BusError.RECORD_SIZE,
                Location.UNKNOWN,
                "A record of "
                        + f.bytes
                        + " bytes does not fit into topic "
                        + f.topic
                        + ", whose "
                        + OF_TOPIC
                        + " is "
                        + ofTopic(f.topic)
                        + " ("
                        + OF_CLIENT
                        + " of the engine: "
                        + client
                        + "); every engine comes to the same record.");
    }

    private String ofTopic(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(new ClientProperties(settings).admin("size"))) {
            Map<ConfigResource, Config> all =
                    Failures.get(admin.describeConfigs(List.of(resource)).all());
            Config config = all.get(resource);
            ConfigEntry entry = config == null ? null : config.get(OF_TOPIC);
            return entry == null ? "not known" : String.valueOf(entry.value());
        } catch (KafkaException e) {
            return "not known";
        }
    }
}
