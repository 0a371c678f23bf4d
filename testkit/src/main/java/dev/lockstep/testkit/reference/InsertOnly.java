package dev.lockstep.testkit.reference;

import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;

/** Finds out from a query alone which windows can emit nothing but Inserts. */
record InsertOnly(QuerySpec query) {
    boolean outputOf(WindowSpec w) {
        if (w.isOutputInsertOnly()) {
            return true;
        }
        if (w.retention() != null) {
            return false;
        }
        return switch (w.kind()) {
            case WindowKind.Source s -> s.isInsertOnly();
            case WindowKind.Filter f -> inputsOf(w);
            case WindowKind.Compute c -> inputsOf(w);
            case WindowKind.Copy c -> inputsOf(w);
            case WindowKind.Calculate c -> c.isProducesOnlyInserts() || inputsOf(w);
            case WindowKind.Functional f ->
                    f.isProducesOnlyInserts() || f.opcode() == null && inputsOf(w);
            case WindowKind.Union u -> u.isStrict() && inputsOf(w);
            case WindowKind.Join j -> join(w, j);
            default -> false;
        };
    }

    /** Whether each window at the other end of an edge to {@code w} emits Inserts only. */
    boolean inputsOf(WindowSpec w) {
        return edgesTo(w).stream().allMatch(e -> outputOf(window(e.source())));
    }

    private boolean join(WindowSpec w, WindowKind.Join j) {
        List<EdgeSpec> edges = edgesTo(w);
        int leftInput = "right".equals(edges.get(0).role()) ? 1 : 0;
        WindowSpec left = window(edges.get(leftInput).source());
        WindowSpec right = window(edges.get(1 - leftInput).source());
        List<String> names = j.conditions().stream().map(WindowKind.FieldPair::right).toList();
        boolean isFactLeft =
                j.type() != WindowKind.JoinType.RIGHT_OUTER
                        && names.containsAll(JoinSides.keyNames(right.schema()));
        IndexType factIndex = isFactLeft ? j.leftIndex() : j.rightIndex();
        boolean isFactKept = !j.isNoRegenerates() && factIndex != IndexType.EMPTY;
        // a join that knows its own output makes an Update of a fact whose key comes again
        boolean knowsOutput = w.index() != IndexType.EMPTY;
        return !knowsOutput && !isFactKept && outputOf(isFactLeft ? left : right);
    }

    private List<EdgeSpec> edgesTo(WindowSpec w) {
        return query.edges().stream().filter(e -> e.target().equals(w.name())).toList();
    }

    private WindowSpec window(String name) {
        return query.windows().stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
