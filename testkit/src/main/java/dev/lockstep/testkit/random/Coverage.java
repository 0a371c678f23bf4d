package dev.lockstep.testkit.random;

import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts in how many projects each window kind, option and join type came up. Thread-safe. */
public final class Coverage {
    private final Map<String, Integer> projects = new TreeMap<>();
    private int total;

    /** Counts a project. */
    public synchronized void add(ProjectSpec project) {
        Set<String> seen = new TreeSet<>();
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                note(w, seen);
            }
        }
        if (project.useRetentionTracking()) {
            seen.add("retention tracking");
        }
        total++;
        seen.forEach(s -> projects.merge(s, 1, Integer::sum));
    }

    private static void note(WindowSpec w, Set<String> seen) {
        String kind = w.kind().getClass().getSimpleName().toLowerCase(Locale.ROOT);
        seen.add("window " + kind);
        seen.add("window " + kind + (w.index() == IndexType.EMPTY ? " stateless" : " stateful"));
        seen.add("index " + w.index());
        if (w.retention() != null) {
            boolean isByField = w.retention().field() != null;
            seen.add("retention " + w.retention().type() + (isByField ? " by field" : ""));
        }
        if (w.splitter() != null) {
            seen.add("splitter");
        }
        if (w.pulseMicros() > 0) {
            seen.add("pulse");
        }
        if (w.isOutputInsertOnly()) {
            seen.add("output insert only");
        }
        if (w.isCollapseUpdates()) {
            seen.add("collapsed updates");
        }
        if (w.kind() instanceof WindowKind.Join j) {
            seen.add("join " + j.type() + (j.isNoRegenerates() ? " without regeneration" : ""));
        } else if (w.kind() instanceof WindowKind.Union u) {
            seen.add("union " + (u.isStrict() ? "strict" : "loose"));
        } else if (w.kind() instanceof WindowKind.Functional f) {
            note(f, seen);
        }
    }

    private static void note(WindowKind.Functional f, Set<String> seen) {
        f.loops().forEach(l -> seen.add("functional loop " + l.type()));
        if (f.opcode() != null) {
            seen.add("functional opcode");
        }
        if (f.generate() != null) {
            seen.add("functional generate");
        }
        if (f.isProducesOnlyInserts()) {
            seen.add("functional inserts only");
        }
    }

    /** Projects in which the item came up; items are named as {@link #report} prints them. */
    public synchronized int count(String item) {
        return projects.getOrDefault(item, 0);
    }

    /** One line an item. */
    public synchronized String report() {
        StringBuilder s = new StringBuilder().append(total).append(" random projects, with");
        projects.forEach((item, n) -> s.append("\n  ").append(item).append(": ").append(n));
        return s.toString();
    }
}
