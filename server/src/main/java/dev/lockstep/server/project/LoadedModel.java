package dev.lockstep.server.project;

import dev.lockstep.model.project.ProjectSpec;
import java.util.Map;

/**
 * A project as it was read.
 *
 * @param settings placeholders that decide what the queries do, with their values
 */
public record LoadedModel(ProjectSpec spec, Map<String, String> settings) {
    public LoadedModel {
        settings = Map.copyOf(settings);
    }

    /** The same project under another name; its document stays as it is. */
    public LoadedModel named(String name) {
        ProjectSpec s = spec;
        if (s.name().equals(name)) {
            return this;
        }
        return new LoadedModel(
                new ProjectSpec(
                        name,
                        s.where(),
                        s.properties(),
                        s.pubsub(),
                        s.threads(),
                        s.heartbeatMicros(),
                        s.useTaggedToken(),
                        s.useRetentionTracking(),
                        s.diskStorePath(),
                        s.queries(),
                        s.connectorGroups(),
                        s.groupEdges(),
                        s.xml()),
                settings);
    }
}
