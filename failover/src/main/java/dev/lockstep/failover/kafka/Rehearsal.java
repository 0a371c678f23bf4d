package dev.lockstep.failover.kafka;

import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Does what a take-over does, where it disturbs nobody: fences an id of this engine alone and
 * commits to a topic that nobody reads. Afterwards the code is loaded and compiled, too, which
 * otherwise costs the first take-over a tenth of a second, and its first commit as much again.
 */
final class Rehearsal {
    private static final int COMMITS = 5;

    /** Of each commit; together as many as it takes until their code is compiled. */
    private static final int RECORDS = 2_000;

    private static final int RECORD_BYTES = 64;

    private final KafkaBusSettings settings;
    private final Topics topics;

    Rehearsal(KafkaBusSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** Rehearsed, or Failed with what is in the way. */
    Fact perform(int ticket) {
        try {
            List<Entry.Input> inputs = inputs(look());
            fenceAndCommit();
            return new Fact.Rehearsed(ticket, inputs);
        } catch (KafkaException | IllegalStateException e) {
            return new Fact.Failed(ticket, Failures.reason(e));
        }
    }

    /** All topics of the project. */
    private Map<String, TopicDescription> look() {
        Set<String> names = new LinkedHashSet<>();
        names.add(settings.journal());
        names.add(settings.rehearsalTopic());
        settings.inputs().forEach(i -> names.add(i.topic()));
        settings.outputs().forEach(o -> names.add(o.topic()));
        Map<String, TopicDescription> found = topics.describe(names);
        settings.outputs().forEach(o -> check(found, o.topic(), o.partition()));
        return found;
    }

    private static TopicDescription check(
            Map<String, TopicDescription> found, String topic, int partition) {
        TopicDescription t = found.get(topic);
        if (t == null || partition < 0 || partition >= t.partitions().size()) {
            throw new KafkaException("topic " + topic + " has no partition " + partition);
        }
        return t;
    }

    private List<Entry.Input> inputs(Map<String, TopicDescription> found) {
        List<Entry.Input> inputs = new ArrayList<>();
        for (KafkaBusSettings.Input i : settings.inputs()) {
            TopicDescription t = check(found, i.topic(), i.partition());
            TopicPartition place = new TopicPartition(i.topic(), i.partition());
            inputs.add(
                    new Entry.Input(
                            i.source(),
                            i.topic(),
                            Topics.uuid(t.topicId()),
                            i.partition(),
                            from(place, i.from())));
        }
        return inputs;
    }

    private long from(TopicPartition place, InitialOffset initial) {
        return switch (initial.kind()) {
            case SMALLEST -> topics.earliest(place);
            case LARGEST -> topics.committedEnd(place);
            case AT -> {
                long offset = initial.offset();
                if (offset < topics.earliest(place) || offset > topics.end(place)) {
                    throw new KafkaException(
                            "initial offset " + offset + " is not there: " + topics.extent(place));
                }
                yield offset;
            }
        };
    }

    private void fenceAndCommit() {
        KafkaProducer<byte[], byte[]> lost = producer();
        try {
            lost.initTransactions();
            for (int k = 0; k < COMMITS; k++) {
                commit(lost);
            }
            // as an engine leaves it that dies: for the brokers, too, undoing it is new at first
            lost.beginTransaction();
            send(lost);
            lost.flush();
            takeOver();
        } finally {
            ProducerStock.close(lost);
        }
    }

    private void takeOver() {
        KafkaProducer<byte[], byte[]> next = producer();
        try {
            next.initTransactions();
            commit(next);
        } finally {
            ProducerStock.close(next);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                new ClientProperties(settings).producer("rehearsal", settings.rehearsalId()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void commit(KafkaProducer<byte[], byte[]> producer) {
        producer.beginTransaction();
        send(producer);
        producer.commitTransaction();
    }

    private void send(KafkaProducer<byte[], byte[]> producer) {
        Oversize oversize = new Oversize(settings);
        OutputRecords records = new OutputRecords(0);
        String topic = settings.rehearsalTopic();
        for (int k = 0; k < RECORDS; k++) {
            producer.send(
                    records.of(topic, 0, new byte[RECORD_BYTES], k),
                    oversize.watch(topic, RECORD_BYTES));
        }
    }
}
