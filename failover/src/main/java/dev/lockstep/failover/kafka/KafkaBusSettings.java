package dev.lockstep.failover.kafka;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one engine is told of a project's place on Kafka. Equal on all engines of the project but
 * for the engine's name.
 *
 * @param bootstrap addresses of brokers, with commas between
 * @param engine the engine's name, unlike that of any other engine of the project
 * @param transactionalId the project's; whoever initialises it last is the one who commits
 * @param journal the topic of the project's journal, of one partition
 * @param inputs in the order of the project
 * @param outputs in the order of the project: {@code ReplicaOutput.output} is the place here
 * @param client more properties for each client, as security; they win over those of {@link
 *     ClientProperties} but for what the guarantee rests on
 */
public record KafkaBusSettings(
        String bootstrap,
        String engine,
        String transactionalId,
        String journal,
        List<Input> inputs,
        List<Output> outputs,
        Map<String, String> client) {
    /** The partition of the journal, which has no other. */
    static final int JOURNAL_PARTITION = 0;

    public KafkaBusSettings {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        client = Map.copyOf(client);
    }

    /**
     * An input topic.
     *
     * @param source the window, as {@code query/window}
     */
    public record Input(String source, String topic, int partition, InitialOffset from) {}

    /**
     * An output topic.
     *
     * @param isNumbered each record tells its number in a header, as its bytes do not hold one
     */
    public record Output(String topic, int partition, boolean isNumbered) {}

    /** The same with one more property of the clients. */
    public KafkaBusSettings with(String property, String value) {
        Map<String, String> more = new TreeMap<>(client);
        more.put(property, value);
        return new KafkaBusSettings(
                bootstrap, engine, transactionalId, journal, inputs, outputs, more);
    }

    /** Where rehearsals write, since nothing else may be written to the journal. */
    String rehearsalTopic() {
        return journal + TopicNames.REHEARSAL_SUFFIX;
    }

    /** What rehearsals fence: an id of this engine alone. */
    String rehearsalId() {
        return transactionalId + TopicNames.REHEARSAL_SUFFIX + "." + engine;
    }
}
