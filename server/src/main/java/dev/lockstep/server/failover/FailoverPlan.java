package dev.lockstep.server.failover;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.adapter.kafka.MetadataResponder;
import dev.lockstep.connectors.kafka.KafkaSettings;
import dev.lockstep.connectors.kafka.KafkaStart;
import dev.lockstep.connectors.kafka.KafkaType;
import dev.lockstep.connectors.kafka.RecordForm;
import dev.lockstep.failover.kafka.InitialOffset;
import dev.lockstep.failover.kafka.KafkaBusSettings;
import dev.lockstep.failover.kafka.TopicNames;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.metadata.ProjectSchemas;
import dev.lockstep.server.run.ConnectorClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a project in failover consists of, read from its connectors: a project is one as soon as one
 * of its active Kafka connectors says {@code hotfailover=true} (known); then all its Kafka
 * connectors take part.
 *
 * @param prefix what stands first in the names of its topics: {@code urlhostport}
 * @param inputs Kafka publishers in document order
 * @param outputs Kafka subscribers in document order
 * @param others active connectors of other classes, in document order
 */
record FailoverPlan(
        ProjectSpec project,
        String prefix,
        List<Topic> inputs,
        List<Topic> outputs,
        List<Other> others) {
    private static final Logger LOG = LoggerFactory.getLogger(FailoverPlan.class);

    /**
     * A Kafka connector and its window.
     *
     * @param window as {@code query/window}
     * @param form what its records are written with
     * @param isCollapsed whether the window collapses updates itself
     */
    record Topic(String window, KafkaSettings settings, RecordForm form, boolean isCollapsed) {}

    /** A connector that is not Kafka's: it works on the active only. */
    record Other(String window, ConnectorSpec spec, ConnectorConfig config, boolean isCollapsed) {}

    /** Whether the project asks for failover. */
    static boolean isAskedFor(ProjectSpec project) {
        return project.queries().stream()
                .flatMap(q -> q.windows().stream())
                .flatMap(w -> w.connectors().stream())
                .anyMatch(
                        c ->
                                c.isActive()
                                        && c.connectorClass().equals("kafka")
                                        && "true"
                                                .equalsIgnoreCase(
                                                        c.properties()
                                                                .getOrDefault("hotfailover", "")));
    }

    /**
     * @throws LockstepException with everything that keeps the project from failover
     */
    static FailoverPlan of(ProjectSpec project) {
        List<Topic> inputs = new ArrayList<>();
        List<Topic> outputs = new ArrayList<>();
        List<Other> others = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                String window = q.name() + "/" + w.name();
                for (ConnectorSpec c : w.connectors()) {
                    if (!c.isActive()) {
                        continue;
                    }
                    ConnectorConfig config = ConnectorClasses.config(project, q, w, c);
                    if (!c.connectorClass().equals("kafka")) {
                        others.add(new Other(window, c, config, w.isCollapseUpdates()));
                        continue;
                    }
                    KafkaSettings settings = KafkaSettings.of(config);
                    Topic topic =
                            new Topic(
                                    window,
                                    settings,
                                    RecordForm.forReplica(settings),
                                    w.isCollapseUpdates());
                    check(topic, problems);
                    (c.direction() == Direction.PUBLISH ? inputs : outputs).add(topic);
                }
            }
        }
        FailoverPlan plan =
                new FailoverPlan(
                        project,
                        first(inputs, outputs).settings().topic().urlHostPort(),
                        inputs,
                        outputs,
                        others);
        plan.checkAlike(problems);
        plan.checkGroups(problems);
        if (!problems.isEmpty()) {
            throw new LockstepException(problems);
        }
        return plan;
    }

    /** A project that has a journal and no bus: each of its connectors works beside it. */
    static FailoverPlan local(ProjectSpec project) {
        List<Other> others = new ArrayList<>();
        List<Problem> problems = new ArrayList<>(ConnectorClasses.validate(project));
        problems.removeIf(p -> !p.isError());
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                for (ConnectorSpec c : w.connectors()) {
                    if (c.isActive()) {
                        others.add(
                                new Other(
                                        q.name() + "/" + w.name(),
                                        c,
                                        ConnectorClasses.config(project, q, w, c),
                                        w.isCollapseUpdates()));
                    }
                }
            }
        }
        FailoverPlan plan = new FailoverPlan(project, "", List.of(), List.of(), others);
        plan.checkGroups(problems);
        if (!problems.isEmpty()) {
            throw new LockstepException(problems);
        }
        return plan;
    }

    private static Topic first(List<Topic> inputs, List<Topic> outputs) {
        return inputs.isEmpty() ? outputs.get(0) : inputs.get(0);
    }

    private static void check(Topic topic, List<Problem> problems) {
        KafkaSettings s = topic.settings();
        if (s.blocks().maxEvents() > 0) {
            problems.add(refused(s, "maxevents has no meaning where input never ends"));
        }
        if (!s.group().isEmpty()) {
            problems.add(refused(s, "kafkaconsumergroupid cannot keep engines in step"));
        }
        if (s.topic().urlHostPort().isEmpty()) {
            problems.add(refused(s, "urlhostport is needed: it names the project's journal"));
        }
    }

    private static Problem refused(KafkaSettings s, String why) {
        return Problem.error(
                ServerError.NO_FAILOVER,
                s.config().where(),
                "Connector " + s.name() + " cannot take part in hot failover: " + why + ".");
    }

    /** All topics must stand on one bus, or no transaction could cover them. */
    private void checkAlike(List<Problem> problems) {
        KafkaSettings first = first(inputs, outputs).settings();
        List<Topic> all = new ArrayList<>(inputs);
        all.addAll(outputs);
        for (Topic t : all) {
            KafkaSettings s = t.settings();
            if (!s.topic().brokers().equals(first.topic().brokers())) {
                problems.add(refused(s, "its kafkahostport is not that of " + first.name()));
            }
            if (!s.topic().urlHostPort().equals(prefix)) {
                problems.add(refused(s, "its urlhostport is not that of " + first.name()));
            }
        }
    }

    /**
     * Groups order the start of connectors. Kafka's start with the engine wherever it stands in the
     * journal, so that an order among them has no meaning; one that others are part of is refused
     * rather than ignored.
     */
    private void checkGroups(List<Problem> problems) {
        Set<String> names = new HashSet<>();
        others.forEach(o -> names.add(o.config().name()));
        Set<String> groups = new HashSet<>();
        for (ProjectSpec.ConnectorGroup g : project.connectorGroups()) {
            boolean hasOthers =
                    g.entries().stream()
                            .anyMatch(e -> names.contains(project.name() + "/" + e.connector()));
            if (hasOthers) {
                groups.add(g.name());
            }
        }
        for (ProjectSpec.GroupEdge e : project.groupEdges()) {
            if (groups.contains(e.source()) || groups.contains(e.target())) {
                problems.add(
                        Problem.error(
                                ServerError.NO_FAILOVER,
                                e.where(),
                                "Group "
                                        + e.target()
                                        + " waits for group "
                                        + e.source()
                                        + ": an order among connectors that are not Kafka's is not"
                                        + " kept by projects with a journal."));
            } else {
                LOG.info(
                        "Project {}: that group {} waits for {} has no meaning in hot failover.",
                        project.name(),
                        e.target(),
                        e.source());
            }
        }
    }

    /** The schemas of its topics' records, which must be equal among engines; may be empty. */
    String schemas() {
        StringBuilder all = new StringBuilder();
        Stream.concat(inputs.stream(), outputs.stream())
                .filter(t -> !t.form().identity().isEmpty())
                .forEach(
                        t ->
                                all.append(t.settings().name())
                                        .append(' ')
                                        .append(t.form().identity())
                                        .append('\n'));
        return all.toString();
    }

    String brokers() {
        return first(inputs, outputs).settings().topic().brokers();
    }

    /** The ensemble that coordinates the engines; empty where Kafka does. */
    String zooKeeper() {
        List<Topic> all = new ArrayList<>(outputs);
        all.addAll(inputs);
        return all.stream()
                .map(t -> t.settings().failover().zooKeeper())
                .filter(z -> !z.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Answers who asks for schemas, as long as it is not closed. */
    MetadataResponder responder(ProjectSchemas schemas) {
        return new MetadataResponder(
                first(inputs, outputs).settings(), TopicNames.of(prefix).metadata(), schemas);
    }

    /** Where the project stands on Kafka. */
    KafkaBusSettings bus(String engine) {
        Map<String, String> client = new TreeMap<>();
        inputs.forEach(t -> client.putAll(t.settings().clients().options()));
        outputs.forEach(t -> client.putAll(t.settings().clients().options()));
        return new KafkaBusSettings(
                brokers(),
                engine,
                "lockstep." + prefix + "." + project.name(),
                TopicNames.of(prefix).journal(project.name()),
                inputs.stream().map(FailoverPlan::input).toList(),
                outputs.stream().map(FailoverPlan::output).toList(),
                client);
    }

    private static KafkaBusSettings.Input input(Topic t) {
        KafkaSettings s = t.settings();
        return new KafkaBusSettings.Input(
                t.window(),
                s.topic().name(),
                Math.max(0, s.topic().partition()),
                offset(s.start()));
    }

    private static InitialOffset offset(KafkaStart start) {
        return switch (start.kind()) {
            case SMALLEST -> InitialOffset.SMALLEST;
            case LARGEST -> InitialOffset.LARGEST;
            case OFFSET -> InitialOffset.at(start.offset());
        };
    }

    private static KafkaBusSettings.Output output(Topic t) {
        KafkaSettings s = t.settings();
        boolean isNumbered = s.type().kind() != KafkaType.Kind.BINARY;
        return new KafkaBusSettings.Output(
                s.topic().name(), Math.max(0, s.topic().partition()), isNumbered);
    }
}
