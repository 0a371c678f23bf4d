package dev.lockstep.failover.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Questions about topics. Safe for use by several threads; methods throw KafkaException. */
final class Topics implements AutoCloseable {
    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    /** A topic's own number, which another topic of the same name does not have. */
    UUID id(TopicPartition place) {
        TopicDescription found = describe(List.of(place.topic())).get(place.topic());
        if (found == null || place.partition() >= found.partitions().size()) {
            throw new UnknownTopicOrPartitionException(
                    "topic " + place.topic() + " has no partition " + place.partition());
        }
        return uuid(found.topicId());
    }

    static UUID uuid(Uuid id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** All of these topics. */
    Map<String, TopicDescription> describe(Collection<String> names) {
        Map<String, TopicDescription> found = new TreeMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, topic) -> found.put(name, present(name, topic)));
        return found;
    }

    private static TopicDescription present(String name, KafkaFuture<TopicDescription> topic) {
        try {
            return Failures.get(topic);
        } catch (UnknownTopicOrPartitionException e) {
            throw new UnknownTopicOrPartitionException("there is no topic " + name, e);
        }
    }

    /** The offset of the oldest record that is there. */
    long earliest(TopicPartition place) {
        return offset(place, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Behind everything that is committed and precedes all that is not. */
    long committedEnd(TopicPartition place) {
        return offset(place, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /** Behind everything that is there, committed or not. */
    long end(TopicPartition place) {
        return offset(place, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    private long offset(TopicPartition place, OffsetSpec spec, IsolationLevel isolation) {
        ListOffsetsResult.ListOffsetsResultInfo found =
                Failures.get(
                        admin.listOffsets(Map.of(place, spec), new ListOffsetsOptions(isolation))
                                .partitionResult(place));
        return found.offset();
    }

    /** What a partition holds, as a sentence for people; never throws. */
    String extent(TopicPartition place) {
        try {
            return "topic "
                    + place.topic()
                    + " holds offsets "
                    + earliest(place)
                    + " to "
                    + end(place)
                    + ".";
        } catch (KafkaException e) {
            return "topic " + place.topic() + " cannot be asked: " + Failures.reason(e) + ".";
        }
    }

    @Override
    public void close() {
        admin.close(java.time.Duration.ofMillis(500));
    }
}
