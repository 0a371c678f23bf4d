package dev.lockstep.engine.graph;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.codegen.AggregateCodes;
import dev.lockstep.engine.codegen.JoinCodes;
import dev.lockstep.engine.codegen.SimpleCodes;
import dev.lockstep.engine.output.ExpressionSplitter;
import dev.lockstep.engine.output.InsertOnlyStage;
import dev.lockstep.engine.output.PulseStage;
import dev.lockstep.engine.output.SplitterCode;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.engine.window.aggregate.AggregateWindow;
import dev.lockstep.engine.window.aggregate.function.FunctionTable;
import dev.lockstep.engine.window.aggregate.function.RowOrder;
import dev.lockstep.engine.window.aggregate.function.UserFunctions;
import dev.lockstep.engine.window.calculate.CalculateWindow;
import dev.lockstep.engine.window.calculate.SummaryPlan;
import dev.lockstep.engine.window.compute.ComputeCode;
import dev.lockstep.engine.window.compute.ComputeWindow;
import dev.lockstep.engine.window.copy.CopyWindow;
import dev.lockstep.engine.window.counter.CounterWindow;
import dev.lockstep.engine.window.filter.FilterCode;
import dev.lockstep.engine.window.filter.FilterWindow;
import dev.lockstep.engine.window.functional.FunctionalProgram;
import dev.lockstep.engine.window.functional.FunctionalWindow;
import dev.lockstep.engine.window.join.JoinCode;
import dev.lockstep.engine.window.join.JoinSides;
import dev.lockstep.engine.window.join.JoinWindow;
import dev.lockstep.engine.window.source.SourceWindow;
import dev.lockstep.engine.window.union.UnionWindow;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.SplitterSpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one window of any kind. */
final class WindowFactory {
    private final WindowContext context;
    private final WindowSpec spec;
    private final QuerySpec query;
    private final EvaluationContext evaluation;
    private final List<Problem> problems;
    private final SimpleCodes simple;
    private final Advice advice;
    private final UserFunctions userFunctions;

    WindowFactory(
            WindowContext context,
            QuerySpec query,
            EvaluationContext evaluation,
            List<Problem> problems,
            UserFunctions userFunctions) {
        this.query = query;
        this.userFunctions = userFunctions;
        this.context = context;
        this.spec = context.spec();
        this.evaluation = evaluation;
        this.problems = problems;
        this.simple = new SimpleCodes(evaluation, problems);
        this.advice = new Advice(spec, problems);
    }

    /** Null after an error. */
    @Nullable Window make(List<Input> inputs) {
        Window made =
                switch (spec.kind()) {
                    case WindowKind.Source source -> new SourceWindow(context, source);
                    case WindowKind.Copy ignored -> new CopyWindow(context);
                    case WindowKind.Union union -> new UnionWindow(context, union);
                    case WindowKind.Filter filter -> filter(filter);
                    case WindowKind.Compute compute ->
                            compute(compute, inputs.get(0).source().schema());
                    case WindowKind.Aggregate aggregate -> aggregate(aggregate, inputs.get(0));
                    case WindowKind.Join join -> join(join, inputs);
                    case WindowKind.Functional functional -> functional(functional, inputs);
                    case WindowKind.Counter counter -> new CounterWindow(context, counter);
                    case WindowKind.Calculate calculate ->
                            calculate(calculate, inputs.get(0).source().schema());
                };
        if (made != null) {
            advice.aboutIndex();
            addStages(made);
        }
        return made;
    }

    private void addStages(Window made) {
        made.collapseForListeners(spec.isCollapseUpdates());
        made.retainsByKey(spec.index() == IndexType.RBTREE);
        if (spec.pulseMicros() > 0) {
            made.attachStage(
                    new PulseStage(
                            spec.schema(),
                            evaluation.pool(),
                            spec.pulseMicros(),
                            spec.index() != IndexType.EMPTY,
                            context.keepsBoth(),
                            context.resources().heldMax()));
        }
        boolean isPromised =
                spec.kind() instanceof WindowKind.Calculate c && c.isProducesOnlyInserts();
        if (spec.isOutputInsertOnly() || isPromised) {
            made.attachStage(new InsertOnlyStage(spec.schema()));
        }
        SplitterSpec splitter = spec.splitter();
        if (splitter != null) {
            SplitterCode code = simple.splitter(spec, splitter);
            if (code != null) {
                made.attachSplitter(new ExpressionSplitter(code, spec.schema()));
            }
        }
    }

