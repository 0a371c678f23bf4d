package dev.lockstep.engine.codegen;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.Nearest;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.window.aggregate.AggregateCode;
import dev.lockstep.engine.window.aggregate.function.Accumulator;
import dev.lockstep.engine.window.aggregate.function.FunctionChoice;
import dev.lockstep.engine.window.aggregate.function.FunctionState;
import dev.lockstep.engine.window.aggregate.function.FunctionTable;
import dev.lockstep.engine.window.aggregate.function.Periods;
import dev.lockstep.engine.window.aggregate.function.RecordFunction;
import dev.lockstep.expression.eel.Scope;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code of an aggregate window. Each call of an aggregate function gets an accumulator; the output's
 * expressions read their results for the group at hand.
 */
public final class AggregateCodes {
    /**
     * The generated class and the state that it feeds.
     *
     * @param isSteady whether a group's result is the same whenever it is asked for
     */
    public record Result(AggregateCode code, FunctionState state, boolean isSteady) {}

    private final EvaluationContext evaluation;
    private final List<Problem> problems;
    private final WindowSpec spec;
    private final Schema input;
    private final FunctionTable functions;
    private final WindowCode code;
    private final List<FunctionChoice> choices = new ArrayList<>();

    /** Of each call the ordinals of the fields that its arguments merely name, -1 for others. */
    private final List<List<Integer>> fields = new ArrayList<>();

    private final List<Accumulator> connected = new ArrayList<>();
    private final StringBuilder parts = new StringBuilder();
    private final StringBuilder connects = new StringBuilder();
    private final List<String> adds = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();

    /** The type of the field whose expression is being written. */
    private FieldType wanted = FieldType.DOUBLE;

    public AggregateCodes(
            EvaluationContext evaluation,
            List<Problem> problems,
            WindowSpec spec,
            Schema input,
            FunctionTable functions) {
        this.evaluation = evaluation;
        this.problems = problems;
        this.spec = spec;
        this.input = input;
        this.functions = functions;
        this.code = new WindowCode(evaluation, problems, spec.maxString());
    }

    /** Null after an error. */
    public @Nullable Result write(WindowKind.Aggregate kind) {
        Scope arguments = Scope.of(input);
        code.initialize(spec.init(), arguments);
        Scope outer =
                new Scope() {
                    @Override
                    public @Nullable FieldRef field(String name) {
                        return null;
                    }

                    @Override
                    public @Nullable FieldRef aggregate(AggregateCall call) {
                        return call(call, arguments);
                    }

                    @Override
                    public String advice(String name) {
                        return arguments.field(name) == null
                                ? arguments.advice(name)
                                : " Rows of the input have it, groups do not: take it through a"
                                        + " function of the group, such as ESP_aLast("
                                        + name
                                        + ").";
                    }
                };
        Schema output = spec.schema();
        AggregateLoops loops = new AggregateLoops(input, output, functions.isInsertOnly());
        List<String> stores = new ArrayList<>();
        int next = 0;
        for (int f = 0; f < output.size(); f++) {
            if (!output.field(f).isKey() && next < kind.expressions().size()) {
                Located text = kind.expressions().get(next++);
                wanted = output.type(f);
                int firstCall = choices.size();
                code.unit().expression("e" + f, text.text(), text.where(), outer, output.type(f));
                stores.add(WindowCode.store(output, f, "e" + f + "(noRow, 0)"));
                loops.add(f, text.text(), firstCall, choices, fields);
            }
        }
        code.chunked("add", "EventBlock b, int i, int g", "b, i, g", "", adds);
        code.chunked("remove", "EventBlock b, int i, int g", "b, i, g", "", removes);
        writeResults(output, stores);
        writeKey(output);
        if (spec.init() == null && functions.state().members() == null) {
            loops.writeTo(code, functions.state().records().width());
        }
        AggregateCode made = code.make(AggregateCode.class);
        if (made == null) {
            return null;
        }
        // expressions over results may ask for the opcode of a row that there is not
        EventBlock noRow = EventBlock.attached(output);
        noRow.rows(1);
        made.connect(functions.state().records(), connected.toArray(new Accumulator[0]), noRow);
        return new Result(made, functions.state(), code.unit().whims() == 0);
    }

    private Problem refusal(Scope.AggregateCall call, List<FieldType> types) {
        return functions.isKnown(call.name())
                ? Problem.error(
                        EngineError.WRONG_AGGREGATE_ARGUMENTS,
                        call.where(),
                        "Function "
                                + call.name()
                                + " cannot take ("
                                + String.join(", ", types.stream().map(FieldType::text).toList())
                                + ").")
                : Problem.error(
                        EngineError.UNKNOWN_AGGREGATE,
                        call.where(),
                        "There is no aggregate function "
                                + call.name()
                                + "."
                                + Nearest.to(call.name(), FunctionTable.NAMES));
    }

