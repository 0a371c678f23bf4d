package dev.lockstep.engine.codegen;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.window.Blocks;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the method that computes many rows: a loop for each field of the output, so that what is
 * merely repeated moves as a column, or row by row where expressions act on one another.
 */
final class ComputeColumns {
    private static final String PARAMETERS = "EventBlock b, int[] chosen, int n, EventBlock out";
    private static final String ARGUMENTS = "b, chosen, n, out";
    private static final String BLOCKS = Blocks.class.getName() + ".";
    private static final String ROW = "int i = chosen == null ? k : chosen[k];\n";

    private final Schema output;
    private final WindowCode code;
    private final List<String> calls = new ArrayList<>();

    ComputeColumns(Schema output, WindowCode code) {
        this.output = output;
        this.code = code;
    }

    /** The output's field repeats a field of the input that is held in the same way. */
    void repeat(int field, int from) {
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
                        + ");\nif (b.claims(EventBlock.WHOLE)) return;\n"
                        + "for (int k = 0; k < n; k++) {\n"
                        + ROW
                        + "if (b.isNull("
                        + from
                        + ", i)) { "
                        + setNull(field)
                        + "}\n}\n");
    }

    /** The output's field is the result of method {@code e} and its number. */
    void compute(int field) {
        String array = WindowCode.array(output.type(field));
        String type = WindowCode.javaType(output.type(field));
        add(
                field,
                type
                        + "[] o = out."
                        + array
                        + "("
                        + field
                        + ");\nfor (int k = 0; k < n; k++) {\n"
                        + ROW
                        + "o[k] = e"
                        + field
                        + "(b, i);\nif (nul) { "
                        + setNull(field)
                        + "}\n}\n");
    }

    private String setNull(int field) {
        return WindowCode.setNull(output, field, "out", "k") + "hasNull = true; ";
    }

    private void add(int field, String body) {
        code.glue().append("private void column" + field + "(" + PARAMETERS + ") {\n");
        code.glue().append(body).append("}\n");
        calls.add("column" + field + "(" + ARGUMENTS + ");\n");
    }

    /**
     * Adds the method.
     *
     * @param isSteady whether no expression depends on what others have done
     */
    void write(boolean isSteady) {
        StringBuilder glue = code.glue();
        glue.append("private boolean hasNull;\n");
        if (isSteady) {
            code.chunked("columns", PARAMETERS, ARGUMENTS, "", calls);
        } else {
            glue.append("private void columns(" + PARAMETERS + ") {\n");
            glue.append("for (int k = 0; k < n; k++) {\n" + ROW + "compute(b, i, out, k);\n}\n");
            glue.append("hasNull = true;\n}\n");
        }
        glue.append("public boolean computeAll(" + PARAMETERS + ") {\n");
        glue.append("hasNull = false;\n");
        glue.append("java.util.Arrays.fill(out.nulls(), 0, n * " + output.nullWords() + ", 0L);\n");
        glue.append("columns(" + ARGUMENTS + ");\nreturn !hasNull;\n}\n");
    }
}
