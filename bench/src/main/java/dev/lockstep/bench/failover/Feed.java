package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.LongLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes rows with ascending numbers: each record when it is due, whoever keeps up or not, or as
 * fast as Kafka takes them.
 */
final class Feed implements AutoCloseable {
    private static final long PAUSE_NANOS = 1_000_000;
    private static final double NANOS = 1e9;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final Rows rows;
    private final Shape shape;
    private final LongLog sent = new LongLog();
    private final Thread thread;
    private volatile boolean isEnding;
    private volatile @Nullable Exception failure;

    /**
     * What is published.
     *
     * @param firstRow its number
     * @param rows how many; without end for {@link Long#MAX_VALUE}
     * @param rowsOfRecord how many a record holds
     * @param rate rows a second; 0 for as many as possible
     * @param isPrompt whether each record goes at once, rather than with those of five
     *     milliseconds, as publishers do unless they are told otherwise
     */
    record Shape(long firstRow, long rows, int rowsOfRecord, int rate, boolean isPrompt) {}

    /** Begins at once. */
    Feed(String bootstrap, String topic, Rows rows, Shape shape) {
        this.topic = topic;
        this.rows = rows;
        this.shape = shape;
        this.producer =
                new KafkaProducer<>(
                        properties(bootstrap, shape.isPrompt()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        // a connection that is made first is no part of a latency
        producer.partitionsFor(topic);
        this.thread = Thread.ofPlatform().name("feed").daemon().start(this::publish);
    }

    private static Map<String, Object> properties(String bootstrap, boolean isPrompt) {
        return Map.of(
                "bootstrap.servers", bootstrap,
                "acks", "all",
                "enable.idempotence", "true",
                "linger.ms", isPrompt ? "0" : "5",
                "batch.size", String.valueOf(256 << 10),
                "buffer.memory", String.valueOf(32L << 20),
                "max.block.ms", "60000",
                "delivery.timeout.ms", "120000",
                "retry.backoff.ms", "5");
    }

    private void publish() {
        try {
            long began = System.nanoTime();
            long done = 0;
            while (!isEnding && failure == null && done < shape.rows()) {
                double passed = (System.nanoTime() - began) / NANOS;
                long due = shape.rate() == 0 ? Long.MAX_VALUE : (long) (passed * shape.rate());
                while (done < shape.rows() && done + shape.rowsOfRecord() <= due && !isEnding) {
                    done += send(done);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private int send(long done) {
        int count = (int) Math.min(shape.rowsOfRecord(), shape.rows() - done);
        byte[] record = rows.record(shape.firstRow() + done, count);
        sent.add(System.nanoTime());
        producer.send(
                new ProducerRecord<>(topic, 0, null, record),
                (written, e) -> {
                    if (e != null) {
                        failure = e;
                    }
                });
        return count;
    }

    /** When the row with that number was published. */
    long sentNanos(long row) {
        return sent.get((int) ((row - shape.firstRow()) / shape.rowsOfRecord()));
    }

    /**
     * Publishes no more, unless an end was said, which is waited for; returns when all is
     * acknowledged.
     *
     * @return the number behind that of the last row
     * @throws IllegalStateException if a record never was
     */
    long finish() throws InterruptedException {
        isEnding |= shape.rows() == Long.MAX_VALUE;
        thread.join();
        producer.flush();
        Exception e = failure;
        if (e != null) {
            throw new IllegalStateException("A record was not acknowledged: " + e, e);
        }
        long rowsSent = (long) sent.size() * shape.rowsOfRecord();
        return shape.firstRow() + Math.min(shape.rows(), rowsSent);
    }

    @Override
    public void close() {
        isEnding = true;
        producer.close(FAREWELL);
    }
}
