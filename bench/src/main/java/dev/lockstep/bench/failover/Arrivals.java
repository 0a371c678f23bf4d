package dev.lockstep.bench.failover;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.server.trial.Engines;
import dev.lockstep.server.trial.LongLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed in an output topic, notes when it came, and checks every row. Any thread
 * may ask.
 */
final class Arrivals implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Check check;

    /** For each poll that brought something: when, and how many rows had come by then. */
    private final LongLog moments = new LongLog();

    private final LongLog counts = new LongLog();
    private final Thread thread;
    private volatile boolean isEnding;
    private volatile @Nullable RuntimeException failure;

    /** Begins at once, at the beginning of the topic, which is there. */
    Arrivals(String bootstrap, String topic, Schema schema) {
        this.check = new Check(schema);
        this.thread =
                Thread.ofPlatform()
                        .name("arrivals")
                        .daemon()
                        .start(() -> read(bootstrap, new TopicPartition(topic, 0)));
    }

    private static Map<String, Object> properties(String bootstrap) {
        return Map.of(
                "bootstrap.servers", bootstrap,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "none",
                "fetch.min.bytes", "1",
                "max.partition.fetch.bytes", String.valueOf(4 << 20),
                "max.poll.records", "5000",
                "retry.backoff.ms", "5",
                "reconnect.backoff.ms", "20");
    }

    private void read(String bootstrap, TopicPartition place) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties(bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(place));
            consumer.seek(place, 0);
            while (!isEnding) {
                take(consumer.poll(POLL));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        if (records.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> r : records) {
            check.add(r.value());
        }
        // moments first: whoever sees a count may ask when that was
        moments.add(now);
        counts.add(check.count());
    }

    /**
     * Rows so far.
     *
     * @throws IllegalStateException if one of them was not what it should be
     */
    long count() {
        RuntimeException e = failure;
        if (e != null) {
            throw new IllegalStateException(
                    "The output is not what it should be: " + e.getMessage(), e);
        }
        int n = counts.size();
        return n == 0 ? 0 : counts.get(n - 1);
    }

    /** When the last rows came; 0 if none has. */
    long lastNanos() {
        count();
        int n = moments.size();
        return n == 0 ? 0 : moments.get(n - 1);
    }

    /** Waits until so many rows have come. */
    void awaitCount(long rows, long millis) throws InterruptedException {
        Engines.await(rows + " rows of output", millis, () -> count() >= rows);
    }

    /** Waits until rows come behind that moment. */
    void awaitAfter(long nanos, long millis) throws InterruptedException {
        Engines.await("output", millis, () -> lastNanos() > nanos);
    }

    /** The moments at which anything came. */
    long[] moments() {
        return moments.toArray();
    }

    /** How many rows had come by each of {@link #moments}; may be one behind them. */
    long[] counts() {
        return counts.toArray();
    }

    /** When that row, which has come, came. */
    long nanosOf(long row) {
        int low = 0;
        int high = counts.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (counts.get(middle) > row) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return moments.get(low);
    }

    @Override
    public void close() {
        isEnding = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
