package dev.lockstep.connectors.kafka;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Options for Kafka's clients by their Java names, as {@code kafkaglobalconfig} and {@code
 * kafkatopicconfig} gave them: none that would break what the connector promises, each with a value
 * of its type. The text form hides values, since there are passwords among them.
 */
public record KafkaClients(Map<String, String> options) {
    public KafkaClients {
        options = Map.copyOf(options);
    }

    /** Those that consumers know. */
    public Map<String, String> consumer() {
        return of(ConsumerConfig.configNames());
    }

    /** Those that producers know. */
    public Map<String, String> producer() {
        return of(ProducerConfig.configNames());
    }

    /** Those that the client for topics knows. */
    public Map<String, String> admin() {
        return of(AdminClientConfig.configNames());
    }

    private Map<String, String> of(Set<String> names) {
        Map<String, String> known = new java.util.TreeMap<>(options);
        known.keySet().retainAll(names);
        return known;
    }

    @Override
    public String toString() {
        return "KafkaClients" + new java.util.TreeSet<>(options.keySet());
    }
}
