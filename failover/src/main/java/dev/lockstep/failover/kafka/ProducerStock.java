package dev.lockstep.failover.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one producer ready that knows the brokers and the topics but has not fenced anybody yet, so
 * that a fence costs nothing but the fence. Safe for use by several threads.
 */
final class ProducerStock implements AutoCloseable {
    /** Less than what clients and brokers forget topics and close connections after. */
    private static final long WARM_MILLIS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(ProducerStock.class);

    private final KafkaBusSettings settings;
    private final AtomicReference<KafkaProducer<byte[], byte[]>> ready = new AtomicReference<>();
    private final Worker worker;
    private final Worker undertaker;

    ProducerStock(KafkaBusSettings settings) {
        this.settings = settings;
        worker = new Worker(settings.engine() + "-kafka-stock");
        undertaker = new Worker(settings.engine() + "-kafka-undertaker");
        refill();
        worker.every(WARM_MILLIS, this::warm);
    }

    /** A producer that has not been initialised; the caller closes it. */
    Producer<byte[], byte[]> take() {
        KafkaProducer<byte[], byte[]> p = ready.getAndSet(null);
        return p == null ? make() : p;
    }

    /** Makes the next one in the background, if there is none. */
    void refill() {
        worker.execute(this::warm);
    }

    /**
     * Ends it: what it has not sent yet is never sent. Does not wait, since a producer that waits
     * for a frozen broker is slow to end.
     */
    void discard(Producer<byte[], byte[]> producer) {
        undertaker.execute(() -> close(producer));
    }

    /** Ends it at once, and waits until it has. */
    static void close(Producer<byte[], byte[]> producer) {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.debug("a producer did not close in order", e);
        }
    }

    private void warm() {
        try {
            KafkaProducer<byte[], byte[]> p = ready.get();
            if (p == null) {
                p = make();
                ready.set(p);
            }
            p.partitionsFor(settings.journal());
            for (KafkaBusSettings.Output o : settings.outputs()) {
                p.partitionsFor(o.topic());
            }
        } catch (KafkaException | IllegalStateException e) {
            // it may have been taken and ended meanwhile; else the fence says what is wrong
            LOG.debug("a producer could not be prepared whole", e);
        }
        if (worker.isClosed()) {
            empty();
        }
    }

    private KafkaProducer<byte[], byte[]> make() {
        return new KafkaProducer<>(
                new ClientProperties(settings).producer("commit", settings.transactionalId()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void empty() {
        KafkaProducer<byte[], byte[]> p = ready.getAndSet(null);
        if (p != null) {
            close(p);
        }
    }

    @Override
    public void close() {
        worker.close();
        empty();
        undertaker.finish();
    }
}
