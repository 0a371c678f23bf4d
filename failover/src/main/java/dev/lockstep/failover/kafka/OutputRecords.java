package dev.lockstep.failover.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The records of one epoch's output, with the headers that tell readers where they belong. */
final class OutputRecords {
    /** The header that tells the epoch in which an output record was decided, in digits. */
    static final String EPOCH_HEADER = "lockstep-epoch";

    /** The header that tells the number of an output record, in digits. */
    static final String SEQUENCE_HEADER = "lockstep-sequence";

    /** Stands for no number. */
    static final long UNNUMBERED = -1;

    private final Header epoch;

    OutputRecords(int epoch) {
        this.epoch = new RecordHeader(EPOCH_HEADER, digits(epoch));
    }

    /**
     * @param sequence the number of the record, or {@link #UNNUMBERED}
     */
    ProducerRecord<byte[], byte[]> of(String topic, int partition, byte[] value, long sequence) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, null, value);
        record.headers().add(epoch);
        if (sequence != UNNUMBERED) {
            record.headers().add(new RecordHeader(SEQUENCE_HEADER, digits(sequence)));
        }
        return record;
    }

    private static byte[] digits(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
