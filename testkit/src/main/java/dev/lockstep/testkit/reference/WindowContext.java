package dev.lockstep.testkit.reference;

import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;

/**
 * What a window knows about its place in the project.
 *
 * @param inputs the windows at the other end of {@code edges}, same order
 * @param isTracking whether the project uses retention tracking
 * @param insertOnlyInputs for each edge, whether nothing but Inserts can ever arrive
 * @param startMicros time of the journal's first entry
 */
record WindowContext(
        WindowSpec spec,
        List<WindowSpec> inputs,
        List<EdgeSpec> edges,
        boolean isTracking,
        List<Boolean> insertOnlyInputs,
        long startMicros,
        ReferenceExpressions expressions) {

    /** Whether nothing but Inserts can ever arrive on any edge. */
    boolean isInputInsertOnly() {
        return !insertOnlyInputs.contains(false);
    }

    boolean isStateless() {
        return spec.index() == IndexType.EMPTY;
    }

    Evaluator evaluator() {
        return new Evaluator(expressions, spec.schema());
    }

    Evaluator inputEvaluator() {
        return new Evaluator(expressions, inputs.get(0).schema());
    }

    /** A fresh window. */
    ReferenceWindow create() {
        return spec.pulseMicros() > 0 ? new PulsedWindow(this, unpulsed()) : unpulsed();
    }

    private ReferenceWindow unpulsed() {
        return switch (spec.kind()) {
            case WindowKind.Source s -> new SourceWindow(this, s);
            case WindowKind.Copy c -> isStateless() ? new PassWindow(false) : new TableWindow(this);
            case WindowKind.Union u -> union(u);
            case WindowKind.Filter f -> new FilterWindow(this, f.expression().text());
            case WindowKind.Compute c -> new ComputeWindow(this, c);
            case WindowKind.Aggregate a -> new AggregateWindow(this, a);
            case WindowKind.Join j -> new JoinWindow(this, JoinSides.of(this, j), j);
            case WindowKind.Counter c -> new CounterWindow(this, c);
            case WindowKind.Functional f -> new FunctionalWindow(this, f);
            case WindowKind.Calculate c -> new CalculateWindow(this, c);
        };
    }

    private ReferenceWindow union(WindowKind.Union u) {
        if (isStateless()) {
            return new PassWindow(!u.isStrict());
        }
        return u.isStrict() ? new TableWindow(this) : new LooseUnion(this);
    }
}