    private Scope.@Nullable FieldRef call(Scope.AggregateCall call, Scope arguments) {
        int k = choices.size();
        List<FieldType> types = new ArrayList<>();
        List<String> methods = new ArrayList<>();
        List<Integer> named = new ArrayList<>();
        int whims = code.unit().whims();
        for (Scope.Argument a : call.arguments()) {
            String method = "a" + k + "_" + types.size();
            types.add(code.unit().argument(method, a, arguments));
            methods.add(method);
            Scope.FieldRef sole = code.unit().soleField(a, arguments);
            named.add(sole == null ? -1 : sole.ordinal());
        }
        FunctionChoice choice = functions.choose(call.name(), types, call.arguments());
        if (choice == null) {
            problems.add(refusal(call, types));
            // nothing converts to an array, and one problem is enough
            return new Scope.FieldRef(0, wanted.isArray() ? wanted : FieldType.DOUBLE, false);
        }
        if (code.unit().whims() > whims && choice.takesValuesBack()) {
            problems.add(
                    Problem.error(
                            EngineError.WRONG_AGGREGATE_ARGUMENTS,
                            call.where(),
                            "Function "
                                    + call.name()
                                    + " takes back what a row brought when the row leaves, but its"
                                    + " argument need not be the same by then."));
        }
        choices.add(choice);
        fields.add(named);
        connect("f" + k, choice.accumulator());
        Periods periods = choice.periods();
        if (periods != null) {
            connect("p" + k, periods);
        }
        adds.add(feed(k, choice, types, methods, "add"));
        removes.add(choice.isKeptForEver() ? "" : feed(k, choice, types, methods, "remove"));
        return new Scope.FieldRef(k, choice.result(), false, reading(k, choice));
    }

    /**
     * Evaluates the arguments and hands them over; what is the same for every row is left to the
     * function.
     */
    private static String feed(
            int k,
            FunctionChoice choice,
            List<FieldType> types,
            List<String> methods,
            String verb) {
        StringBuilder s = new StringBuilder("{\n");
        StringBuilder call = new StringBuilder(call(k, choice, verb, "g"));
        for (int a = 0; a < choice.fedArguments(); a++) {
            String type = WindowCode.javaType(types.get(a));
            s.append(type).append(" v" + a + " = ").append(methods.get(a)).append("(b, i);\n");
            s.append("boolean n" + a + " = nul;\n");
            String value = choice.isReal(a) ? scaled(types.get(a), "v" + a) : "(long) v" + a;
            switch (choice.feed()) {
                case VALUES -> call.append(", " + value + ", n" + a);
                case PUTS -> s.append("f" + k + ".put(" + a + ", " + value + ", n" + a + ");\n");
                default -> call.append(", n" + a);
            }
        }
        if (choice.fedArguments() == 0 && choice.feed() == FunctionChoice.Feed.PRESENCE) {
            call.append(", false");
        }
        if (choice.periods() != null) {
            s.append(
                    verb.equals("add")
                            ? "if (p" + k + ".begins(g)) f" + k + ".restart(g);\n"
                            : "if (p" + k + ".holds(g)) ");
        }
        return s.append(call).append(");\n}\n").toString();
    }

    /** A call of a function up to the group, which stands in a variable. */
    private static String call(int k, FunctionChoice choice, String method, String group) {
        String place =
                choice.accumulator() instanceof RecordFunction f
                        ? "records.words(), records.at(" + group + ") + " + f.offset()
                        : group;
        return "f" + k + "." + method + "(" + place;
    }

    static String scaled(FieldType type, String value) {
        return type == FieldType.MONEY ? "(double) " + value + " / 10000.0" : "(double) " + value;
    }

    /** The result of call {@code k} for the group at hand. */
    private static Scope.Reading reading(int k, FunctionChoice choice) {
        String cast =
                choice.isRealResult() ? "" : "(" + WindowCode.javaType(choice.result()) + ") ";
        return new Scope.Reading(
                call(k, choice, "isNull", "group") + ")",
                cast + call(k, choice, choice.valueMethod(), "group") + ")");
    }

    /** A field of the generated class for a part of the functions' state. */
    private void connect(String field, Accumulator part) {
        String type = part.getClass().getSimpleName();
        parts.append("private " + type + " " + field + ";\n");
        connects.append(field + " = (" + type + ") all[" + connected.size() + "];\n");
        connected.add(part);
    }

    private void writeResults(Schema output, List<String> stores) {
        code.glue()
                .append("private GroupRecords records;\nprivate EventBlock noRow;\n")
                .append(parts);
        code.glue()
                .append(
                        "public void connect(GroupRecords r, Accumulator[] all, EventBlock row) {\n"
                                + "records = r;\n"
                                + "noRow = row;\n")
                .append(connects)
                .append("}\n");
        code.chunked(
                "results",
                "int g, EventBlock out, int r",
                "g, out, r",
                WindowCode.clearNulls(output, "out", "r") + "group = g;\n",
                stores);
    }

    private void writeKey(Schema output) {
        List<String> moves = new ArrayList<>();
        for (int k = 0; k < output.keyCount(); k++) {
            Field key = output.field(output.key(k));
            int from = input.ordinal(key.name());
            if (from < 0 || input.type(from).storage() != key.type().storage()) {
                problems.add(
                        Problem.error(
                                EngineError.SCHEMA_MISMATCH,
                                spec.where(),
                                "Key field " + key.name() + " is not a field of the input."));
                continue;
            }
            String array = WindowCode.array(key.type());
            moves.add(
                    "key."
                            + array
                            + "("
                            + k
                            + ")[0] = b."
                            + array
                            + "("
                            + from
                            + ")[i];\nif (b.isNull("
                            + from
                            + ", i)) key.setNull("
                            + k
                            + ", 0);\n");
        }
        code.chunked(
                "key",
                "EventBlock b, int i, EventBlock key",
                "b, i, key",
                "key.clearNulls(0);\n",
                moves);
    }
}
