package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.adapter.metadata.MetadataCodec;
import dev.lockstep.connectors.adapter.metadata.SchemaReply;
import dev.lockstep.connectors.adapter.metadata.SchemaRequest;
import dev.lockstep.connectors.kafka.ClientConfigs;
import dev.lockstep.connectors.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions on a topic of metadata, on a thread of its own, until it is closed. Questions
 * from before it started are not answered: whoever asks, asks again. A bus that fails is tried
 * again; nothing depends on the answers but those who ask.
 */
public final class MetadataResponder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataResponder.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final long AGAIN_MILLIS = 2000;
    private static final String MOST_MILLIS = "5000";

    /** Questions are of no use for long. */
    private static final Map<String, String> PASSING =
            Map.of("cleanup.policy", "delete", "retention.ms", "3600000", "segment.ms", "3600000");

    private final KafkaSettings bus;
    private final String topic;
    private final Function<SchemaRequest, @Nullable SchemaReply> answers;
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /**
     * @param bus a connector on the same brokers; its topic has no meaning here
     * @param topic where questions come
     * @param answers null for what is somebody else's; called on the responder's thread
     */
    public MetadataResponder(
            KafkaSettings bus,
            String topic,
            Function<SchemaRequest, @Nullable SchemaReply> answers) {
        this.bus = bus;
        this.topic = topic;
        this.answers = answers;
        this.thread = Thread.ofPlatform().name("metadata " + topic).daemon().start(this::work);
    }

    private void work() {
        while (!isClosed) {
            try {
                respond();
            } catch (WakeupException | InterruptException e) {
                return;
            } catch (InterruptedException e) {
                return;
            } catch (KafkaException | LockstepException e) {
                LOG.warn("Nobody answers on topic {} for a while: {}", topic, e.getMessage());
                nap();
            }
        }
    }

    private void nap() {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        } catch (InterruptedException e) {
            // closed
        }
    }

    /** Makes the topic if it is missing: who asks may have come first and made none. */
    private void prepare() throws InterruptedException {
        BusTopics.make(ClientConfigs.admin(bus), bus.topic().brokers(), List.of(topic), PASSING);
    }

    private void respond() throws InterruptedException {
        prepare();
        Map<String, Object> reading = ClientConfigs.consumer(bus);
        reading.remove(ConsumerConfig.GROUP_ID_CONFIG);
        Map<String, Object> writing = ClientConfigs.producer(bus);
        writing.put("max.block.ms", MOST_MILLIS);
        try (Consumer<byte[], byte[]> c =
                        new KafkaConsumer<>(
                                reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                writing, new ByteArraySerializer(), new ByteArraySerializer())) {
            consumer = c;
            TopicPartition place = new TopicPartition(topic, 0);
            c.assign(List.of(place));
            c.seekToEnd(List.of(place));
            c.position(place);
            while (!isClosed) {
                for (ConsumerRecord<byte[], byte[]> r : c.poll(POLL)) {
                    answer(r.value(), producer);
                }
            }
        }
    }

    private void answer(byte @Nullable [] record, Producer<byte[], byte[]> producer) {
        SchemaRequest request = record == null ? null : MetadataCodec.request(record);
        SchemaReply reply = request == null ? null : answers.apply(request);
        if (request == null || reply == null) {
            return;
        }
        try {
            producer.send(
                    new ProducerRecord<>(request.replyTopic(), 0, null, MetadataCodec.write(reply)),
                    (where, error) -> {
                        if (error != null) {
                            LOG.warn(
                                    "The answer on topic {} is lost: {}",
                                    request.replyTopic(),
                                    error.getMessage());
                        }
                    });
        } catch (org.apache.kafka.common.errors.InvalidTopicException e) {
            LOG.warn(
                    "A question names a topic for its answer that cannot be one: {}",
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        isClosed = true;
        Consumer<byte[], byte[]> c = consumer;
        if (c != null) {
            c.wakeup();
        }
        thread.interrupt();
        try {
            thread.join(CLOSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
