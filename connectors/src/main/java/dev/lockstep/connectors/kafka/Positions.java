package dev.lockstep.connectors.kafka;

import dev.lockstep.connectors.ConnectorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where reading begins. Kafka's own rule for a missing position is switched off: each position is
 * decided here, and one that is gone is an error.
 */
final class Positions {
    private final KafkaSettings settings;
    private final Consumer<byte[], byte[]> consumer;

    Positions(KafkaSettings settings, Consumer<byte[], byte[]> consumer) {
        this.settings = settings;
        this.consumer = consumer;
    }

    /** Takes the partitions for this reader alone and goes to where each begins. */
    void assign(List<Integer> partitions) {
        List<TopicPartition> all = new ArrayList<>();
        for (int p : partitions) {
            all.add(new TopicPartition(settings.topic().name(), p));
        }
        consumer.assign(all);
        if (settings.group().isEmpty()) {
            start(all);
            return;
        }
        Map<TopicPartition, @Nullable OffsetAndMetadata> stored =
                consumer.committed(java.util.Set.copyOf(all));
        for (TopicPartition p : all) {
            OffsetAndMetadata at = stored.get(p);
            if (at == null) {
                start(List.of(p));
            } else {
                consumer.seek(p, at);
            }
        }
    }

    /** Goes to where the settings say that reading begins. */
    void start(Collection<TopicPartition> partitions) {
        KafkaStart start = settings.start();
        switch (start.kind()) {
            case SMALLEST -> consumer.seekToBeginning(partitions);
            case LARGEST -> consumer.seekToEnd(partitions);
            case OFFSET -> {
                Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
                Map<TopicPartition, Long> next = consumer.endOffsets(partitions);
                for (TopicPartition p : partitions) {
                    long from = first.getOrDefault(p, 0L);
                    long to = next.getOrDefault(p, 0L);
                    if (start.offset() < from || start.offset() > to) {
                        throw KafkaFailures.of(
                                settings,
                                ConnectorCode.LACKS_HISTORY,
                                "cannot begin at offset "
                                        + start.offset()
                                        + " of "
                                        + p
                                        + ", which has "
                                        + from
                                        + " to "
                                        + to);
                    }
                    consumer.seek(p, start.offset());
                }
            }
        }
        // settles the position now, not with the first record that comes
        partitions.forEach(consumer::position);
    }

    /** The records that were to come next are gone. */
    RuntimeException gone(OffsetOutOfRangeException e) {
        TreeSet<String> which = new TreeSet<>();
        e.offsetOutOfRangePartitions()
                .forEach((partition, at) -> which.add(partition + " at offset " + at));
        return KafkaFailures.of(
                settings,
                ConnectorCode.LACKS_HISTORY,
                "cannot go on in " + String.join(", ", which) + ", which is not there (any more)");
    }
}
