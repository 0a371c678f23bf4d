package dev.lockstep.engine.codegen;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.window.aggregate.AggregateCode;
import dev.lockstep.engine.window.aggregate.function.FunctionChoice;
import dev.lockstep.engine.window.aggregate.function.GroupRecords;
import dev.lockstep.engine.window.aggregate.function.RecordFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes, for aggregates whose fields are one function of plain fields each, loops over the rows of
 * a whole block: a row is given to all functions of its group, whose state lies side by side, and
 * their results are written at once. Nothing is written if a field is anything else.
 */
final class AggregateLoops {
    private static final Pattern CALL = Pattern.compile("\\s*\\w+\\s*\\([^()]*\\)\\s*");

    /** Functions in a loop: more would outgrow what the virtual machine compiles well. */
    private static final int FUNCTIONS = 6;

    private final Schema input;
    private final Schema output;
    private final boolean isInsertOnly;
    private final List<Part> parts = new ArrayList<>();
    private boolean isWhole = true;

    /**
     * An output field and its function.
     *
     * @param k number of the function
     * @param fields that the arguments are
     */
    private record Part(int field, int k, FunctionChoice choice, List<Integer> fields) {
        /** A call of the function up to the place of the group's state. */
        String call(String method) {
            String place =
                    choice.accumulator() instanceof RecordFunction f
                            ? "w, at + " + f.offset()
                            : "g";
            return "f" + k + "." + method + "(" + place;
        }

        boolean takesValues() {
            return choice.feed() == FunctionChoice.Feed.VALUES;
        }
    }

    AggregateLoops(Schema input, Schema output, boolean isInsertOnly) {
        this.input = input;
        this.output = output;
        this.isInsertOnly = isInsertOnly;
    }

    /**
     * Adds an output field.
     *
     * @param text of its expression
     * @param from number of the expression's first call
     * @param choices all calls so far
     * @param fields of each call the fields that its arguments name, -1 for other arguments
     */
    void add(
            int field,
            String text,
            int from,
            List<FunctionChoice> choices,
            List<List<Integer>> fields) {
        FunctionChoice choice = choices.size() == from + 1 ? choices.get(from) : null;
        if (choice == null
                || !CALL.matcher(text).matches()
                || !takesRows(choice)
                || choice.result() != output.type(field)
                || !isNumber(choice.result())
                || fields.get(from).contains(-1)) {
            isWhole = false;
            return;
        }
        parts.add(new Part(field, from, choice, fields.get(from)));
    }

    /** Texts may have to be cut, dates and small integers to be checked. */
    private static boolean isNumber(FieldType type) {
        return type == FieldType.DOUBLE || type == FieldType.INT64;
    }

    private static boolean takesRows(FunctionChoice choice) {
        return choice.periods() == null
                && (choice.feed() == FunctionChoice.Feed.VALUES
                        || choice.feed() == FunctionChoice.Feed.PRESENCE);
    }

    /**
     * Appends the methods to the class, unless a field has no loop.
     *
     * @param width words of a group's record
     */
    void writeTo(WindowCode code, int width) {
        if (!isWhole || parts.isEmpty()) {
            return;
        }
        code.glue().append("public boolean hasLoops() { return true; }\n");
        if (isInsertOnly) {
            String parameters = "EventBlock b, int n, int[] groups, EventBlock out";
            write(code, "addAll", parameters, width);
        } else {
            String parameters =
                    "EventBlock b, int from, int end, int[] groups, int[] rows, byte[] kinds,"
                            + " EventBlock out";
            write(code, "changeAll", parameters, width);
        }
    }

    private void write(WindowCode code, String name, String parameters, int width) {
        String arguments = parameters.replaceAll("\\w+(\\[\\])? (\\w+)", "$2");
        StringBuilder glue = code.glue();
        List<String> calls = new ArrayList<>();
        for (int p = 0; p < parts.size(); p += FUNCTIONS) {
            List<Part> some = parts.subList(p, Math.min(parts.size(), p + FUNCTIONS));
            String loop = name + "Loop" + p;
            glue.append("private void ").append(loop).append("(").append(parameters);
            glue.append(") {\nlong[] w = records.words();\n");
            glue.append("boolean hasNulls = !b.claims(EventBlock.WHOLE);\n").append(columns(some));
            glue.append(isInsertOnly ? adding(some, p == 0, width) : changing(some, width));
            glue.append("}\n");
            calls.add(loop + "(" + arguments + ");\n");
        }
        code.chunked(name, parameters, arguments, "", calls);
    }

