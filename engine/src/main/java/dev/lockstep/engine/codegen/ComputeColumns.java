package dev.lockstep.engine.codegen;

import dev.lockstep.api.schema.Schema;

/** The method that computes many rows of a compute window. */
final class ComputeColumns extends OutputColumns {
    ComputeColumns(Schema output, WindowCode code) {
        super(
                output,
                code,
                "EventBlock b, int[] chosen, int n, EventBlock out",
                "b, chosen, n, out");
    }

    /** The output's field is the result of method {@code e} and its number. */
    void compute(int field) {
        compute(field, "", "", "(b, i)");
    }

    /**
     * Adds the method.
     *
     * @param isSteady whether no expression depends on what others have done; otherwise they go row
     *     by row
     */
    void write(boolean isSteady) {
        write(
                "computeAll",
                isSteady
                        ? ""
                        : "for (int k = 0; k < n; k++) {\n"
                                + ROW
                                + "compute(b, i, out, k);\n}\nhasNull = true;\n");
    }
}
