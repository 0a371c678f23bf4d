package dev.lockstep.engine.codegen;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.window.join.JoinCode;
import dev.lockstep.engine.window.join.JoinSides;
import dev.lockstep.expression.eel.Scope;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code of a join window. Expressions see the fields of both sides, names prefixed {@code l_} and
 * {@code r_}.
 */
public final class JoinCodes {
    private final WindowSpec spec;
    private final WindowKind.Join kind;
    private final JoinSides sides;
    private final Schema fact;
    private final Schema dimension;
    private final List<Problem> problems;
    private final WindowCode code;
    private final JoinColumns columns;

    public JoinCodes(
            EvaluationContext evaluation,
            List<Problem> problems,
            WindowSpec spec,
            WindowKind.Join kind,
            JoinSides sides,
            Schema left,
            Schema right) {
        this.spec = spec;
        this.kind = kind;
        this.sides = sides;
        this.fact = sides.isLeftFact() ? left : right;
        this.dimension = sides.isLeftFact() ? right : left;
        this.problems = problems;
        this.code = new WindowCode(evaluation, problems, spec.maxString());
        this.columns = new JoinColumns(spec.schema(), code);
    }

    /** Null after an error. */
    public @Nullable JoinCode write() {
        Scope scope = scope();
        code.initialize(spec.init(), scope);
        writeKey();
        writeTextKey();
        writeFactKey();
        writeMatches();
        Schema output = spec.schema();
        List<String> moves = keys(output);
        int next = 0;
        for (int f = 0; f < output.size(); f++) {
            if (output.field(f).isKey() || next >= kind.output().size()) {
                continue;
            }
            switch (kind.output().get(next++)) {
                case WindowKind.JoinOutput.Selection s -> moves.add(select(output, f, s));
                case WindowKind.JoinOutput.Expression e -> {
                    code.unit()
                            .expression(
                                    "e" + f,
                                    e.expression().text(),
                                    e.expression().where(),
                                    scope,
                                    output.type(f));
                    columns.compute(f);
                    moves.add(WindowCode.store(output, f, "e" + f + "(noRow, 0)"));
                }
            }
        }
        code.glue()
                .append("private EventBlock noRow;\n")
                .append("public void connectRow(EventBlock row) { noRow = row; }\n");
        code.chunked(
                "output",
                "EventBlock b, int i, RowTable t, int s, EventBlock out, int r",
                "b, i, t, s, out, r",
                WindowCode.clearNulls(output, "out", "r")
                        + "seenFacts = b; seenFact = i; seenRows = t; seenRow = s;\n",
                moves);
        columns.write(spec.init() == null && code.unit().whims() == 0);
        JoinCode made = code.make(JoinCode.class);
        if (made != null) {
            EventBlock row = EventBlock.attached(output);
            row.rows(1);
            made.connectRow(row);
        }
        return made;
    }

    /** Both sides' fields, wherever they are, their names prefixed. */
    private Scope scope() {
        Schema joined = joined();
        Scope names = Scope.of(joined);
        return new Scope() {
            @Override
            public @Nullable FieldRef field(String name) {
                int f = joined.ordinal(name);
                return f < 0 ? null : new FieldRef(f, joined.type(f), false, reading(joined, f));
            }

            @Override
            public String advice(String name) {
                return names.advice(name);
            }
        };
    }

    private Scope.Reading reading(Schema joined, int f) {
        String array = WindowCode.array(joined.type(f));
        if (f < fact.size()) {
            return new Scope.Reading(
                    "seenFacts.isNull(" + f + ", seenFact)",
                    "seenFacts." + array + "(" + f + ")[seenFact]");
        }
        int from = f - fact.size();
        return new Scope.Reading(
                "seenRow < 0 || seenRows.isNull(" + from + ", seenRow)",
                "seenRows."
                        + array
                        + "["
                        + from
                        + "][seenRow >>> RowTable.SHIFT][seenRow & RowTable.MASK]");
    }

    private Schema joined() {
        List<Field> fields = new ArrayList<>();
        for (Field f : fact.fields()) {
            fields.add(new Field((sides.isLeftFact() ? "l_" : "r_") + f.name(), f.type(), false));
        }
        for (Field f : dimension.fields()) {
            fields.add(new Field((sides.isLeftFact() ? "r_" : "l_") + f.name(), f.type(), false));
        }
        return new Schema(fields);
    }

    private static String fromFact(
            String target, String row, int to, FieldType type, int from, String setNull) {
        String array = WindowCode.array(type);
        return target
                + "."
                + array
                + "("
                + to
                + ")["
                + row
                + "] = b."
                + array
                + "("
                + from
                + ")[i];\nif (b.isNull("
                + from
                + ", i)) "
                + setNull;
    }

    private static String fromDimension(
            String target, String row, int to, FieldType type, int from, String setNull) {
        String array = WindowCode.array(type);
        return "if (s < 0 || t.isNull("
                + from
                + ", s)) "
                + setNull
                + "else "
                + target
                + "."
                + array
                + "("
                + to
                + ")["
                + row
                + "] = t."
                + array
                + "["
                + from
                + "][s >>> RowTable.SHIFT][s & RowTable.MASK];\n";
    }

