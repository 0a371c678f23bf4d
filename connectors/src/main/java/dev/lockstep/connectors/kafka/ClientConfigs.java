package dev.lockstep.connectors.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What Kafka's clients are told: what the model says, and over it what keeps every event. */
public final class ClientConfigs {
    /** How long a client tries to reach a broker before that is an error, and in one attempt. */
    private static final String API_MILLIS = "20000";

    private static final String REQUEST_MILLIS = "10000";

    private ClientConfigs() {}

    /** Of whoever looks at topics and makes them. */
    public static Map<String, Object> admin(KafkaSettings settings) {
        return patient(config(settings, settings.clients().admin()));
    }

    /** Of a reader of committed records that decides itself where it begins. */
    public static Map<String, Object> consumer(KafkaSettings settings) {
        Map<String, Object> c = patient(config(settings, settings.clients().consumer()));
        c.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        c.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        c.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        c.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        if (!settings.group().isEmpty()) {
            c.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        }
        return c;
    }

    /** Of a writer whose records are acknowledged by all copies and not written twice. */
    public static Map<String, Object> producer(KafkaSettings settings) {
        Map<String, Object> c = config(settings, settings.clients().producer());
        c.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, API_MILLIS);
        c.put(ProducerConfig.ACKS_CONFIG, "all");
        c.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return c;
    }

    /** Two times that must fit together: ours, unless the model says one of them. */
    private static Map<String, Object> patient(Map<String, Object> c) {
        String api = CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG;
        String request = CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG;
        if (!c.containsKey(api) && !c.containsKey(request)) {
            c.put(api, API_MILLIS);
            c.put(request, REQUEST_MILLIS);
        }
        return c;
    }

    private static Map<String, Object> config(KafkaSettings settings, Map<String, String> given) {
        Map<String, Object> c = new HashMap<>();
        c.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.name());
        c.putAll(given);
        c.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.topic().brokers());
        return c;
    }
}