    /** Declares the columns that the functions read and those they write. */
    private String columns(List<Part> some) {
        StringBuilder s = new StringBuilder();
        List<Integer> declared = new ArrayList<>();
        for (Part p : some) {
            for (int from : p.fields()) {
                if (p.takesValues() && !declared.contains(from)) {
                    declared.add(from);
                    column(s, "c" + from, input.type(from), "b", from);
                }
            }
            column(s, "o" + p.field(), output.type(p.field()), "out", p.field());
        }
        return s.toString();
    }

    private static void column(
            StringBuilder s, String name, FieldType type, String block, int field) {
        s.append(WindowCode.javaType(type)).append("[] ").append(name).append(" = ");
        s.append(block).append('.').append(WindowCode.array(type));
        s.append("(").append(field).append(");\n");
    }

    /** Inserts only: row i of the input makes row i of the output. */
    private String adding(List<Part> some, boolean isFirst, int width) {
        StringBuilder s = new StringBuilder();
        if (isFirst) {
            s.append("byte[] opcodes = out.opcodes();\n");
        }
        s.append("for (int i = 0; i < n; i++) {\nint g = groups[i];\nint at = g * ");
        s.append(width).append(";\n");
        if (isFirst) {
            s.append("opcodes[i] = w[at + ").append(GroupRecords.ROWS).append("]++ == 0L ? ");
            s.append("(byte) ").append(Opcode.INSERT).append(" : (byte) ");
            s.append(Opcode.UPDATE).append(";\n");
        }
        for (Part p : some) {
            s.append(p.call("add")).append(row(p)).append(result(p, "i"));
        }
        return s.append("}\n").toString();
    }

    private String changing(List<Part> some, int width) {
        StringBuilder s = new StringBuilder();
        s.append("for (int i = from; i < end; i++) {\nint g = groups[i];\nint at = g * ");
        s.append(width).append(";\nint r = rows[i];\nbyte kind = kinds[i];\nif (kind == ");
        s.append(AggregateCode.ENTERS).append(") {\n");
        for (Part p : some) {
            s.append(p.call("add")).append(row(p));
        }
        s.append("} else if (kind == ").append(AggregateCode.LEAVES).append(") {\n");
        for (Part p : some) {
            if (!p.choice().isKeptForEver()) {
                s.append(p.call("remove")).append(row(p));
            }
        }
        s.append("}\n");
        for (Part p : some) {
            s.append(result(p, "r"));
        }
        s.append("if (kind == ").append(AggregateCode.EMPTIES).append(") {\n");
        for (Part p : some) {
            String method = p.choice().accumulator() instanceof RecordFunction ? "clear" : "close";
            s.append(p.call(method)).append(");\n");
        }
        return s.append("}\n}\n").toString();
    }

    /** The arguments of row {@code i} behind the group's place. */
    private String row(Part p) {
        FunctionChoice choice = p.choice();
        StringBuilder s = new StringBuilder();
        for (int a = 0; a < choice.fedArguments(); a++) {
            int from = p.fields().get(a);
            if (p.takesValues()) {
                String cell = "c" + from + "[i]";
                String real = AggregateCodes.scaled(input.type(from), cell);
                s.append(", ").append(choice.isReal(a) ? real : "(long) " + cell);
            }
            s.append(", hasNulls && b.isNull(").append(from).append(", i)");
        }
        return s.append(choice.fedArguments() == 0 ? ", false);\n" : ");\n").toString();
    }

    /** Writes the group's result to a row of the output. */
    private String result(Part p, String row) {
        FieldType type = output.type(p.field());
        return "if ("
                + p.call("isNull")
                + ")) "
                + WindowCode.setNull(output, p.field(), "out", row)
                + "else o"
                + p.field()
                + "["
                + row
                + "] = ("
                + WindowCode.javaType(type)
                + ") "
                + p.call(p.choice().valueMethod())
                + ");\n";
    }
}
