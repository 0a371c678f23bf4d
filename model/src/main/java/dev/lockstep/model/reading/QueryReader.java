package dev.lockstep.model.reading;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a continuous query: edges first, then windows in topological order, since schemas follow
 * from inputs.
 */
final class QueryReader {
    private static final List<String> ROLES =
            List.of("left", "right", "data", "request", "model", "position", "geometry");

    private final Reading reading;
    private final IndexType projectIndex;
    private final ProjectSpec.PubSub pubsub;
    private final Map<String, XmlElement> elements = new LinkedHashMap<>();
    private final Map<String, WindowSpec> made = new LinkedHashMap<>();
    private final List<EdgeSpec> edges = new ArrayList<>();

    QueryReader(Reading reading, IndexType projectIndex, ProjectSpec.PubSub pubsub) {
        this.reading = reading;
        this.projectIndex = projectIndex;
        this.pubsub = pubsub;
    }

    QuerySpec read(XmlElement q) {
        String name = reading.required(q, "name", "query");
        IndexType index = Values.index(reading, q, projectIndex);
        XmlElement windows = q.child("windows");
        if (windows == null || windows.children().isEmpty()) {
            reading.error(
                    ModelError.MISSING_ELEMENT, q.where(), "Query " + name + " has no windows.");
        } else {
            for (XmlElement w : windows.children()) {
                String windowName = reading.required(w, "name", "");
                if (elements.put(windowName, w) != null) {
                    reading.error(
                            ModelError.DUPLICATE_NAME,
                            w.where(),
                            "There are two windows " + windowName + ".");
                }
            }
        }
        XmlElement edgeElements = q.child("edges");
        if (edgeElements != null) {
            edgeElements.children("edge").forEach(this::edge);
        }
        makeWindows(new WindowReader(reading, index, pubsub, this));
        List<WindowSpec> ordered = new ArrayList<>();
        for (String windowName : elements.keySet()) {
            WindowSpec w = made.get(windowName);
            if (w != null) {
                ordered.add(w);
            }
        }
        return new QuerySpec(name, q.where(), ordered, List.copyOf(edges), trace(q));
    }

    private List<String> trace(XmlElement q) {
        String v = reading.attribute(q, "trace");
        List<String> names = new ArrayList<>();
        for (String name : v == null || v.isEmpty() ? new String[0] : v.split("\\s+")) {
            if (elements.containsKey(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private void edge(XmlElement e) {
        String role = role(e);
        String slotText = reading.attribute(e, "slot");
        int slot =
                slotText == null || slotText.isEmpty()
                        ? EdgeSpec.EVERY_SLOT
                        : reading.number(slotText, -1, Integer.MAX_VALUE, e.where());
        for (String source : reading.required(e, "source", "").split("\\s+")) {
            for (String target : reading.required(e, "target", "").split("\\s+")) {
                if (isRequest(role, target)) {
                    reading.note(
                            e.where(),
                            "Requests to window "
                                    + target
                                    + " have no effect: its algorithm takes none.");
                    continue;
                }
                if (isWindow(source, e) & isWindow(target, e)) {
                    edges.add(
                            new EdgeSpec(
                                    source,
                                    target,
                                    role,
                                    slotOf(source, Math.max(-1, slot), e),
                                    e.where()));
                }
            }
        }
    }

    /** A published model names slots of a window without splitter: such an edge takes all rows. */
    private int slotOf(String source, int slot, XmlElement e) {
        XmlElement window = elements.get(source);
        if (slot < 0
                || window == null
                || window.children().stream().anyMatch(c -> c.name().startsWith("splitter-"))) {
            return slot;
        }
        reading.note(
                e.where(),
                "Slot " + slot + " has no effect: window " + source + " has no splitter.");
        return EdgeSpec.EVERY_SLOT;
    }

    /** Null where there is none. A misspelt role must not let the order of the edges decide. */
    private @Nullable String role(XmlElement e) {
        String role = reading.attribute(e, "role");
        if (role == null || role.isEmpty()) {
            return null;
        }
        if (!ROLES.contains(role)) {
            reading.error(
                    ModelError.BAD_VALUE,
                    e.where(),
                    "There is no role " + role + "." + Reading.near(role, ROLES));
        }
        return role;
    }

    private boolean isRequest(@Nullable String role, String target) {
        XmlElement window = elements.get(target);
        return "request".equals(role) && window != null && window.name().equals("window-calculate");
    }

    private boolean isWindow(String name, XmlElement e) {
        if (elements.containsKey(name)) {
            return true;
        }
        if (!name.isEmpty()) {
            reading.error(
                    ModelError.UNKNOWN_WINDOW,
                    e.where(),
                    "There is no window " + name + "." + Reading.near(name, elements.keySet()));
        }
        return false;
    }

    private void makeWindows(WindowReader reader) {
        List<String> waiting = new ArrayList<>(elements.keySet());
        while (!waiting.isEmpty()) {
            String next = null;
            for (String name : waiting) {
                if (edges.stream()
                        .noneMatch(e -> e.target().equals(name) && waiting.contains(e.source()))) {
                    next = name;
                    break;
                }
            }
            if (next == null) {
                XmlElement first = elements.get(waiting.get(0));
                if (first != null) {
                    reading.error(
                            ModelError.CYCLE,
                            first.where(),
                            "The edges of windows "
                                    + String.join(", ", waiting)
                                    + " form a cycle.");
                }
                return;
            }
            waiting.remove(next);
            XmlElement e = elements.get(next);
            String target = next;
            WindowSpec w =
                    e == null
                            ? null
                            : reader.read(
                                    next,
                                    e,
                                    edges.stream()
                                            .filter(edge -> edge.target().equals(target))
                                            .toList());
            if (w != null) {
                made.put(next, w);
            }
        }
    }

    /** The schema of a window that was made already, or null after an error of its own. */
    @Nullable Schema schemaOf(String window) {
        WindowSpec w = made.get(window);
        return w == null ? null : w.schema();
    }

    /** The element of a window, for {@code schema copy}. */
    @Nullable XmlElement element(String window) {
        return elements.get(window);
    }
}
