package dev.lockstep.failover.kafka;

import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.coordination.MemberText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One producer and one consumer of a project's topic. One thread, but for {@link #wake}. */
final class KafkaCoordinationClients implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int REQUEST_MILLIS = 2000;
    private static final int LEAVING_MILLIS = 1000;
    private static final long SEGMENT_BYTES = 1L << 20;
    private static final long RETENTION_MILLIS = 600_000;

    private final TopicPartition partition;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Makes the topic if it is missing, and reads from its end on: whoever is there writes soon.
     *
     * @throws KafkaException if the brokers do not answer in time
     */
    KafkaCoordinationClients(KafkaCoordinationSettings settings, String project)
            throws InterruptedException {
        String topic = settings.topic(project);
        partition = new TopicPartition(topic, 0);
        makeTopic(settings, topic);
        producer = new KafkaProducer<>(producerProperties(settings));
        consumer = new KafkaConsumer<>(consumerProperties(settings));
        try {
            consumer.assign(List.of(partition));
            consumer.seekToEnd(List.of(partition));
            consumer.position(partition);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Properties common(KafkaCoordinationSettings settings) {
        Properties p = new Properties();
        p.putAll(settings.extra());
        p.put("bootstrap.servers", settings.bootstrap());
        p.put("reconnect.backoff.max.ms", "500");
        p.put("retry.backoff.max.ms", "200");
        p.put("request.timeout.ms", Integer.toString(REQUEST_MILLIS));
        p.put("default.api.timeout.ms", Integer.toString(TIMEOUT_MILLIS));
        p.put("enable.metrics.push", "false");
        return p;
    }

    private static Properties producerProperties(KafkaCoordinationSettings settings) {
        Properties p = common(settings);
        p.put("key.serializer", ByteArraySerializer.class.getName());
        p.put("value.serializer", ByteArraySerializer.class.getName());
        p.put("acks", "all");
        p.put("linger.ms", "0");
        p.put("max.block.ms", Integer.toString(REQUEST_MILLIS));
        p.put("delivery.timeout.ms", Integer.toString(TIMEOUT_MILLIS));
        p.put("buffer.memory", Long.toString(SEGMENT_BYTES));
        p.remove("default.api.timeout.ms");
        return p;
    }

    private static Properties consumerProperties(KafkaCoordinationSettings settings) {
        Properties p = common(settings);
        p.put("key.deserializer", ByteArrayDeserializer.class.getName());
        p.put("value.deserializer", ByteArrayDeserializer.class.getName());
        p.put("enable.auto.commit", "false");
        // what was missed is told again; only here nothing is lost by that
        p.put("auto.offset.reset", "latest");
        p.put("allow.auto.create.topics", "false");
        return p;
    }

    private static void makeTopic(KafkaCoordinationSettings settings, String topic)
            throws InterruptedException {
        // only the newest record of each engine matters, and only for a moment
        Map<String, String> configs =
                Map.of(
                        "cleanup.policy",
                        "compact,delete",
                        "segment.bytes",
                        Long.toString(SEGMENT_BYTES),
                        "retention.ms",
                        Long.toString(RETENTION_MILLIS));
        NewTopic wanted = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(configs);
        try (Admin admin = Admin.create(common(settings))) {
            if (!admin.listTopics()
                    .names()
                    .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .contains(topic)) {
                admin.createTopics(List.of(wanted))
                        .all()
                        .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException(e.getCause());
            }
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(String engine, byte @Nullable [] value) {
        byte[] key = engine.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(partition.topic(), partition.partition(), key, value);
    }

    /**
     * Writes a record, without waiting for its end.
     *
     * @param done called on another thread, with null if it was written
     */
    void write(Member member, Consumer<@Nullable Exception> done) {
        Future<?> ignored =
                producer.send(
                        record(member.engine(), MemberText.write(member)),
                        (data, e) -> done.accept(e));
    }

    /** Tells that an engine leaves. */
    void leave(String engine) throws Exception {
        producer.send(record(engine, null)).get(LEAVING_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for records, not longer than that.
     *
     * @param target given the engine and what the record holds, null if it has left
     */
    void read(Duration longest, BiConsumer<ConsumerRecord<byte[], byte[]>, String> target) {
        try {
            for (ConsumerRecord<byte[], byte[]> r : consumer.poll(longest)) {
                if (r.key() != null) {
                    target.accept(r, new String(r.key(), StandardCharsets.UTF_8));
                }
            }
        } catch (WakeupException e) {
            // somebody has something to write
        }
    }

    /** Ends a {@link #read} that waits. */
    void wake() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(Duration.ofMillis(LEAVING_MILLIS)));
    }
}
