package dev.lockstep.testkit;

import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When two outputs count as the same: exactly, but for doubles of aggregates and summaries and of
 * what comes after them, which may differ by 1e-9 of the greater one, or of 1 if both are smaller.
 */
final class Sameness {
    private static final double TOLERANCE = 1e-9;

    private final Set<String> tolerant = new LinkedHashSet<>();

    Sameness(ProjectSpec project) {
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                if (w.kind() instanceof WindowKind.Aggregate
                        || w.kind() instanceof WindowKind.Calculate) {
                    spread(q, w.name());
                }
            }
        }
    }

    private void spread(QuerySpec q, String window) {
        if (tolerant.add(q.name() + "/" + window)) {
            for (EdgeSpec e : q.edges()) {
                if (e.source().equals(window)) {
                    spread(q, e.target());
                }
            }
        }
    }

    boolean sameEvents(String window, List<OutputEvent> a, List<OutputEvent> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            OutputEvent x = a.get(i);
            OutputEvent y = b.get(i);
            if (x.opcode() != y.opcode()
                    || x.flags() != y.flags()
                    || x.cause() != y.cause()
                    || !same(window, x.values(), y.values())
                    || !same(window, x.old(), y.old())) {
                return false;
            }
        }
        return true;
    }

    /** The same rows in any order. */
    boolean sameRows(
            String window, List<List<@Nullable Object>> a, List<List<@Nullable Object>> b) {
        if (a.size() != b.size()) {
            return false;
        }
        List<List<@Nullable Object>> x = sorted(a);
        List<List<@Nullable Object>> y = sorted(b);
        for (int i = 0; i < x.size(); i++) {
            if (!same(window, x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> all = new ArrayList<>(rows);
        all.sort(Comparator.comparing(Rows::text));
        return all;
    }

    private boolean same(
            String window, @Nullable List<@Nullable Object> a, @Nullable List<@Nullable Object> b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(tolerant.contains(window), a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(boolean isTolerant, @Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        if (isTolerant && a instanceof Double x && b instanceof Double y) {
            double size = Math.max(Math.abs(x), Math.abs(y));
            return x.equals(y) || Math.abs(x - y) <= TOLERANCE * Math.max(size, 1);
        }
        return a.equals(b);
    }
}
