package dev.lockstep.model.reading;

import dev.lockstep.api.error.Location;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.ProjectSpec.ConnectorEntry;
import dev.lockstep.model.project.ProjectSpec.ConnectorGroup;
import dev.lockstep.model.project.ProjectSpec.GroupEdge;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code project-connectors}: groups of connectors and which waits for which. */
final class OrchestrationReader {
    private final Reading reading;
    private final List<ConnectorGroup> groups = new ArrayList<>();
    private final List<GroupEdge> edges = new ArrayList<>();

    OrchestrationReader(Reading reading) {
        this.reading = reading;
    }

    List<ConnectorGroup> groups() {
        return List.copyOf(groups);
    }

    List<GroupEdge> edges() {
        return List.copyOf(edges);
    }

    /**
     * @param unread names of windows that have a fault of their own, {@code query/window}; what is
     *     said of their connectors is not looked at
     */
    void read(@Nullable XmlElement e, List<QuerySpec> queries, Set<String> unread) {
        if (e == null) {
            return;
        }
        Set<String> connectors = new LinkedHashSet<>();
        for (QuerySpec q : queries) {
            for (WindowSpec w : q.windows()) {
                for (ConnectorSpec c : w.connectors()) {
                    connectors.add(q.name() + "/" + w.name() + "/" + c.name());
                }
            }
        }
        XmlElement groupElements = e.child("connector-groups");
        if (groupElements != null) {
            for (XmlElement g : groupElements.children("connector-group")) {
                groups.add(group(g, connectors, unread));
            }
        }
        XmlElement edgeElements = e.child("edges");
        if (edgeElements != null) {
            edgeElements.children("edge").forEach(this::edge);
        }
        refuseCycle(e);
    }

    /** Groups that wait for each other would never start. */
    private void refuseCycle(XmlElement e) {
        Set<String> open = new LinkedHashSet<>();
        groups.forEach(g -> open.add(g.name()));
        while (open.removeIf(
                name ->
                        edges.stream()
                                .noneMatch(
                                        x ->
                                                x.target().equals(name)
                                                        && open.contains(x.source())))) {
            // once more without those that can start
        }
        if (!open.isEmpty()) {
            reading.error(
                    ModelError.CYCLE,
                    e.where(),
                    "Connector groups " + String.join(", ", open) + " wait for each other.");
        }
    }

    private ConnectorGroup group(XmlElement g, Set<String> connectors, Set<String> unread) {
        String name = reading.required(g, "name", "");
        if (groups.stream().anyMatch(o -> o.name().equals(name))) {
            reading.error(
                    ModelError.DUPLICATE_NAME,
                    g.where(),
                    "There are two connector groups " + name + ".");
        }
        List<ConnectorEntry> entries = new ArrayList<>();
        for (XmlElement c : g.children("connector-entry")) {
            String connector = reading.required(c, "connector", "");
            boolean isUnread =
                    unread.contains(
                            connector.substring(0, Math.max(0, connector.lastIndexOf('/'))));
            if (!connector.isEmpty() && !isUnread && !connectors.contains(connector)) {
                reading.error(
                        ModelError.BAD_CONNECTOR,
                        c.where(),
                        "There is no connector "
                                + connector
                                + "."
                                + Reading.near(connector, connectors));
            }
            entries.add(new ConnectorEntry(connector, c.where(), state(c)));
        }
        return new ConnectorGroup(name, g.where(), entries);
    }

    private ProjectSpec.State state(XmlElement c) {
        String v = reading.attribute(c, "state");
        return switch (v == null ? "" : v) {
            case "finished" -> ProjectSpec.State.FINISHED;
            case "running", "started", "" -> ProjectSpec.State.RUNNING;
            case "stopped" -> ProjectSpec.State.STOPPED;
            default -> {
                reading.error(
                        ModelError.BAD_VALUE,
                        c.where(),
                        "State " + v + " is not running, finished or stopped.");
                yield ProjectSpec.State.RUNNING;
            }
        };
    }

    private void edge(XmlElement e) {
        for (String source : reading.required(e, "source", "").split("\\s+")) {
            for (String target : reading.required(e, "target", "").split("\\s+")) {
                check(source, e.where());
                check(target, e.where());
                edges.add(new GroupEdge(source, target, e.where()));
            }
        }
    }

    private void check(String group, Location where) {
        if (!group.isEmpty() && groups.stream().noneMatch(g -> g.name().equals(group))) {
            reading.error(
                    ModelError.BAD_CONNECTOR,
                    where,
                    "There is no connector group "
                            + group
                            + "."
                            + Reading.near(
                                    group, groups.stream().map(ConnectorGroup::name).toList()));
        }
    }
}
