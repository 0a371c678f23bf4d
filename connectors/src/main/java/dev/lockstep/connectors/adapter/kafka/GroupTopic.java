package dev.lockstep.connectors.adapter.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The committed records of a group's topic, as they come. */
final class GroupTopic implements AutoCloseable {
    /** What makes a topic that holds the newest record for ever and little more. */
    static final Map<String, String> CONFIG =
            Map.of(
                    "cleanup.policy", "compact",
                    "segment.bytes", String.valueOf(4 << 20),
                    "min.cleanable.dirty.ratio", "0.1");

    private static final long TAIL = 64;
    private static final Duration AT_ONCE = Duration.ofMillis(20);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final TopicPartition place;
    private final Consumer<byte[], byte[]> consumer;

    GroupTopic(String topic, Map<String, Object> config) {
        place = new TopicPartition(topic, 0);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(place));
    }

    /** The newest record; null if there is none. */
    @Nullable GroupRecord newest() {
        long end = end();
        long begin = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
        for (long tail = TAIL; ; tail *= 8) {
            long from = Math.max(begin, end - tail);
            consumer.seek(place, from);
            GroupRecord newest = readTo(end);
            if (newest != null || from == begin) {
                return newest;
            }
        }
    }

    private long end() {
        return consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    /**
     * The newest of the records that have come since, all that were there at the call among them.
     */
    @Nullable GroupRecord catchUp() {
        return readTo(end());
    }

    private @Nullable GroupRecord readTo(long end) {
        GroupRecord newest = null;
        while (consumer.position(place) < end) {
            GroupRecord r = poll(AT_ONCE);
            newest = r == null ? newest : r;
        }
        return newest;
    }

    /** The newest of the records that come within that time. */
    @Nullable GroupRecord poll(Duration time) {
        GroupRecord newest = null;
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(time)) {
            if (r.value() != null) {
                newest = GroupRecord.of(place.topic(), r.value());
            }
        }
        return newest;
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
    }
}
