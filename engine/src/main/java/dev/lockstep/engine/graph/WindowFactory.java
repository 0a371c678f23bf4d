package dev.lockstep.engine.graph;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.codegen.AggregateCodes;
import dev.lockstep.engine.codegen.JoinCodes;
import dev.lockstep.engine.codegen.SimpleCodes;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.output.ExpressionSplitter;
import dev.lockstep.engine.output.InsertOnlyStage;
import dev.lockstep.engine.output.SplitterCode;
import dev.lockstep.engine.window.CanonicalInput;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Window;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.engine.window.aggregate.AggregateWindow;
import dev.lockstep.engine.window.aggregate.function.FunctionTable;
import dev.lockstep.engine.window.aggregate.function.RowOrder;
import dev.lockstep.engine.window.compute.ComputeCode;
import dev.lockstep.engine.window.compute.ComputeWindow;
import dev.lockstep.engine.window.copy.CopyWindow;
import dev.lockstep.engine.window.filter.FilterCode;
import dev.lockstep.engine.window.filter.FilterWindow;
import dev.lockstep.engine.window.join.JoinCode;
import dev.lockstep.engine.window.join.JoinSides;
import dev.lockstep.engine.window.join.JoinWindow;
import dev.lockstep.engine.window.source.SourceWindow;
import dev.lockstep.engine.window.union.UnionWindow;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.SplitterSpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one window of any kind. */
final class WindowFactory {
    private final WindowContext context;
    private final WindowSpec spec;
    private final EvaluationContext evaluation;
    private final List<Problem> problems;
    private final SimpleCodes simple;

    WindowFactory(WindowContext context, EvaluationContext evaluation, List<Problem> problems) {
        this.context = context;
        this.spec = context.spec();
        this.evaluation = evaluation;
        this.problems = problems;
        this.simple = new SimpleCodes(evaluation, problems);
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
                    case WindowKind.Functional ignored -> unsupported("of kind functional");
                    case WindowKind.Counter ignored -> unsupported("of kind counter");
                    case WindowKind.Calculate ignored -> unsupported("of kind calculate");
                };
        if (spec.pulseMicros() > 0) {
            return unsupported("with pulse-interval");
        }
        if (made != null) {
            addStages(made);
        }
        return made;
    }

    private @Nullable Window unsupported(String kind) {
        problems.add(
                Problem.error(
                        EngineError.UNSUPPORTED,
                        spec.where(),
                        "Windows " + kind + " are not supported yet."));
        return null;
    }

    private void addStages(Window made) {
        made.collapseForListeners(spec.isCollapseUpdates());
        if (spec.isOutputInsertOnly()) {
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

    private @Nullable Window aggregate(WindowKind.Aggregate kind, Input input) {
        CanonicalInput canonical = new CanonicalInput(input, context, true);
        Schema schema = input.source().schema();
        RowOrder order =
                canonical.isInsertOnly()
                        ? RowOrder.NEVER_LEAVE
                        : input.source().isFirstInFirstOut()
                                ? RowOrder.FIRST_IN_FIRST_OUT
                                : RowOrder.ANY;
        FunctionTable functions =
                new FunctionTable(order, schema, evaluation.pool(), spec.maxString());
        AggregateCodes.Result code =
                new AggregateCodes(evaluation, problems, spec, schema, functions).write(kind);
        return code == null
                ? null
                : new AggregateWindow(
                        context, code.code(), code.state(), code.members(), canonical);
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
        return new JoinWindow(
                context,
                sides,
                code,
                sides.isLeftFact() ? left : right,
                sides.isLeftFact() ? right : left,
                sides.isLeftFact() ? kind.leftIndex() : kind.rightIndex(),
                !kind.isNoRegenerates());
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
