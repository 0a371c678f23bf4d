package dev.lockstep.brokers;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests want of a cluster, in a word each. */
final class KafkaClient implements AutoCloseable {
    private static final int ANSWER_MILLIS = 3000;

    private final String bootstrap;
    private final Admin admin;

    KafkaClient(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers", bootstrap,
                                // soon enough asks another where the one that was asked is frozen
                                "request.timeout.ms", "1000",
                                "socket.connection.setup.timeout.ms", "500",
                                "socket.connection.setup.timeout.max.ms", "1000"));
    }

    Admin admin() {
        return admin;
    }

    void create(String topic) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                .all()
                .get();
    }

    /**
     * How many copies of the topic's only partition are in sync, and how many there are; empty if
     * the node that happened to be asked does not answer.
     */
    List<Integer> inSync(String topic) throws ExecutionException, InterruptedException {
        try {
            TopicDescription description =
                    admin.describeTopics(
                                    List.of(topic),
                                    new DescribeTopicsOptions().timeoutMs(ANSWER_MILLIS))
                            .allTopicNames()
                            .get()
                            .get(topic);
            TopicPartitionInfo partition = requireNonNull(description).partitions().get(0);
            return List.of(partition.isr().size(), partition.replicas().size());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return List.of();
            }
            throw e;
        }
    }

    /** The value of a setting of a topic or broker. */
    String setting(ConfigResource.Type type, String of, String name)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(type, of);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return requireNonNull(config).get(name).value();
    }

    /** The version of a feature that the cluster has agreed on; 0 for none. */
    int feature(String name) throws ExecutionException, InterruptedException {
        FinalizedVersionRange range =
                admin.describeFeatures().featureMetadata().get().finalizedFeatures().get(name);
        return range == null ? 0 : range.maxVersionLevel();
    }

    KafkaProducer<String, String> transactions(String id) {
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers", bootstrap,
                                "transactional.id", id,
                                "retry.backoff.ms", "5"),
                        new StringSerializer(),
                        new StringSerializer());
        producer.initTransactions();
        return producer;
    }

    static void commit(KafkaProducer<String, String> producer, String topic, String value) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, value));
        producer.commitTransaction();
    }

    /** All committed values of the topic's only partition. */
    List<String> committed(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            List<String> values = new ArrayList<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
            }
            return values;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
