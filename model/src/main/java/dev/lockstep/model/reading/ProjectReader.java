package dev.lockstep.model.reading;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.xml.XmlElement;
import dev.lockstep.model.xml.XmlReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads and checks a project document. */
public final class ProjectReader {
    private static final long HEARTBEAT_DEFAULT_MICROS = 1_000_000;

    /** Below it a run would do nothing but beat. */
    private static final long HEARTBEAT_LEAST_MICROS = 1_000;

    private final Reading reading;
    private final String xml;

    private ProjectReader(Reading reading, String xml) {
        this.reading = reading;
        this.xml = xml;
    }

    /** Never throws for a bad document: everything wrong with it is in the result. */
    public static ReadResult read(
            byte[] document, String name, Placeholders placeholders, ReadOptions options) {
        Reading reading = new Reading(placeholders, options);
        XmlElement root;
        String text;
        try {
            text = XmlReader.text(document, name);
            root = XmlReader.read(text, name);
        } catch (LockstepException e) {
            return new ReadResult(null, e.problems(), Map.of());
        }
        ProjectSpec project = new ProjectReader(reading, text).root(root);
        List<Problem> problems = List.copyOf(reading.problems());
        boolean isGood = problems.stream().noneMatch(Problem::isError);
        return new ReadResult(
                isGood ? project : null,
                problems,
                Collections.unmodifiableMap(new TreeMap<>(reading.used())));
    }

    /** The windows that stand in the document and could not be read, as {@code query/window}. */
    private static Set<String> unread(@Nullable XmlElement queries, List<QuerySpec> specs) {
        Set<String> names = new LinkedHashSet<>();
        if (queries == null) {
            return names;
        }
        for (XmlElement q : queries.children("contquery")) {
            XmlElement windows = q.child("windows");
            if (windows != null) {
                windows.children()
                        .forEach(w -> names.add(q.attribute("name") + "/" + w.attribute("name")));
            }
        }
        for (QuerySpec q : specs) {
            q.windows().forEach(w -> names.remove(q.name() + "/" + w.name()));
        }
        return names;
    }

    private @Nullable ProjectSpec root(XmlElement root) {
        if (!root.name().equals("project") && !root.name().equals("engine")) {
            reading.error(
                    ModelError.NOT_A_PROJECT,
                    root.where(),
                    "The root element is " + root.name() + ".");
            return null;
        }
        Vocabulary.check(root, reading);
        XmlElement element = root;
        if (root.name().equals("engine")) {
            XmlElement projects = root.child("projects");
            List<XmlElement> all = projects == null ? List.of() : projects.children("project");
            if (all.isEmpty() && reading.isCut(root)) {
                return null;
            }
            if (all.size() != 1) {
                reading.error(
                        ModelError.MISSING_ELEMENT,
                        root.where(),
                        "The engine holds " + all.size() + " projects; one is needed.");
                return null;
            }
            element = all.get(0);
        }
        return project(element);
    }

    private ProjectSpec project(XmlElement e) {
        readProperties(e);
        String name =
                e.attribute("name") == null ? "project" : reading.required(e, "name", "project");
        IndexType index = Values.index(reading, e, IndexType.HASH);
        ProjectSpec.PubSub pubsub = pubsub(e);
        XmlElement queries = e.child("contqueries");
        List<QuerySpec> specs = new ArrayList<>();
        if (queries == null || queries.children("contquery").isEmpty()) {
            reading.error(
                    ModelError.MISSING_ELEMENT, e.where(), "The project has no continuous query.");
        } else {
            for (XmlElement q : queries.children("contquery")) {
                QuerySpec query = new QueryReader(reading, index, pubsub).read(q);
                if (specs.stream().anyMatch(s -> s.name().equals(query.name()))) {
                    reading.error(
                            ModelError.DUPLICATE_NAME,
                            q.where(),
                            "There are two queries " + query.name() + ".");
                }
                specs.add(query);
            }
        }
        long heartbeatMicros = heartbeat(e);
        OrchestrationReader orchestration = new OrchestrationReader(reading);
        orchestration.read(e.child("project-connectors"), specs, unread(queries, specs));
        // where rows are spilled to changes no result
        reading.recording(false);
        String diskStore = reading.attribute(e, "disk-store-path");
        reading.recording(true);
        return new ProjectSpec(
                name,
                e.where(),
                reading.properties(),
                pubsub,
                threads(e),
                heartbeatMicros,
                "true".equals(e.attribute("use-tagged-token")),
                reading.isTrue(e, "use-retention-tracking"),
                diskStore,
                specs,
                orchestration.groups(),
                orchestration.edges(),
                xml);
    }

    private long heartbeat(XmlElement e) {
        String text = reading.attribute(e, "heartbeat-interval");
        if (text == null || text.isEmpty()) {
            return HEARTBEAT_DEFAULT_MICROS;
        }
        long micros = reading.duration(text, 1_000_000, e.where());
        if (micros < HEARTBEAT_LEAST_MICROS) {
            reading.error(
                    ModelError.BAD_VALUE,
                    e.where(),
                    "A heartbeat-interval of " + text + " is less than a millisecond.");
            return HEARTBEAT_DEFAULT_MICROS;
        }
        return micros;
    }

    private void readProperties(XmlElement e) {
        XmlElement properties = e.child("properties");
        if (properties == null) {
            return;
        }
        // what uses a property counts, not its definition
        reading.recording(false);
        for (XmlElement p : properties.children("property")) {
            String name = p.attribute("name");
            if (name != null) {
                reading.properties()
                        .put(name.strip(), reading.resolveQuietly(p.text(), p.textWhere()));
            }
        }
        reading.recording(true);
    }

    private ProjectSpec.PubSub pubsub(XmlElement e) {
        String v = reading.attribute(e, "pubsub");
        if (v == null || v.isEmpty()) {
            return ProjectSpec.PubSub.AUTO;
        }
        return switch (v) {
            case "auto", "true" -> ProjectSpec.PubSub.AUTO;
            case "manual" -> ProjectSpec.PubSub.MANUAL;
            case "none", "false" -> ProjectSpec.PubSub.NONE;
            default -> {
                reading.error(
                        ModelError.BAD_VALUE,
                        e.where(),
                        "Attribute pubsub is \"" + v + "\", not auto, manual or none.");
                yield ProjectSpec.PubSub.AUTO;
            }
        };
    }

    private int threads(XmlElement e) {
        String v = reading.attribute(e, "threads");
        Location where = e.where();
        return v == null || v.isEmpty()
                ? 1
                : (int) Math.max(1, Math.min(1024, reading.number(v, where)));
    }
}
