package dev.lockstep.model.project;

import dev.lockstep.api.error.Location;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project.
 *
 * @param properties the project's own properties, in order
 * @param heartbeatMicros how often time passes without input; default one second
 * @param useRetentionTracking a retention delete and another change of the same key from one cause
 *     both leave
 * @param diskStorePath where {@code pi_HLEVELDB} indices live; null for a temporary folder
 * @param xml the document as it was loaded, before placeholders were replaced
 */
public record ProjectSpec(
        String name,
        Location where,
        Map<String, String> properties,
        PubSub pubsub,
        int threads,
        long heartbeatMicros,
        boolean useTaggedToken,
        boolean useRetentionTracking,
        @Nullable String diskStorePath,
        List<QuerySpec> queries,
        List<ConnectorGroup> connectorGroups,
        List<GroupEdge> groupEdges,
        String xml) {
    /** Which windows clients may reach. */
    public enum PubSub {
        AUTO,
        MANUAL,
        NONE
    }

    /** Connectors that start together. */
    public record ConnectorGroup(String name, Location where, List<ConnectorEntry> entries) {}

    /**
     * @param connector {@code query/window/connector}
     */
    public record ConnectorEntry(String connector, Location where, State state) {}

    /** What an entry must have reached before dependent groups start. */
    public enum State {
        RUNNING,
        FINISHED,
        STOPPED
    }

    /** The target group starts once the source group's entries have reached their states. */
    public record GroupEdge(String source, String target, Location where) {}
}