    private String select(Schema output, int f, WindowKind.JoinOutput.Selection s) {
        boolean isFact = s.isLeft() == sides.isLeftFact();
        Schema side = isFact ? fact : dimension;
        int from = side.ordinal(s.field());
        if (from < 0 || side.type(from) != output.type(f)) {
            problems.add(
                    Problem.error(
                            EngineError.SCHEMA_MISMATCH,
                            s.where(),
                            "Field " + s.field() + " is not a field of its side."));
            return "";
        }
        if (isFact) {
            columns.repeat(f, from);
        } else {
            columns.match(f, from);
        }
        String setNull = WindowCode.setNull(output, f, "out", "r");
        return isFact
                ? fromFact("out", "r", f, output.type(f), from, setNull)
                : fromDimension("out", "r", f, output.type(f), from, setNull);
    }

    private List<String> keys(Schema output) {
        List<String> moves = new ArrayList<>();
        for (int k = 0; k < output.keyCount(); k++) {
            int f = output.key(k);
            int from = fact.ordinal(output.field(f).name());
            if (from < 0) {
                problems.add(
                        Problem.error(
                                EngineError.SCHEMA_MISMATCH,
                                spec.where(),
                                "Key field "
                                        + output.field(f).name()
                                        + " is not a field of the fact side."));
                continue;
            }
            columns.repeat(f, from);
            moves.add(
                    fromFact(
                            "out",
                            "r",
                            f,
                            output.type(f),
                            from,
                            WindowCode.setNull(output, f, "out", "r")));
        }
        return moves;
    }

    private String nameOn(WindowKind.FieldPair pair, boolean isFact) {
        return isFact == sides.isLeftFact() ? pair.left() : pair.right();
    }

    /** A text that is the dimension's whole key, and compared with nothing else. */
    private void writeTextKey() {
        int from = -1;
        if (kind.conditions().size() == 1 && dimension.keyCount() == 1) {
            WindowKind.FieldPair pair = kind.conditions().get(0);
            int to = dimension.ordinal(nameOn(pair, false));
            if (to == dimension.key(0) && dimension.type(to).storage() == Storage.BYTES) {
                from = fact.ordinal(nameOn(pair, true));
            }
        }
        code.glue().append("public int textKey() { return " + from + "; }\n");
    }

    private void writeKey() {
        List<String> moves = new ArrayList<>();
        for (WindowKind.FieldPair pair : kind.conditions()) {
            int from = fact.ordinal(nameOn(pair, true));
            int to = dimension.ordinal(nameOn(pair, false));
            if (from < 0 || to < 0 || fact.type(from).storage() != dimension.type(to).storage()) {
                problems.add(
                        Problem.error(
                                EngineError.SCHEMA_MISMATCH,
                                pair.where(),
                                "Fields "
                                        + pair.left()
                                        + " and "
                                        + pair.right()
                                        + " cannot be compared."));
                continue;
            }
            String move = "if (b.isNull(" + from + ", i)) return false;\n";
            if (dimension.field(to).isKey()) {
                move += keyMove(dimension.type(to), "key", to, from);
            }
            moves.add(move);
        }
        code.chunkedTest(
                "dimensionKey", "EventBlock b, int i, EventBlock key", "b, i, key", "", moves);
    }

    /**
     * Only where both sides' keys stand in the conditions does every dimension row name one fact.
     */
    private void writeFactKey() {
        List<String> moves = new ArrayList<>();
        for (WindowKind.FieldPair pair : kind.conditions()) {
            int to = fact.ordinal(nameOn(pair, true));
            int from = dimension.ordinal(nameOn(pair, false));
            if (from >= 0
                    && to >= 0
                    && fact.field(to).isKey()
                    && fact.type(to).storage() == dimension.type(from).storage()) {
                String isPresent =
                        WindowCode.word(fact, to, "fact", "0") + " &= " + ~(1L << to) + "L;\n";
                moves.add(keyMove(fact.type(to), "fact", to, from) + isPresent);
            }
        }
        code.chunked("factKey", "EventBlock b, int i, EventBlock fact", "b, i, fact", "", moves);
    }

    /** Writes a field of row {@code i} to a key's only row. */
    private static String keyMove(FieldType type, String key, int to, int from) {
        String array = WindowCode.array(type);
        return key + "." + array + "(" + to + ")[0] = b." + array + "(" + from + ")[i];\n";
    }

    private void writeMatches() {
        List<String> tests = new ArrayList<>();
        for (WindowKind.FieldPair pair : kind.conditions()) {
            int from = fact.ordinal(nameOn(pair, true));
            int to = dimension.ordinal(nameOn(pair, false));
            if (from < 0 || to < 0 || dimension.field(to).isKey()) {
                continue;
            }
            String array = WindowCode.array(dimension.type(to));
            String x = "b." + array + "(" + from + ")[i]";
            String y = "t." + array + "[" + to + "][c][r]";
            boolean isCode = dimension.type(to).storage() == Storage.BYTES;
            String same = isCode ? "!this.x.pool().same(" + x + ", " + y + ")" : x + " != " + y;
            tests.add("if (t.isNull(" + to + ", s) || " + same + ") return false;\n");
        }
        code.chunkedTest(
                "matches",
                "EventBlock b, int i, RowTable t, int s",
                "b, i, t, s",
                "int c = s >>> RowTable.SHIFT;\nint r = s & RowTable.MASK;\n",
                tests);
    }
}
