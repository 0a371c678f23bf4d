package dev.lockstep.engine.graph;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.event.BadEventSink;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Resources;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.engine.window.aggregate.function.UserFunctions;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the windows of a project in topological order, document order deciding where that leaves a
 * choice.
 */
public final class GraphBuilder {
    private final ProjectSpec project;
    private final EvaluationContext evaluation;
    private final Step step;
    private final BadEventSink badEvents;
    private final Resources resources;
    private final UserFunctions userFunctions;
    private final List<Problem> problems;

    public GraphBuilder(
            ProjectSpec project,
            EvaluationContext evaluation,
            Step step,
            BadEventSink badEvents,
            Resources resources,
            UserFunctions userFunctions,
            List<Problem> problems) {
        this.userFunctions = userFunctions;
        this.project = project;
        this.evaluation = evaluation;
        this.step = step;
        this.badEvents = badEvents;
        this.resources = resources;
        this.problems = problems;
    }

    /** Null if a window could not be made; the problems say why. */
    public @Nullable Graph build() {
        List<Window> ordered = new ArrayList<>();
        boolean isComplete = true;
        for (QuerySpec query : project.queries()) {
            isComplete &= addQuery(query, ordered);
        }
        return isComplete ? new Graph(ordered) : null;
    }

    private boolean addQuery(QuerySpec query, List<Window> ordered) {
        Map<String, Window> made = new LinkedHashMap<>();
        List<WindowSpec> waiting = new ArrayList<>(query.windows());
        boolean isComplete = true;
        while (!waiting.isEmpty()) {
            WindowSpec next = nextReady(query, waiting, made);
            if (next == null) {
                problems.add(
                        Problem.error(
                                EngineError.UNSUPPORTED, query.where(), "The edges form a cycle."));
                return false;
            }
            waiting.remove(next);
            Window w = make(query, next, made);
            if (w == null) {
                isComplete = false;
                // problems of windows behind it would only repeat its own
                removeBehind(query, next.name(), waiting);
            } else {
                made.put(next.name(), w);
                ordered.add(w);
            }
        }
        return isComplete;
    }

    private static @Nullable WindowSpec nextReady(
            QuerySpec query, List<WindowSpec> waiting, Map<String, Window> made) {
        for (WindowSpec w : waiting) {
            boolean isReady = true;
            for (EdgeSpec e : query.edges()) {
                isReady &= !e.target().equals(w.name()) || made.containsKey(e.source());
            }
            if (isReady) {
                return w;
            }
        }
        return null;
    }

    private static void removeBehind(QuerySpec query, String name, List<WindowSpec> waiting) {
        for (EdgeSpec e : query.edges()) {
            if (e.source().equals(name) && waiting.removeIf(w -> w.name().equals(e.target()))) {
                removeBehind(query, e.target(), waiting);
            }
        }
    }

    private @Nullable Window make(QuerySpec query, WindowSpec spec, Map<String, Window> made) {
        List<Input> inputs = new ArrayList<>();
        for (EdgeSpec e : query.edges()) {
            Window source = made.get(e.source());
            if (e.target().equals(spec.name()) && source != null) {
                inputs.add(new Input(source, e.slot(), e.role()));
            }
        }
        WindowContext context =
                WindowContext.of(
                        query.name() + "/" + spec.name(),
                        spec,
                        evaluation,
                        step,
                        badEvents,
                        project.useRetentionTracking(),
                        resources);
        Window w =
                new WindowFactory(context, query, evaluation, problems, userFunctions).make(inputs);
        if (w != null) {
            inputs.forEach(w::connect);
            w.prepare();
            if (spec.splitter() != null || spec.pulseMicros() > 0) {
                // an update that changes its slot leaves the old one as a Delete of the old row;
                // what a pulse holds back may end as one
                w.wantOld();
            }
        }
        return w;
    }
}
