package dev.lockstep.server.trial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what is committed in the first partition of a topic, from its beginning. One thread. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition place;
    private final ArrayDeque<Found> ahead = new ArrayDeque<>();
    private final long patienceNanos;

    /** A record. */
    record Found(long offset, byte[] value) {}

    TopicReader(String bootstrap, String topic, long patienceMillis) {
        consumer =
                new KafkaConsumer<>(
                        Clients.reader(bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        place = new TopicPartition(topic, 0);
        consumer.assign(List.of(place));
        consumer.seek(place, 0);
        patienceNanos = patienceMillis * 1_000_000;
    }

    /** The next record; null if none comes for a while. */
    @Nullable Found next() {
        long until = System.nanoTime() + patienceNanos;
        while (ahead.isEmpty() && System.nanoTime() < until) {
            poll();
        }
        return ahead.poll();
    }

    /** Where the committed part of the topic ends now. */
    long end() {
        return consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    /** The next record before an offset; null if there is none any more. */
    @Nullable Found nextBefore(long end) {
        while (ahead.isEmpty() && consumer.position(place) < end) {
            poll();
        }
        Found first = ahead.peek();
        return first == null || first.offset() >= end ? null : ahead.remove();
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(POLL)) {
            ahead.add(new Found(r.offset(), r.value()));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
