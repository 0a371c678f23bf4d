package dev.lockstep.engine.codegen;

import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.window.aggregate.function.FunctionChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes, for aggregates whose fields are one function of plain fields each, a loop for each field
 * over a whole block of inserts: the function takes a row and gives its result at once, and its
 * state stays where the processor has it. Nothing is written if a field is anything else.
 */
final class AggregateColumns {
    private static final Pattern CALL = Pattern.compile("\\s*\\w+\\s*\\([^()]*\\)\\s*");

    private final Schema input;
    private final Schema output;
    private final List<String> loops = new ArrayList<>();
    private boolean isWhole = true;

    AggregateColumns(Schema input, Schema output) {
        this.input = input;
        this.output = output;
    }

    /**
     * Adds the loop of an output field.
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
                || !takesValues(choice)
                || choice.result() != output.type(field)
                || !isNumber(choice.result())
                || fields.get(from).contains(-1)) {
            isWhole = false;
            return;
        }
        loops.add(loop(field, from, choice, fields.get(from)));
    }

    /** Texts may have to be cut, dates and small integers to be checked. */
    private static boolean isNumber(FieldType type) {
        return type == FieldType.DOUBLE || type == FieldType.INT64;
    }

    private static boolean takesValues(FunctionChoice choice) {
        return choice.periods() == null
                && (choice.feed() == FunctionChoice.Feed.VALUES
                        || choice.feed() == FunctionChoice.Feed.PRESENCE);
    }

    /** Declares the columns that the function reads and the one it writes. */
    private String columns(int field, FunctionChoice choice, List<Integer> arguments) {
        StringBuilder s = new StringBuilder();
        if (choice.feed() == FunctionChoice.Feed.VALUES) {
            for (int a = 0; a < choice.fedArguments(); a++) {
                int from = arguments.get(a);
                FieldType type = input.type(from);
                s.append(WindowCode.javaType(type)).append("[] c").append(a).append(" = b.");
                s.append(WindowCode.array(type)).append("(").append(from).append(");\n");
            }
        }
        FieldType to = output.type(field);
        s.append(WindowCode.javaType(to)).append("[] o = out.").append(WindowCode.array(to));
        return s.append("(").append(field).append(");\n").toString();
    }

    /** The arguments of row {@code i}, as {@code add} and {@code remove} take them. */
    private String row(FunctionChoice choice, List<Integer> arguments) {
        StringBuilder s = new StringBuilder("(g");
        for (int a = 0; a < choice.fedArguments(); a++) {
            int from = arguments.get(a);
            if (choice.feed() == FunctionChoice.Feed.VALUES) {
                String cell = "c" + a + "[i]";
                String real = AggregateCodes.scaled(input.type(from), cell);
                s.append(", ").append(choice.isReal(a) ? real : "(long) " + cell);
            }
            s.append(", b.isNull(").append(from).append(", i)");
        }
        return s.append(choice.fedArguments() == 0 ? ", false);\n" : ");\n").toString();
    }

    /** Writes the group's result to row {@code at}. */
    private String result(int field, int k, FunctionChoice choice, String at) {
        String function = "f" + k + ".";
        return "if ("
                + function
                + "isNull(g)) "
                + WindowCode.setNull(output, field, "out", at)
                + "else o["
                + at
                + "] = ("
                + WindowCode.javaType(output.type(field))
                + ") "
                + function
                + choice.valueMethod()
                + "(g);\n";
    }

    private String loop(int field, int k, FunctionChoice choice, List<Integer> arguments) {
        return columns(field, choice, arguments)
                + "for (int i = 0; i < n; i++) {\nint g = groups[i];\nf"
                + k
                + ".add"
                + row(choice, arguments)
                + result(field, k, choice, "i")
                + "}\n";
    }

    /** Appends the methods to the class, unless a field has no loop. */
    void writeTo(WindowCode code) {
        if (!isWhole || loops.isEmpty()) {
            return;
        }
        String parameters = "(EventBlock b, int n, int[] groups, EventBlock out) {\n";
        List<String> calls = new ArrayList<>();
        for (int k = 0; k < loops.size(); k++) {
            code.glue().append("private void column" + k + parameters + loops.get(k) + "}\n");
            calls.add("column" + k + "(b, n, groups, out);\n");
        }
        code.glue().append("public boolean isColumnar() { return true; }\n");
        code.chunked(
                "addAll",
                "EventBlock b, int n, int[] groups, EventBlock out",
                "b, n, groups, out",
                "",
                calls);
    }
}
