package dev.lockstep.failover.kafka;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the end of the journal, each time anew, in a thread of its own. The end is that of all
 * records, not of the committed ones: a commit is decided before the partitions hear of it, and
 * until they do, its records lie behind the end of what they know to be committed. Behind a fence
 * both ends are the same.
 */
final class EndReader implements AutoCloseable {
    private final KafkaBusSettings settings;
    private final Consumer<Fact> sink;
    private final Worker worker;
    private final TopicPartition place;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    EndReader(KafkaBusSettings settings, Consumer<Fact> sink) {
        this.settings = settings;
        this.sink = sink;
        this.place = new TopicPartition(settings.journal(), KafkaBusSettings.JOURNAL_PARTITION);
        this.worker = new Worker(settings.engine() + "-kafka-end");
        worker.execute(this::warm);
    }

    void ask(Effect.AskJournalEnd a) {
        worker.execute(() -> sink.accept(answer(a.ticket())));
    }

    private Fact answer(int ticket) {
        try {
            Long end = open().endOffsets(List.of(place)).get(place);
            if (end == null) {
                return new Fact.Failed(ticket, "the brokers name no end of " + place);
            }
            return new Fact.JournalEnd(ticket, end);
        } catch (KafkaException | IllegalStateException e) {
            return new Fact.Failed(ticket, Failures.reason(e));
        }
    }

    /** Connections and code are there when it counts. */
    private void warm() {
        answer(0);
    }

    private KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> c = consumer;
        if (c == null) {
            Map<String, Object> properties = new ClientProperties(settings).consumer("end");
            properties.put("isolation.level", "read_uncommitted");
            c =
                    new KafkaConsumer<>(
                            properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = c;
        }
        return c;
    }

    @Override
    public void close() {
        worker.close();
        // of this thread now
        if (consumer != null) {
            PartitionReader.close(consumer);
        }
    }
}
