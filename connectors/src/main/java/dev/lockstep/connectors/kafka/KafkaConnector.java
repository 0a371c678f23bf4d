package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.property.PropertyTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The connector class {@code kafka}. In a project with failover whoever runs the project takes
 * {@link KafkaSettings} from here and works on the topics itself; a connector that asks for
 * failover does not run alone.
 */
public final class KafkaConnector implements ConnectorClass {
    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public List<PropertySpec> properties() {
        return KafkaProperties.TABLE.specs();
    }

    /** The table of properties as Markdown. */
    public String markdown() {
        return KafkaProperties.TABLE.markdown();
    }

    @Override
    public List<Problem> validate(ConnectorConfig config) {
        List<Problem> problems = new ArrayList<>();
        new SettingsReader(config, problems).read();
        return problems;
    }

    /**
     * @throws LockstepException {@link ConnectorCode#REFUSED_PROPERTY} with {@code hotfailover}
     */
    @Override
    public Publisher publisher(ConnectorConfig config) {
        return new KafkaPublisher(alone(config), false);
    }

    /**
     * @throws LockstepException {@link ConnectorCode#REFUSED_PROPERTY} with {@code hotfailover}
     */
    @Override
    public Subscriber subscriber(ConnectorConfig config) {
        return new KafkaSubscriber(alone(config));
    }

    /**
     * Reads what an engine wrote, for somebody who is no window: updates keep the rows that they
     * replace.
     */
    public static Publisher outputReader(KafkaSettings settings) {
        return new KafkaPublisher(settings, true);
    }

    /** Writes to an input topic, for an adapter that writes alone. */
    public static Subscriber inputWriter(KafkaSettings settings) {
        return new KafkaSubscriber(settings);
    }

    private static KafkaSettings alone(ConnectorConfig config) {
        KafkaSettings settings = KafkaSettings.of(config);
        if (settings.failover().isHot()) {
            throw new LockstepException(
                    PropertyTable.error(
                            config,
                            ConnectorCode.REFUSED_PROPERTY,
                            "hotfailover",
                            "is refused: only the server process runs a project with failover"));
        }
        return settings;
    }
}
