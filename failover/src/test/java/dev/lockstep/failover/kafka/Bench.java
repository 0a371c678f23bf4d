package dev.lockstep.failover.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.failover.entry.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A project's place on the shared cluster, and what tests do there besides. */
final class Bench implements AutoCloseable {
    final String bootstrap = SharedKafka.get().bootstrap();
    final String project = SharedKafka.unique("p");
    final TopicNames names = TopicNames.of("esp_5555");
    final String input = names.window(project, "cq", "in", TopicNames.Direction.I);
    final String output = names.window(project, "cq", "chain", TopicNames.Direction.O);
    final String journal = names.journal(project);
    final Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));

    KafkaBusSettings settings(String engine) {
        return settings(engine, InitialOffset.SMALLEST);
    }

    KafkaBusSettings settings(String engine, InitialOffset from) {
        return new KafkaBusSettings(
                bootstrap,
                engine,
                journal,
                journal,
                List.of(new KafkaBusSettings.Input("cq/in", input, 0, from)),
                List.of(new KafkaBusSettings.Output(output, 0, true)),
                Map.of());
    }

    /** With all topics. */
    Bench made() {
        KafkaTopics.createMissing(settings("maker"), "");
        return this;
    }

    KafkaProducer<byte[], byte[]> publisher() {
        Map<String, Object> p = new HashMap<>();
        p.put("bootstrap.servers", bootstrap);
        p.put("linger.ms", 0);
        // a new topic's leader may turn a request away and take the next (KAFKA-15591)
        p.put("max.in.flight.requests.per.connection", 1);
        return new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes values to a topic and waits until they are there. */
    void publish(String topic, List<String> values) {
        publish(values.stream().map(v -> record(topic, v)));
    }

    /** Writes records and waits until they are there. */
    void publish(Stream<ProducerRecord<byte[], byte[]>> records) {
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        try (var producer = publisher()) {
            records.forEach(
                    r ->
                            producer.send(
                                    r,
                                    (where, failure) -> {
                                        if (failure != null) {
                                            failures.add(failure);
                                        }
                                    }));
        }
        assertThat(failures).as("what could not be published").isEmpty();
    }

    static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, 0, null, value.getBytes(StandardCharsets.UTF_8));
    }

    /** All committed records of a topic, as a consumer sees them that knows nothing of us. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return observe(topic, Integer.MAX_VALUE);
    }

    /** As {@link #committed}, but waits for so many. */
    List<ConsumerRecord<byte[], byte[]>> observe(String topic, int count) {
        Map<String, Object> p = new HashMap<>();
        p.put("bootstrap.servers", bootstrap);
        p.put("isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition place = new TopicPartition(topic, 0);
            consumer.assign(List.of(place));
            consumer.seekToBeginning(List.of(place));
            long end =
                    count == Integer.MAX_VALUE
                            ? requireNonNull(consumer.endOffsets(List.of(place)).get(place))
                            : Long.MAX_VALUE;
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (all.size() < count
                    && consumer.position(place) < end
                    && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList();
    }

    /** What {@code Start} says of the input topic. */
    Entry.Input inputAsItIs() throws ExecutionException, InterruptedException {
        TopicDescription found =
                admin.describeTopics(List.of(input)).allTopicNames().get().get(input);
        UUID id = Topics.uuid(requireNonNull(found).topicId());
        return new Entry.Input("cq/in", input, id, 0, 0);
    }

    /** A producer of the project that is not one of a bus. */
    KafkaProducer<byte[], byte[]> rival() {
        return new KafkaProducer<>(
                new ClientProperties(settings("rival")).producer("rival", journal),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The number of the broker that decides who may commit in this project. */
    int coordinator() throws ExecutionException, InterruptedException {
        return admin.describeTransactions(List.of(journal))
                .description(journal)
                .get()
                .coordinatorId();
    }

    void delete(String topic) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    /** Makes a topic of a name that another one just had, once the brokers have let go of it. */
    void makeAgain(String topic) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(TopicExistsException.class)
                .until(
                        () -> {
                            KafkaTopics.createMissing(settings("maker"), "");
                            return admin.listTopics().names().get().contains(topic);
                        });
    }

    @Override
    public void close() {
        admin.close();
    }
}