    private @Nullable Window filter(WindowKind.Filter kind) {
        FilterCode code = simple.filter(spec, kind);
        return code == null ? null : new FilterWindow(context, code);
    }

    private @Nullable Window compute(WindowKind.Compute kind, Schema input) {
        ComputeCode code = simple.compute(spec, kind, input);
        return code == null ? null : new ComputeWindow(context, code);
    }

    private @Nullable Window functional(WindowKind.Functional kind, List<Input> inputs) {
        int before = problems.size();
        FunctionalProgram program =
                FunctionalProgram.compile(
                        kind,
                        inputs.stream().map(i -> i.source().schema()).toList(),
                        spec.schema(),
                        problems);
        return problems.subList(before, problems.size()).stream().anyMatch(Problem::isError)
                ? null
                : new FunctionalWindow(context, program, kind.isProducesOnlyInserts());
    }

    private @Nullable Window calculate(WindowKind.Calculate kind, Schema input) {
        SummaryPlan plan = SummaryPlan.of(spec, kind, input, problems);
        return plan == null ? null : new CalculateWindow(context, plan);
    }

    private @Nullable Window aggregate(WindowKind.Aggregate kind, Input input) {
        CanonicalInput canonical = new CanonicalInput(input, context, true);
        Schema schema = input.source().schema();
        RowOrder order =
                canonical.isInsertOnly()
                        ? RowOrder.NEVER_LEAVE
                        : input.source().leavesFirstInFirstOut()
                                ? RowOrder.MOSTLY_AS_THEY_CAME
                                : RowOrder.ANY;
        FunctionTable functions =
                new FunctionTable(order, schema, evaluation, spec.maxString(), userFunctions);
        AggregateCodes.Result code =
                new AggregateCodes(evaluation, problems, spec, schema, functions).write(kind);
        return code == null
                ? null
                : new AggregateWindow(
                        context, code.code(), code.state(), code.isSteady(), canonical);
    }

    private @Nullable Window join(WindowKind.Join kind, List<Input> inputs) {
        Input left = side(inputs, "left", 0);
        Input right = side(inputs, "right", 1);
        Schema l = left.source().schema();
        Schema r = right.source().schema();
        JoinSides sides = JoinSides.of(kind, l, r);
        JoinCode code = new JoinCodes(evaluation, problems, spec, kind, sides, l, r).write();
        if (code == null) {
            return null;
        }
        Input fact = sides.isLeftFact() ? left : right;
        Input dimension = sides.isLeftFact() ? right : left;
        IndexType factIndex = sides.isLeftFact() ? kind.leftIndex() : kind.rightIndex();
        IndexType dimensionIndex = sides.isLeftFact() ? kind.rightIndex() : kind.leftIndex();
        boolean keepsFacts = !kind.isNoRegenerates() && factIndex != IndexType.EMPTY;
        if (keepsFacts) {
            advice.aboutFacts(fact, orOwn(factIndex, fact));
        }
        return new JoinWindow(
                context,
                sides,
                code,
                fact,
                dimension,
                orOwn(dimensionIndex, dimension),
                keepsFacts);
    }

    /** A side's index: the one that the join names, else that of the window in front. */
    private IndexType orOwn(@Nullable IndexType named, Input side) {
        if (named != null) {
            return named;
        }
        for (WindowSpec w : query.windows()) {
            if (side.source().name().equals(query.name() + "/" + w.name())) {
                return w.index();
            }
        }
        throw new IllegalStateException(side.source().name() + " is not in " + query.name());
    }

    /** The input with that role; without roles the edges' order decides, left first. */
    private static Input side(List<Input> inputs, String role, int otherwise) {
        for (Input in : inputs) {
            if (role.equals(in.role())) {
                return in;
            }
        }
        for (Input in : inputs) {
            if (in.role() != null && !role.equals(in.role()) && inputs.size() == 2) {
                return inputs.get(0) == in ? inputs.get(1) : inputs.get(0);
            }
        }
        return inputs.get(otherwise);
    }
}
