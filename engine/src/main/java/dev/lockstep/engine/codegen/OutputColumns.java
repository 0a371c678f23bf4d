package dev.lockstep.engine.codegen;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.window.Blocks;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the loops that make many rows of output at once, one for each field, so that what is
 * merely repeated moves as a column. Rows may be chosen from the input: {@code chosen} is null if
 * they are not.
 */
abstract class OutputColumns {
    static final String ROW = "int i = chosen == null ? k : chosen[k];\n";
    private static final String BLOCKS = Blocks.class.getName() + ".";

    private final Schema output;
    private final WindowCode code;
    private final String parameters;
    private final String arguments;
    private final List<String> calls = new ArrayList<>();

    OutputColumns(Schema output, WindowCode code, String parameters, String arguments) {
        this.output = output;
        this.code = code;
        this.parameters = parameters;
        this.arguments = arguments;
    }

    /** The output's field repeats a field of the input that is held in the same way. */
    final void repeat(int field, int from) {
        String array = WindowCode.array(output.type(field));
        String source = "b." + array + "(" + from + ")";
        String target = "out." + array + "(" + field + ")";
        add(
                field,
                "if (chosen == null) System.arraycopy("
                        + String.join(", ", source, "0", target, "0", "n")
                        + ");\nelse "
                        + BLOCKS
                        + "gather("
                        + String.join(", ", source, "chosen", "n", target)
                        + ");\nif (b.claims(EventBlock.WHOLE)) return;\n",
                "if (b.isNull(" + from + ", i)) " + setNull(field));
    }

    /** The output's field is the result of method {@code e} and its number. */
    final void compute(int field, String prologue, String row, String arguments) {
        add(
                field,
                target(field) + prologue,
                row + "o[k] = e" + field + arguments + ";\nif (nul) " + setNull(field));
    }

    /** Declares {@code o}, the column of a field. */
    final String target(int field) {
        return WindowCode.javaType(output.type(field))
                + "[] o = out."
                + WindowCode.array(output.type(field))
                + "("
                + field
                + ");\n";
    }

    final String setNull(int field) {
        return "{ " + WindowCode.setNull(output, field, "out", "k") + "hasNull = true; }\n";
    }

    final WindowCode code() {
        return code;
    }

    final Schema output() {
        return output;
    }

    /**
     * Adds the loop of a field.
     *
     * @param row what is done for row {@code k} of the output and {@code i} of the input
     */
    final void add(int field, String prologue, String row) {
        code.glue().append("private void column" + field + "(" + parameters + ") {\n");
        code.glue().append(prologue).append("for (int k = 0; k < n; k++) {\n" + ROW);
        code.glue().append(row).append("}\n}\n");
        calls.add("column" + field + "(" + arguments + ");\n");
    }

    /**
     * Adds the method that runs the loops and says whether no field is null.
     *
     * @param otherwise what it does instead, or the empty text
     */
    final void write(String name, String otherwise) {
        StringBuilder glue = code.glue();
        glue.append("private boolean hasNull;\n");
        if (otherwise.isEmpty()) {
            code.chunked("columns", parameters, arguments, "", calls);
        } else {
            glue.append("private void columns(" + parameters + ") {\n" + otherwise + "}\n");
        }
        glue.append("public boolean " + name + "(" + parameters + ") {\nhasNull = false;\n");
        glue.append("java.util.Arrays.fill(out.nulls(), 0, n * ");
        glue.append(output.nullWords()).append(", 0L);\n");
        glue.append("columns(" + arguments + ");\nreturn !hasNull;\n}\n");
    }
}
