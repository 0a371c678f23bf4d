package dev.lockstep.connectors.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What becomes of options that carry the names of librdkafka, on which models were written, or
 * names that the connector must keep to itself.
 */
final class OptionNames {
    /** Names of librdkafka and what Kafka's Java clients call the same. */
    static final Map<String, String> RENAMED = renamed();

    /** Options that have no counterpart because nothing here depends on them. */
    static final Set<String> WITHOUT_EFFECT = withoutEffect();

    /** Options that may only say what the connector does anyway. */
    static final Map<String, List<String>> ONLY = only();

    /** Options that are refused, with the reason. */
    static final Map<String, String> REFUSED = refused();

    private OptionNames() {}

    private static Map<String, String> renamed() {
        Map<String, String> m = new TreeMap<>();
        m.put("sasl.mechanisms", "sasl.mechanism");
        m.put("ssl.ca.location", "ssl.truststore.location");
        m.put("ssl.ca.pem", "ssl.truststore.certificates");
        m.put("ssl.certificate.pem", "ssl.keystore.certificate.chain");
        m.put("ssl.key.pem", "ssl.keystore.key");
        m.put("message.max.bytes", "max.request.size");
        m.put("queue.buffering.max.ms", "linger.ms");
        m.put("queue.buffering.max.kbytes", "buffer.memory");
        m.put("compression.codec", "compression.type");
        m.put("message.send.max.retries", "retries");
        m.put("message.timeout.ms", "delivery.timeout.ms");
        m.put("max.in.flight", "max.in.flight.requests.per.connection");
        m.put("socket.timeout.ms", "request.timeout.ms");
        m.put("socket.send.buffer.bytes", "send.buffer.bytes");
        m.put("socket.receive.buffer.bytes", "receive.buffer.bytes");
        m.put("topic.metadata.refresh.interval.ms", "metadata.max.age.ms");
        m.put("fetch.wait.max.ms", "fetch.max.wait.ms");
        m.put("fetch.message.max.bytes", "max.partition.fetch.bytes");
        m.put("reconnect.backoff.jitter.ms", "reconnect.backoff.ms");
        return m;
    }

    private static Set<String> withoutEffect() {
        return new TreeSet<>(
                List.of(
                        "enable.sparse.connections",
                        "api.version.request",
                        "api.version.request.timeout.ms",
                        "api.version.fallback.ms",
                        "broker.version.fallback",
                        "broker.address.ttl",
                        "broker.address.family",
                        "socket.keepalive.enable",
                        "socket.nagle.disable",
                        "socket.max.fails",
                        "socket.blocking.max.ms",
                        "topic.metadata.refresh.sparse",
                        "topic.metadata.refresh.fast.interval.ms",
                        "topic.metadata.refresh.fast.cnt",
                        "topic.metadata.propagation.max.ms",
                        "queued.min.messages",
                        "queued.max.messages.kbytes",
                        "fetch.error.backoff.ms",
                        "fetch.queue.backoff.ms",
                        "statistics.interval.ms",
                        "debug",
                        "log_level",
                        "log.queue",
                        "log.thread.name",
                        "log.connection.close",
                        "internal.termination.signal",
                        "enable.random.seed",
                        "message.copy.max.bytes",
                        "batch.num.messages",
                        "queue.buffering.max.messages",
                        "queue.buffering.backpressure.threshold",
                        "delivery.report.only.error",
                        "produce.offset.report",
                        "consume.callback.max.messages",
                        "enable.partition.eof"));
    }

    private static Map<String, List<String>> only() {
        Map<String, List<String>> m = new TreeMap<>();
        m.put("acks", List.of("all", "-1"));
        m.put("request.required.acks", List.of("all", "-1"));
        m.put("enable.idempotence", List.of("true"));
        m.put("isolation.level", List.of("read_committed"));
        m.put("enable.auto.commit", List.of("false"));
        m.put("auto.commit.enable", List.of("false"));
        m.put("enable.auto.offset.store", List.of("false"));
        m.put("check.crcs", List.of("true"));
        m.put("enable.ssl.certificate.verification", List.of("true"));
        m.put("allow.auto.create.topics", List.of("false"));
        m.put("max.in.flight.requests.per.connection", List.of("1", "2", "3", "4", "5"));
        return m;
    }

    private static Map<String, String> refused() {
        Map<String, String> m = new TreeMap<>();
        m.put("bootstrap.servers", "kafkahostport says it");
        m.put("metadata.broker.list", "kafkahostport says it");
        m.put("group.id", "kafkaconsumergroupid says it");
        m.put("auto.offset.reset", "kafkainitialoffset says it");
        m.put("auto.commit.interval.ms", "the connector itself stores how far it has come");
        m.put("offset.store.method", "the connector itself stores how far it has come");
        m.put("offset.store.path", "the connector itself stores how far it has come");
        m.put("transactional.id", "failover alone uses transactions");
        m.put("transaction.timeout.ms", "failover alone uses transactions");
        m.put("transaction.two.phase.commit.enable", "failover alone uses transactions");
        m.put("partitioner", "kafkapartition says it");
        m.put("sasl.jaas.config", "give sasl.username and sasl.password");
        m.put(
                "ssl.certificate.location",
                "give ssl.keystore.location, a PEM file with key and all");
        m.put("ssl.key.location", "give ssl.keystore.location, a PEM file with key and all");
        for (String code :
                List.of(
                        "interceptor.classes",
                        "metric.reporters",
                        "security.providers",
                        "config.providers",
                        "partition.assignment.strategy",
                        "key.serializer",
                        "value.serializer",
                        "key.deserializer",
                        "value.deserializer")) {
            m.put(code, "a model does not choose the classes that run");
        }
        return m;
    }
}
