package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads committed records of one topic. {@link #close} may be called by another thread to end a
 * wait.
 *
 * <p>With a consumer group it stores once a second, and at its end, up to where records were handed
 * to the project; what the project had not yet worked on when it died is not read again.
 */
final class KafkaPublisher implements Publisher {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    private static final long STORE_NANOS = 1_000_000_000;

    private final KafkaSettings settings;
    private final boolean isKeepingOld;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private long storedNanos;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean isClosed;

    KafkaPublisher(KafkaSettings settings, boolean isKeepingOld) {
        this.settings = settings;
        this.isKeepingOld = isKeepingOld;
    }

    @Override
    public boolean isFinite() {
        return settings.blocks().maxEvents() > 0;
    }

    @Override
    public void run(BlockSink sink) throws IOException, InterruptedException {
        RecordReader reader =
                new RecordReader(settings, RecordForm.open(settings), sink, isKeepingOld);
        Consumer<byte[], byte[]> c = null;
        try {
            c = open(reader);
            while (reader.isWanted() && !isClosed) {
                poll(c, reader);
            }
            reader.flush();
            store(c);
        } catch (WakeupException e) {
            reader.flush();
            if (c != null) {
                store(c);
            }
        } catch (InterruptException e) {
            Thread.interrupted();
            reader.flush();
            throw new InterruptedException();
        } catch (LockstepException e) {
            reader.flush();
            throw e;
        } catch (KafkaException e) {
            reader.flush();
            throw failed(e);
        } finally {
            if (c != null) {
                close(c);
            }
        }
        reader.failOnBadRow();
    }

    private LockstepException failed(KafkaException e) {
        String what = "cannot read topic " + settings.topic().name();
        return KafkaFailures.of(settings, ConnectorCode.READ_FAILED, what, e);
    }

    private static void close(Consumer<byte[], byte[]> c) {
        boolean isInterrupted = Thread.interrupted();
        try {
            c.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(CLOSE));
        } catch (KafkaException e) {
            // it read only: nothing is lost with it
            isInterrupted |= e instanceof InterruptException && Thread.interrupted();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Consumer<byte[], byte[]> open(RecordReader reader) throws InterruptedException {
        boolean isShared = !settings.group().isEmpty() && !settings.topic().isPartitionNamed();
        List<Integer> partitions = TopicSetup.partitions(settings, isShared);
        Consumer<byte[], byte[]> c =
                new KafkaConsumer<>(
                        ClientConfigs.consumer(settings),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer = c;
        try {
            if (isShared) {
                c.subscribe(List.of(settings.topic().name()), new Handover(c, reader));
            } else {
                new Positions(settings, c).assign(partitions);
            }
        } catch (RuntimeException e) {
            close(c);
            throw e;
        }
        return c;
    }

    private void poll(Consumer<byte[], byte[]> c, RecordReader reader)
            throws IOException, InterruptedException {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = c.poll(POLL);
        } catch (NoOffsetForPartitionException e) {
            // the group has not stored anything of these yet
            new Positions(settings, c).start(e.partitions());
            return;
        } catch (OffsetOutOfRangeException e) {
            throw new Positions(settings, c).gone(e);
        }
        if (records.isEmpty()) {
            reader.flush();
        }
        for (TopicPartition p : records.partitions()) {
            if (reader.isWanted()) {
                read(p, records.records(p), reader);
            }
        }
        if (!done.isEmpty() && System.nanoTime() - storedNanos > STORE_NANOS) {
            reader.flush();
            store(c);
        }
    }

    private void read(
            TopicPartition p, List<ConsumerRecord<byte[], byte[]>> records, RecordReader reader)
            throws IOException, InterruptedException {
        long next = -1;
        boolean isWanted = true;
        for (int i = 0; i < records.size() && isWanted; i++) {
            ConsumerRecord<byte[], byte[]> r = records.get(i);
            isWanted = reader.read(r.value(), r.partition(), r.offset());
            if (!reader.hasFailed()) {
                next = r.offset() + 1;
            }
        }
        if (next >= 0 && !settings.group().isEmpty()) {
            done.put(p, new OffsetAndMetadata(next));
        }
    }

    private void store(Consumer<byte[], byte[]> c) {
        if (!done.isEmpty()) {
            c.commitSync(done);
            done.clear();
        }
        storedNanos = System.nanoTime();
    }

    /** Whoever gets a partition next goes on behind what was handed to the project here. */
    private final class Handover implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> of;
        private final RecordReader reader;

        Handover(Consumer<byte[], byte[]> of, RecordReader reader) {
            this.of = of;
            this.reader = reader;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            try {
                reader.flush();
                store(of);
            } catch (InterruptedException e) {
                // nothing is stored of what was not handed over
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // positions are the group's, or decided when they turn out to be missing
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(done::remove);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        Consumer<byte[], byte[]> c = consumer;
        if (c != null) {
            c.wakeup();
        }
    }
}
