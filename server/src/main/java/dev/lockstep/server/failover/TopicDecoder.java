package dev.lockstep.server.failover;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.replica.RecordDecoder;
import dev.lockstep.connectors.kafka.KafkaSettings;
import dev.lockstep.connectors.kafka.RecordForm;
import dev.lockstep.connectors.kafka.RecordReader;
import java.io.IOException;
import java.util.function.Consumer;

/** Decodes records of an input topic as its connector's properties say. One thread. */
final class TopicDecoder implements RecordDecoder, BlockSink {
    private final int partition;
    private final RecordReader reader;

    /** The reader takes the next block before it hands the last one over. */
    private EventBlock next;

    private EventBlock last;
    private Consumer<EventBlock> blocks = b -> {};
    private Consumer<BadRow> badRows = r -> {};

    TopicDecoder(KafkaSettings settings, RecordForm form) {
        this.partition = Math.max(0, settings.topic().partition());
        this.next = EventBlock.detached(settings.config().schema());
        this.last = EventBlock.detached(settings.config().schema());
        this.reader = new RecordReader(settings.forReplica(), form, this);
    }

    @Override
    public void decode(
            byte[] value, long offset, Consumer<EventBlock> target, Consumer<BadRow> bad) {
        blocks = target;
        badRows = bad;
        try {
            reader.read(value, partition, offset);
            // rows of one record must not wait for those of the next
            reader.flush();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("bytes in memory are there at once", e);
        }
    }

    @Override
    public EventBlock take() {
        EventBlock taken = next;
        next = last;
        last = taken;
        taken.reset(0);
        return taken;
    }

    @Override
    public void publish(EventBlock full, long dueMicros) {
        blocks.accept(full);
    }

    @Override
    public void badRow(BadRow row) {
        badRows.accept(row);
    }

    @Override
    public boolean isStopping() {
        return false;
    }
}
