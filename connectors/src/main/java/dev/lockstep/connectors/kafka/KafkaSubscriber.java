package dev.lockstep.connectors.kafka;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes blocks to one topic, each record once and in order, acknowledged by all copies that are in
 * step. Blocks are numbered from the last id on the partition on. The first failure ends it.
 */
final class KafkaSubscriber implements Subscriber {
    private static final Duration CLOSE = Duration.ofSeconds(30);

    private final KafkaSettings settings;
    private final KafkaOutput output;
    private final @Nullable Integer partition;
    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable RecordWriter writer;
    private long lastId;
    private boolean isFirstThere;
    private volatile @Nullable Exception failure;

    KafkaSubscriber(KafkaSettings settings) {
        this.settings = settings;
        output = settings.output();
        int named = settings.topic().partition();
        // without a partition there is but one, or the client chooses
        partition = named >= 0 ? Integer.valueOf(named) : null;
    }

    @Override
    public boolean wantsSnapshot() {
        return output.isSnapshot();
    }

    @Override
    public boolean wantsCollapsed() {
        return output.isCollapsed();
    }

    @Override
    public boolean skipsRetentionDeletes() {
        return output.skipsRetentionDeletes();
    }

    @Override
    public void open() throws IOException {
        writer = new RecordWriter(settings, RecordForm.open(settings));
        try {
            List<Integer> partitions = TopicSetup.partitions(settings, false);
            for (int p : partitions) {
                if (settings.type().kind() == KafkaType.Kind.BINARY) {
                    long id = LastId.of(settings, p);
                    lastId = Long.compareUnsigned(id, lastId) > 0 ? id : lastId;
                }
            }
            Map<String, Object> config = ClientConfigs.producer(settings);
            if (partitions.size() > 1) {
                // which of them a record goes to is not known here, so that none can be awaited
                config.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
            }
            producer =
                    new KafkaProducer<>(
                            config, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (KafkaException e) {
            throw failed(ConnectorCode.BUS_UNREACHABLE, e);
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private LockstepException failed(ConnectorCode code, Exception e) {
        return KafkaFailures.of(
                settings, code, "cannot write to topic " + settings.topic().name(), e);
    }

    @Override
    public void accept(EventBlock block) throws IOException {
        Producer<byte[], byte[]> p = opened();
        RecordWriter w = writer;
        if (w != null && block.rows() > 0) {
            lastId++;
            w.write(block, lastId, (bytes, from, to) -> send(p, bytes, from, to));
        }
    }

    private Producer<byte[], byte[]> opened() {
        Producer<byte[], byte[]> p = producer;
        if (p == null) {
            throw new IllegalStateException("not open");
        }
        checkFailure();
        return p;
    }

    private void checkFailure() {
        Exception f = failure;
        if (f != null) {
            throw failed(ConnectorCode.WRITE_FAILED, f);
        }
    }

    private void send(Producer<byte[], byte[]> p, byte[] bytes, int from, int to)
            throws IOException {
        byte[] value = Arrays.copyOfRange(bytes, from, to);
        try {
            p.send(
                    new ProducerRecord<>(settings.topic().name(), partition, null, value),
                    this::sent);
            awaitFirst(p);
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException e) {
            throw failed(ConnectorCode.WRITE_FAILED, e);
        }
    }

    /**
     * A topic's leader may be so new that it turns the first request away and takes the second,
     * behind which the first never fits again (KAFKA-15591): the first goes alone.
     */
    private void awaitFirst(Producer<byte[], byte[]> p) {
        if (!isFirstThere) {
            p.flush();
            checkFailure();
            isFirstThere = true;
        }
    }

    /** On the producer's thread. */
    private void sent(@Nullable RecordMetadata where, @Nullable Exception error) {
        if (error != null && failure == null) {
            failure = error;
        }
    }

    @Override
    public void flush() throws IOException {
        Producer<byte[], byte[]> p = opened();
        try {
            p.flush();
        } catch (InterruptException e) {
            throw interrupted();
        }
        checkFailure();
    }

    @Override
    public void close() throws IOException {
        Producer<byte[], byte[]> p = producer;
        if (p == null) {
            return;
        }
        producer = null;
        try {
            p.close(failure == null ? CLOSE : Duration.ZERO);
        } catch (InterruptException e) {
            throw interrupted();
        } catch (KafkaException e) {
            throw failed(ConnectorCode.WRITE_FAILED, e);
        }
        checkFailure();
    }
}
