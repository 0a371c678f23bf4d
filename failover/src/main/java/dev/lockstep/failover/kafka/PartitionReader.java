package dev.lockstep.failover.kafka;

import dev.lockstep.failover.FailoverLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of one partition at a time, without a group. A consumer none of whose fetches is
 * answered for a while, as seen behind a leader that had been frozen, is replaced by a new one that
 * goes on at the same place. One thread, but for {@link #wakeup} and what {@link BrokerSilence}
 * asks.
 */
final class PartitionReader implements BrokerSilence.Asking {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionReader.class);
    private static final long DEAF_NANOS =
            TimeUnit.MILLISECONDS.toNanos(FailoverLimits.DEAF_MILLIS.defaultValue());

    private final Map<String, Object> properties;
    private volatile KafkaConsumer<byte[], byte[]> consumer;
    private TopicPartition place = new TopicPartition("", 0);

    /** Where reading goes on, as far as it is known. */
    private long next;

    /** Of consumers that were replaced. */
    private volatile double receivedBefore;

    private volatile boolean isAwaiting;

    private @Nullable Metric answers;
    private Object answered = "";
    private long deafNanos;
    private int replaced;

    PartitionReader(Map<String, Object> properties) {
        this.properties = properties;
        this.consumer = make();
    }

    private KafkaConsumer<byte[], byte[]> make() {
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void seek(TopicPartition where, long offset) {
        place = where;
        next = offset;
        consumer.assign(List.of(where));
        consumer.seek(where, offset);
        isAwaiting = false;
        answers = null;
        deafNanos = 0;
    }

    /** Adds what has come; returns at once if something was skipped over, too. */
    void poll(Duration time, Collection<ConsumerRecord<byte[], byte[]>> target) {
        long began = System.nanoTime();
        isAwaiting = true;
        List<ConsumerRecord<byte[], byte[]>> found = consumer.poll(time).records(place);
        // behind a poll without any the next one is owed the same answer
        isAwaiting = found.isEmpty();
        target.addAll(found);
        if (!found.isEmpty()) {
            next = found.get(found.size() - 1).offset() + 1;
        }
        listen(System.nanoTime() - began);
    }

    private void listen(long nanos) {
        Metric m = answers == null ? fetches() : answers;
        answers = m;
        Object now = m == null ? answered : m.metricValue();
        boolean isDeaf = m != null && now.equals(answered);
        answered = now;
        deafNanos = isDeaf ? deafNanos + nanos : 0;
        if (deafNanos >= DEAF_NANOS) {
            replace();
        }
    }

    /** Grows with each answer to a fetch, whatever is in it. */
    private @Nullable Metric fetches() {
        return consumer.metrics().values().stream()
                .filter(m -> m.metricName().name().equals("fetch-total"))
                .findAny()
                .orElse(null);
    }

    private void replace() {
        LOG.warn(
                "No fetch of {} was answered for {} ms; reads on from {} with a new consumer.",
                place,
                TimeUnit.NANOSECONDS.toMillis(deafNanos),
                next);
        KafkaConsumer<byte[], byte[]> old = consumer;
        receivedBefore = received();
        consumer = make();
        replaced++;
        seek(place, next);
        close(old);
    }

    @Override
    public boolean isAwaiting() {
        return isAwaiting;
    }

    /** Bytes, those of the consumers before included. */
    @Override
    public double received() {
        return receivedBefore + bytes(consumer);
    }

    private static double bytes(KafkaConsumer<byte[], byte[]> of) {
        for (Metric m : of.metrics().values()) {
            boolean isOfAll = m.metricName().group().equals("consumer-metrics");
            if (isOfAll && m.metricName().name().equals("incoming-byte-total")) {
                return (Double) m.metricValue();
            }
        }
        return Double.NaN;
    }

    /** How often a consumer was replaced. */
    int replaced() {
        return replaced;
    }

    /** Behind everything that was looked at, whether it was told or not. */
    long position() {
        next = consumer.position(place);
        return next;
    }

    /** So many records were still to come at the last fetch; 0 if that is not known. */
    long lag() {
        return consumer.currentLag(place).orElse(0);
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
