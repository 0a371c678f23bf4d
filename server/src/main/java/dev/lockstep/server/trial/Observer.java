package dev.lockstep.server.trial;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A naive reader of output topics: reads what is committed, believes it, and notes when it came. It
 * removes no duplicates and restores no order.
 */
public final class Observer implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long DEAF_NANOS = 8_000_000_000L;

    private final Map<String, TopicLog> logs = new LinkedHashMap<>();
    private final Map<String, Long> positions = new ConcurrentHashMap<>();
    private final LongLog arrivals = new LongLog();
    private final Thread thread;
    private volatile boolean isEnding;

    /** Begins at once, from the beginning of the topics, which are there. */
    public Observer(String bootstrap, List<String> topics) {
        topics.forEach(t -> logs.put(t, new TopicLog()));
        thread =
                Thread.ofPlatform()
                        .name("observer")
                        .daemon()
                        .start(() -> observe(bootstrap, topics));
    }

    /** A consumer may stay deaf behind a leader that was frozen: then another one goes on. */
    private void observe(String bootstrap, List<String> topics) {
        topics.forEach(t -> positions.put(t, 0L));
        while (!isEnding) {
            observeUntilDeaf(bootstrap, topics);
        }
    }

    private void observeUntilDeaf(String bootstrap, List<String> topics) {
        long heard = System.nanoTime();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Clients.reader(bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(topics.stream().map(t -> new TopicPartition(t, 0)).toList());
            topics.forEach(
                    t -> consumer.seek(new TopicPartition(t, 0), positions.getOrDefault(t, 0L)));
            while (!isEnding && System.nanoTime() - heard < DEAF_NANOS) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (!polled.isEmpty()) {
                    heard = System.nanoTime();
                    arrivals.add(heard);
                }
                for (ConsumerRecord<byte[], byte[]> r : polled) {
                    TopicLog log = logs.get(r.topic());
                    if (log != null) {
                        log.add(r.value());
                    }
                    // behind the record, since whoever waits for a position wants what is before it
                    positions.put(r.topic(), r.offset() + 1);
                }
                for (TopicPartition p : consumer.assignment()) {
                    positions.put(p.topic(), consumer.position(p));
                }
            }
        } catch (TimeoutException nowhere) {
            // as deaf as that: it cannot say where it stands
        }
    }

    /** Records of all topics so far. */
    public long count() {
        return logs.values().stream().mapToLong(TopicLog::count).sum();
    }

    /** What was seen, by topic. */
    public Map<String, TopicLog> logs() {
        return logs;
    }

    /** Whether everything before these offsets was seen. */
    public boolean hasReached(Map<String, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(e -> positions.getOrDefault(e.getKey(), -1L) >= e.getValue());
    }

    /** When the last records came; 0 if none has. */
    public long lastNanos() {
        int n = arrivals.size();
        return n == 0 ? 0 : arrivals.get(n - 1);
    }

    /**
     * The longest time without any output between two moments, in milliseconds; what lies before
     * the first or behind the second does not count.
     */
    public double longestSilenceMillis(long fromNanos, long toNanos) {
        long last = fromNanos;
        long longest = 0;
        for (long at : arrivals.toArray()) {
            if (at > fromNanos && last < toNanos) {
                longest = Math.max(longest, Math.min(at, toNanos) - last);
                last = at;
            }
        }
        return longest / NANOS_PER_MILLI;
    }

    /** Reads no more. */
    @Override
    public void close() throws InterruptedException {
        isEnding = true;
        thread.join();
    }
}
