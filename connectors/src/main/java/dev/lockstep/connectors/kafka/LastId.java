package dev.lockstep.connectors.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.MessageId;
import dev.lockstep.wire.binary.BinaryFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds the message id of the newest block on a partition, so that ids rise over restarts. */
final class LastId {
    /** Behind the last record there may be marks of transactions, which count as offsets. */
    private static final long TAIL = 256;

    private static final long GROWTH = 16;
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int POLLS = 50;

    private LastId() {}

    /** The id; 0 where the last records are no blocks, or there are none. */
    static long of(KafkaSettings settings, int partition) {
        TopicPartition p = new TopicPartition(settings.topic().name(), partition);
        BinaryFrame frame = new BinaryFrame(settings.config().schema());
        try (Consumer<byte[], byte[]> c =
                new KafkaConsumer<>(
                        ClientConfigs.consumer(settings),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            c.assign(List.of(p));
            long first = c.beginningOffsets(List.of(p)).getOrDefault(p, 0L);
            long end = c.endOffsets(List.of(p)).getOrDefault(p, 0L);
            long from = end;
            for (long tail = TAIL; from > first; tail *= GROWTH) {
                from = Math.max(first, end - tail);
                c.seek(p, from);
                List<ConsumerRecord<byte[], byte[]>> records = records(c, p, end);
                if (!records.isEmpty()) {
                    return last(frame, records);
                }
            }
            return MessageId.NONE;
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(
            Consumer<byte[], byte[]> c, TopicPartition p, long end) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < POLLS && c.position(p) < end; i++) {
            c.poll(POLL).records(p).forEach(records::add);
        }
        if (c.position(p) < end) {
            throw new TimeoutException("the end of " + p + " cannot be read");
        }
        return records;
    }

    private static long last(BinaryFrame frame, List<ConsumerRecord<byte[], byte[]>> records) {
        long last = MessageId.NONE;
        for (ConsumerRecord<byte[], byte[]> r : records) {
            last = id(frame, r.value(), last);
        }
        return last;
    }

    private static long id(BinaryFrame frame, byte[] value, long otherwise) {
        try {
            return value == null ? otherwise : frame.idOf(value, 0, value.length);
        } catch (LockstepException e) {
            // somebody else's record has no id to go on from
            return otherwise;
        }
    }
}
