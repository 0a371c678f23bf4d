package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.transport.WindowSchema;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.adapter.metadata.MetadataCodec;
import dev.lockstep.connectors.adapter.metadata.SchemaReply;
import dev.lockstep.connectors.adapter.metadata.SchemaRequest;
import dev.lockstep.connectors.kafka.ClientConfigs;
import dev.lockstep.connectors.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Asks over the topic of metadata, again and again until somebody answers. */
final class SchemaQuery {
    private static final long AGAIN_NANOS = 1_000_000_000;
    private static final Duration POLL = Duration.ofMillis(100);

    private final TransportSettings transport;
    private final KafkaSettings settings;

    SchemaQuery(TransportSettings transport, KafkaSettings settings) {
        this.transport = transport;
        this.settings = settings;
    }

    @Nullable WindowSchema ask(long millis) throws InterruptedException {
        String replies = transport.replyTopic();
        String brokers = settings.topic().brokers();
        BusTopics.make(
                ClientConfigs.admin(settings),
                brokers,
                List.of(transport.metadataTopic(), replies),
                Map.of());
        try (Consumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(
                                alone(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                ClientConfigs.producer(settings),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            TopicPartition place = new TopicPartition(replies, 0);
            consumer.assign(List.of(place));
            consumer.seekToEnd(List.of(place));
            consumer.position(place);
            return ask(consumer, producer, System.nanoTime() + millis * 1_000_000);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (KafkaException e) {
            throw BusTopics.unreachable(brokers, e);
        }
    }

    /** A group of consumers has nothing to do with answers. */
    private Map<String, Object> alone() {
        Map<String, Object> c = ClientConfigs.consumer(settings);
        c.remove(org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_ID_CONFIG);
        return c;
    }

    private @Nullable WindowSchema ask(
            Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer, long until) {
        String window = transport.url().path();
        String id = UUID.randomUUID().toString();
        byte[] request = MetadataCodec.write(new SchemaRequest(window, transport.replyTopic(), id));
        long asked = System.nanoTime() - AGAIN_NANOS;
        while (System.nanoTime() - until < 0) {
            if (System.nanoTime() - asked >= AGAIN_NANOS) {
                asked = System.nanoTime();
                producer.send(new ProducerRecord<>(transport.metadataTopic(), request));
            }
            for (ConsumerRecord<byte[], byte[]> r : consumer.poll(POLL)) {
                SchemaReply reply = r.value() == null ? null : MetadataCodec.reply(r.value(), id);
                if (reply != null) {
                    return schema(reply);
                }
            }
        }
        return null;
    }

    private static @Nullable WindowSchema schema(SchemaReply reply) {
        if (reply.error() != null) {
            throw new LockstepException(
                    ConnectorCode.NO_WINDOW,
                    "The engines know no window " + reply.window() + ": " + reply.error());
        }
        return reply.schema();
    }
}
