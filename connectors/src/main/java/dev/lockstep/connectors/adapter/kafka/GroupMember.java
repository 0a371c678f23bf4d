package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.MessageId;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.adapter.AdapterLimits;
import dev.lockstep.connectors.kafka.ClientConfigs;
import dev.lockstep.connectors.kafka.KafkaSettings;
import dev.lockstep.connectors.kafka.RecordForm;
import dev.lockstep.connectors.kafka.RecordWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one adapter of a group does: it follows the group's topic, and when whoever writes falls
 * silent it takes over. Kafka alone decides who may write: the group has one transactional id, and
 * whoever took it last has fenced all others off. Blocks and the record that tells how far the
 * group has come are committed together, so that a successor knows exactly where to go on.
 */
final class GroupMember {
    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);
    private static final Duration CLOSE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final String TRANSACTION_MILLIS = "5000";
    private static final String MOST_MILLIS = "10000";
    private static final String REQUEST_MILLIS = "5000";

    private final TransportSettings transport;
    private final KafkaSettings settings;
    private final GroupQueue queue;
    private final RecordWriter records;
    private final String groupTopic;
    private final long silenceMillis = AdapterLimits.GROUP_SILENCE_MILLIS.defaultValue();
    private volatile boolean isStopping;

    GroupMember(TransportSettings transport, KafkaSettings settings, GroupQueue queue) {
        this.transport = transport;
        this.settings = settings;
        this.queue = queue;
        records = new RecordWriter(settings, RecordForm.open(settings));
        groupTopic = BusNames.group(transport.url(), transport.group());
    }

    /** Makes the topics that are missing. */
    void prepare() throws InterruptedException {
        Map<String, Object> admin = ClientConfigs.admin(settings);
        String brokers = settings.topic().brokers();
        BusTopics.make(admin, brokers, List.of(settings.topic().name()), Map.of());
        BusTopics.make(admin, brokers, List.of(groupTopic), GroupTopic.CONFIG);
    }

    /** What only others could still do is not awaited any more. */
    void stop() {
        isStopping = true;
    }

    /** Works until the whole source is on the input topic, or it is given up. */
    void run() throws InterruptedException {
        boolean isFirst = true;
        while (!queue.isClosed()) {
            try (GroupTopic group = new GroupTopic(groupTopic, ClientConfigs.consumer(settings))) {
                if (!follow(group, isFirst) || reign(group)) {
                    return;
                }
                isFirst = false;
            } catch (InterruptException e) {
                Thread.interrupted();
                throw new InterruptedException();
            } catch (KafkaException e) {
                failIfHopeless(e);
                if (isStopping) {
                    throw BusTopics.unreachable(settings.topic().brokers(), e);
                }
                LOG.warn("Adapter {} begins anew with the bus: {}", transport.adapter(), text(e));
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
        }
    }

    /** What would go wrong again and again. */
    private void failIfHopeless(KafkaException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof AuthorizationException
                    || t instanceof UnsupportedVersionException
                    || t instanceof RecordTooLargeException) {
                throw BusTopics.unreachable(settings.topic().brokers(), e);
            }
        }
    }

    private static String text(Throwable e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    // ---- standby

    /**
     * Follows whoever writes.
     *
     * @return true if this adapter is to write now, false if there is nothing left to do
     */
    private boolean follow(GroupTopic group, boolean isFirst) {
        GroupRecord newest = group.newest();
        if (newest == null) {
            return true;
        }
        queue.committed(newest);
        if (newest.isLeaving() && isFirst) {
            return !isOver();
        }
        LOG.info("Hot failover state switched to standby");
        long silence = silence();
        long heard = System.nanoTime();
        while (!isOver()) {
            GroupRecord r = group.poll(POLL);
            if (r != null) {
                queue.committed(r);
                heard = System.nanoTime();
                if (r.isLeaving()) {
                    return true;
                }
            }
            long quiet = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard);
            if (quiet > silence && !isStopping) {
                LOG.info(
                        "Adapter {} takes over after {} ms of silence", transport.adapter(), quiet);
                return true;
            }
        }
        return false;
    }

    /** Not all at once. */
    private long silence() {
        return silenceMillis + ThreadLocalRandom.current().nextLong(silenceMillis / 2);
    }

    private boolean isOver() {
        return isStopping || queue.isDone() || queue.isClosed();
    }

    // ---- active

    /**
     * Writes until the source has ended or another adapter has taken over.
     *
     * @return whether the source has ended
     */
    private boolean reign(GroupTopic group) throws InterruptedException {
        Producer<byte[], byte[]> producer = producer();
        try {
            producer.initTransactions();
            // nobody but this adapter can commit from here on: what is there now is all
            GroupRecord newest = group.catchUp();
            if (newest != null) {
                queue.committed(newest);
            }
            commit(producer, List.of(), false);
            LOG.info(
                    "Hot failover state switched to active, last row = {}",
                    queue.committed().rows());
            return write(producer);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            LOG.info("Adapter {} no longer writes: another one does", transport.adapter());
            return false;
        } finally {
            close(producer);
        }
    }

    private static void close(Producer<byte[], byte[]> producer) {
        boolean isInterrupted = Thread.interrupted();
        try {
            producer.close(CLOSE);
        } catch (KafkaException e) {
            // what it had not committed it has not written
            isInterrupted |= e instanceof InterruptException && Thread.interrupted();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean write(Producer<byte[], byte[]> producer) throws InterruptedException {
        int most = (int) AdapterLimits.GROUP_BATCH_BLOCKS.defaultValue();
        while (!queue.isClosed()) {
            List<NumberedBlock> blocks = queue.first(most, silenceMillis / 4);
            boolean isLast = blocks.isEmpty() && queue.isDone();
            commit(producer, blocks, isLast);
            if (isLast) {
                return true;
            }
        }
        return true;
    }

    /** Puts blocks, and how far the group has come with them, on the topics together. */
    private void commit(
            Producer<byte[], byte[]> producer, List<NumberedBlock> blocks, boolean isLeaving)
            throws InterruptedException {
        GroupRecord before = queue.committed();
        NumberedBlock last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        GroupRecord after =
                new GroupRecord(
                        last == null ? before.rows() : last.last(),
                        last == null ? before.digest() : last.digestAfter(),
                        isLeaving,
                        transport.adapter());
        producer.beginTransaction();
        for (NumberedBlock b : blocks) {
            send(producer, b);
        }
        producer.send(new ProducerRecord<>(groupTopic, 0, GroupRecord.KEY, after.bytes()));
        producer.commitTransaction();
        queue.committed(after);
    }

    private void send(Producer<byte[], byte[]> producer, NumberedBlock b) {
        int partition = Math.max(0, settings.topic().partition());
        try {
            records.write(
                    b.block(),
                    MessageId.of(0, b.last()),
                    (bytes, from, to) ->
                            producer.send(
                                    new ProducerRecord<>(
                                            settings.topic().name(),
                                            partition,
                                            null,
                                            Arrays.copyOfRange(bytes, from, to))));
        } catch (IOException e) {
            throw new LockstepException(
                    ConnectorCode.WRITE_FAILED, "The input topic cannot be written: " + e, e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> c = ClientConfigs.producer(settings);
        c.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "lockstep.adapter." + groupTopic);
        c.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        c.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_MILLIS);
        c.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, MOST_MILLIS);
        c.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        return new KafkaProducer<>(c, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
