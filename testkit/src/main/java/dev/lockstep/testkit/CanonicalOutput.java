package dev.lockstep.testkit;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a reader of each stateful window knows and finds output that such a reader could not
 * apply: an Insert of a key it has, an update or delete whose old row is not the one it has, any
 * other opcode. At the end the reader must have the retained rows. Needs no reference.
 */
public final class CanonicalOutput {
    private final Map<String, WindowSpec> windows = new LinkedHashMap<>();
    private final Map<String, Map<List<@Nullable Object>, List<@Nullable Object>>> known =
            new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();

    public CanonicalOutput(ProjectSpec project) {
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                if (w.index() != IndexType.EMPTY && !w.isOutputInsertOnly()) {
                    windows.put(q.name() + "/" + w.name(), w);
                    known.put(q.name() + "/" + w.name(), new LinkedHashMap<>());
                }
            }
        }
    }

    /** Reads what one step put out. */
    public void read(Map<String, List<OutputEvent>> step) {
        for (Map.Entry<String, WindowSpec> w : windows.entrySet()) {
            for (OutputEvent e : step.getOrDefault(w.getKey(), List.of())) {
                read(w.getKey(), w.getValue(), e);
            }
        }
    }

    private void read(String window, WindowSpec spec, OutputEvent e) {
        Map<List<@Nullable Object>, List<@Nullable Object>> rows =
                known.getOrDefault(window, new LinkedHashMap<>());
        List<@Nullable Object> key = Rows.key(spec.schema(), e.values());
        List<@Nullable Object> had = rows.get(key);
        boolean isLawful =
                switch (e.opcode()) {
                    case Opcode.INSERT -> had == null;
                    case Opcode.UPDATE ->
                            had != null && (spec.isCollapseUpdates() || had.equals(e.old()));
                    case Opcode.DELETE -> e.values().equals(had);
                    default -> false;
                };
        if (!isLawful) {
            violations.add(window + ": " + e + " over " + had);
        }
        if (e.opcode() == Opcode.DELETE) {
            rows.remove(key);
        } else {
            rows.put(key, e.values());
        }
    }

    /** What was unlawful so far, or would be if the engine stopped now; empty if nothing. */
    public List<String> violations(EngineUnderTest engine) {
        List<String> all = new ArrayList<>(violations);
        known.forEach(
                (window, rows) -> {
                    List<?> wanted = Sameness.sorted(new ArrayList<>(rows.values()));
                    List<?> got = Sameness.sorted(engine.retained(window));
                    if (!wanted.equals(got)) {
                        all.add(window + " retains " + got + " but has told " + wanted);
                    }
                });
        return all;
    }
}
