package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.adapter.kafka.MetadataResponder;
import dev.lockstep.connectors.kafka.KafkaSettings;
import dev.lockstep.failover.kafka.TopicNames;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.metadata.ProjectSchemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers who asks on Kafka for schemas of a project without failover, as long as it is not closed:
 * on each cluster and under each name that its connectors have as {@code urlhostport}.
 */
final class SchemaResponders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaResponders.class);

    private final List<MetadataResponder> responders = new ArrayList<>();

    SchemaResponders(ProjectSpec project) {
        ProjectSchemas schemas = new ProjectSchemas(project, () -> true);
        topics(project)
                .values()
                .forEach(p -> responders.add(new MetadataResponder(p.bus, p.topic, schemas)));
    }

    /**
     * Where questions come.
     *
     * @param bus a connector on the same brokers
     */
    record Place(KafkaSettings bus, String topic) {}

    /** By brokers and topic, in document order. */
    static Map<String, Place> topics(ProjectSpec project) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                for (ConnectorSpec c : w.connectors()) {
                    if (c.isActive() && c.connectorClass().equals("kafka")) {
                        add(project, q, w, c, places);
                    }
                }
            }
        }
        return places;
    }

    private static void add(
            ProjectSpec project,
            QuerySpec q,
            WindowSpec w,
            ConnectorSpec c,
            Map<String, Place> places) {
        try {
            KafkaSettings s = KafkaSettings.of(ConnectorClasses.config(project, q, w, c));
            if (!s.topic().urlHostPort().isEmpty()) {
                String topic = TopicNames.of(s.topic().urlHostPort()).metadata();
                places.putIfAbsent(s.topic().brokers() + " " + topic, new Place(s, topic));
            }
        } catch (LockstepException e) {
            // a connector that cannot run says so itself; without failover the name may be any
            LOG.info(
                    "Project {}: nobody answers for connector {} who asks for schemas: {}",
                    project.name(),
                    c.name(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        responders.forEach(MetadataResponder::close);
    }
}
