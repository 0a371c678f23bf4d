package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.row.BlockRules;
import dev.lockstep.connectors.row.RowFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every property of one Kafka connector, checked and with its type. Immutable; holds no connection.
 *
 * @param config what it was read from: name, direction and schema of the connector
 * @param start for publishers
 * @param group of consumers, for publishers; empty for none
 * @param clients options of Kafka's own
 * @param blocks how a publisher cuts rows of text into blocks
 * @param output for subscribers
 */
public record KafkaSettings(
        ConnectorConfig config,
        KafkaTopic topic,
        KafkaType type,
        KafkaStart start,
        String group,
        KafkaFailover failover,
        KafkaClients clients,
        BlockRules blocks,
        KafkaOutput output) {
    /**
     * @throws LockstepException with everything that is wrong, as {@link KafkaConnector#validate}
     *     tells it
     */
    public static KafkaSettings of(ConnectorConfig config) {
        List<Problem> problems = new ArrayList<>();
        @Nullable KafkaSettings settings = new SettingsReader(config, problems).read();
        List<Problem> errors = problems.stream().filter(Problem::isError).toList();
        if (settings == null || !errors.isEmpty()) {
            throw new LockstepException(errors);
        }
        return settings;
    }

    /**
     * The same for a replica: nothing about records depends on when they come or on those before
     * them, and none of them ends the reading.
     */
    public KafkaSettings forReplica() {
        BlockRules rules = new BlockRules(blocks.rows(), blocks.isTransactional(), true, 0, 0);
        return new KafkaSettings(
                config, topic, type, start, group, failover, clients, rules, output);
    }

    /** The connector, as {@code project/query/window/connector}. */
    public String name() {
        return config.name();
    }

    /** Codecs of rows that are text. */
    RowFormat rows() {
        return new RowFormat(config, KafkaProperties.TABLE, topic.name());
    }

    @Override
    public String toString() {
        return "KafkaSettings[" + name() + ", " + topic + ", " + type + ", " + failover + "]";
    }
}
