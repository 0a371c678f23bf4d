package dev.lockstep.server.failover;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.replica.RecordEncoder;
import dev.lockstep.connectors.kafka.KafkaSettings;
import dev.lockstep.connectors.kafka.RecordForm;
import dev.lockstep.connectors.kafka.RecordWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** Encodes records of an output topic as its connector's properties say. One thread. */
final class TopicEncoder implements RecordEncoder {
    private final RecordWriter writer;

    TopicEncoder(KafkaSettings settings, RecordForm form) {
        this.writer = new RecordWriter(settings, form);
    }

    @Override
    public void encode(EventBlock block, long sequence, long messageId, Consumer<byte[]> records) {
        // whichever engine writes it: the first block of the project is the first of the topic
        writer.first(sequence == 1);
        try {
            writer.write(
                    block,
                    messageId,
                    (bytes, from, to) -> records.accept(Arrays.copyOfRange(bytes, from, to)));
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        }
    }
}
