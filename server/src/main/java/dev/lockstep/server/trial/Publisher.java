package dev.lockstep.server.trial;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records to a topic, each when it is due: at a steady rate that does not wait for
 * anybody (open loop), or as fast as Kafka takes them.
 */
public final class Publisher implements AutoCloseable {
    private static final long PAUSE_NANOS = 500_000;
    private static final double NANOS = 1e9;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Supplier<byte @Nullable []> records;
    private final int rate;
    private final LongLog due = new LongLog();
    private final Thread thread;
    private volatile boolean isEnding;
    private volatile @Nullable Exception failure;

    /**
     * Begins at once.
     *
     * @param records one after the other, null behind the last; called by one thread
     * @param rate records a second; 0 for as many as possible
     */
    public Publisher(
            String bootstrap, String topic, Supplier<byte @Nullable []> records, int rate) {
        this.topic = topic;
        this.records = records;
        this.rate = rate;
        this.producer =
                new KafkaProducer<>(
                        Clients.publisher(bootstrap),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.thread = Thread.ofPlatform().name("publisher").daemon().start(this::publish);
    }

    private void publish() {
        long began = System.nanoTime();
        while (!isEnding && failure == null) {
            if (rate == 0) {
                send(System.nanoTime());
                continue;
            }
            long wanted = (long) ((System.nanoTime() - began) / NANOS * rate);
            while (due.size() < wanted && !isEnding) {
                send(began + (long) (due.size() * NANOS / rate));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void send(long dueNanos) {
        byte @Nullable [] record = records.get();
        if (record == null) {
            isEnding = true;
            return;
        }
        due.add(dueNanos);
        producer.send(
                new ProducerRecord<>(topic, 0, null, record),
                (written, e) -> {
                    if (e != null) {
                        failure = e;
                    }
                });
        if (due.size() == 1) {
            // a new topic's leader may turn this one away and take the next (KAFKA-15591)
            producer.flush();
        }
    }

    /** Records published so far; some of them may be on their way. */
    public int count() {
        return due.size();
    }

    /** When a record should have been published, by {@link System#nanoTime}. */
    public long dueNanos(int index) {
        return due.get(index);
    }

    /**
     * Publishes no more and waits until all records are acknowledged.
     *
     * @throws IllegalStateException if one never was
     */
    public void finish() throws InterruptedException {
        isEnding = true;
        thread.join();
        producer.flush();
        check();
    }

    /**
     * @throws IllegalStateException if a record never was acknowledged; no more are published then
     */
    public void check() {
        Exception e = failure;
        if (e != null) {
            throw new IllegalStateException("a record was not acknowledged: " + e, e);
        }
    }

    @Override
    public void close() {
        isEnding = true;
        LockSupport.unpark(thread);
        producer.close(FAREWELL);
    }
}
