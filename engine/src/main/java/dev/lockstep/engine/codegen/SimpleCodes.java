package dev.lockstep.engine.codegen;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.output.SplitterCode;
import dev.lockstep.engine.window.compute.ComputeCode;
import dev.lockstep.engine.window.filter.FilterCode;
import dev.lockstep.expression.eel.Scope;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.SplitterSpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Code of filter and compute windows and of splitters. */
public final class SimpleCodes {
    private final EvaluationContext evaluation;
    private final List<Problem> problems;

    public SimpleCodes(EvaluationContext evaluation, List<Problem> problems) {
        this.evaluation = evaluation;
        this.problems = problems;
    }

    /** Null after an error. */
    public @Nullable FilterCode filter(WindowSpec spec, WindowKind.Filter kind) {
        WindowCode code = new WindowCode(evaluation, problems, spec.maxString());
        Scope scope = Scope.of(spec.schema());
        code.initialize(spec.init(), scope);
        code.unit().condition("test", kind.expression().text(), kind.expression().where(), scope);
        code.glue()
                .append("public int select(EventBlock b, int n, int[] chosen) {\nint k = 0;\n")
                .append(
                        "for (int i = 0; i < n; i++) {\n"
                                + "chosen[k] = i;\n"
                                + "if (test(b, i)) k++;\n"
                                + "}\n"
                                + "return k;\n"
                                + "}\n");
        return code.make(FilterCode.class);
    }

    /** Null after an error. */
    public @Nullable SplitterCode splitter(WindowSpec spec, SplitterSpec splitter) {
        WindowCode code = new WindowCode(evaluation, problems, spec.maxString());
        Scope scope = Scope.of(spec.schema());
        code.initialize(splitter.init(), scope);
        Located text = splitter.expression();
        code.unit()
                .expression(
                        "slot",
                        text.text(),
                        text.where(),
                        scope,
                        dev.lockstep.api.schema.FieldType.INT32);
        return code.make(SplitterCode.class);
    }

    /** Null after an error. */
    public @Nullable ComputeCode compute(WindowSpec spec, WindowKind.Compute kind, Schema input) {
        WindowCode code = new WindowCode(evaluation, problems, spec.maxString());
        Scope scope = Scope.of(input);
        code.initialize(spec.init(), scope);
        Schema output = spec.schema();
        List<String> moves = keys(output, input, spec.where());
        List<String> absent = new ArrayList<>(moves);
        List<String> values = new ArrayList<>(moves);
        ComputeColumns columns = new ComputeColumns(output, code);
        int next = 0;
        for (int f = 0; f < output.size(); f++) {
            if (output.field(f).isKey()) {
                int from = input.ordinal(output.field(f).name());
                if (from >= 0) {
                    columns.repeat(f, from);
                }
            } else if (next < kind.expressions().size()) {
                Located text = kind.expressions().get(next++);
                Scope.FieldRef repeated =
                        code.unit()
                                .expression(
                                        "e" + f, text.text(), text.where(), scope, output.type(f));
                if (repeated == null) {
                    columns.compute(f);
                } else {
                    columns.repeat(f, repeated.ordinal());
                }
                values.add(WindowCode.store(output, f, "e" + f + "(b, i)"));
                absent.add(WindowCode.setNull(output, f, "out", "r"));
            }
        }
        String parameters = "EventBlock b, int i, EventBlock out, int r";
        code.chunked(
                "compute",
                parameters,
                "b, i, out, r",
                WindowCode.clearNulls(output, "out", "r"),
                values);
        code.chunked(
                "key",
                parameters,
                "b, i, out, r",
                WindowCode.clearNulls(output, "out", "r"),
                absent);
        columns.write(spec.init() == null && code.unit().whims() == 0);
        return code.make(ComputeCode.class);
    }

    private List<String> keys(Schema output, Schema input, Location where) {
        List<String> moves = new ArrayList<>();
        for (int k = 0; k < output.keyCount(); k++) {
            int f = output.key(k);
            int from = input.ordinal(output.field(f).name());
            if (from < 0 || input.type(from).storage() != output.type(f).storage()) {
                problems.add(
                        Problem.error(
                                EngineError.SCHEMA_MISMATCH,
                                where,
                                "Key field "
                                        + output.field(f).name()
                                        + " is not a field of the input."));
                continue;
            }
            String array = WindowCode.array(output.type(f));
            moves.add(
                    "out."
                            + array
                            + "("
                            + f
                            + ")[r] = b."
                            + array
                            + "("
                            + from
                            + ")[i];\nif (b.isNull("
                            + from
                            + ", i)) "
                            + WindowCode.setNull(output, f, "out", "r"));
        }
        return moves;
    }
}
