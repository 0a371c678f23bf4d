package dev.lockstep.failover.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer of one partition at a time, without a group. One thread, but for {@link #wakeup}. */
final class PartitionReader {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private TopicPartition place = new TopicPartition("", 0);

    PartitionReader(Map<String, Object> properties) {
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void seek(TopicPartition where, long offset) {
        place = where;
        consumer.assign(List.of(where));
        consumer.seek(where, offset);
    }

    /** Adds what has come; returns at once if something was skipped over, too. */
    void poll(Duration time, Collection<ConsumerRecord<byte[], byte[]>> target) {
        target.addAll(consumer.poll(time).records(place));
    }

    /** Behind everything that was looked at, whether it was told or not. */
    long position() {
        return consumer.position(place);
    }

    /** The poll that goes on, or else the next, throws a WakeupException. */
    void wakeup() {
        consumer.wakeup();
    }

    void close() {
        close(consumer);
    }

    /** Ends a consumer that belongs to no group, at once. */
    static void close(KafkaConsumer<?, ?> consumer) {
        try {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        } catch (KafkaException | IllegalStateException e) {
            LOG.debug("a consumer did not close in order", e);
        }
    }
}
