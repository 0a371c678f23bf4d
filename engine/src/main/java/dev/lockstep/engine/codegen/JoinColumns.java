package dev.lockstep.engine.codegen;

import dev.lockstep.api.schema.Schema;

/** The method that makes many rows of a join's output. */
final class JoinColumns extends OutputColumns {
    JoinColumns(Schema output, WindowCode code) {
        super(
                output,
                code,
                "EventBlock b, int[] chosen, int n, RowTable t, int[] slots, EventBlock out",
                "b, chosen, n, t, slots, out");
    }

    /** The output's field repeats a field of the dimension's row. */
    void match(int field, int from) {
        add(
                field,
                target(field),
                "int s = slots[k];\nif (s < 0 || t.isNull("
                        + from
                        + ", s)) "
                        + setNull(field)
                        + "else o[k] = t."
                        + WindowCode.array(output().type(field))
                        + "["
                        + from
                        + "][s >>> RowTable.SHIFT][s & RowTable.MASK];\n");
    }

    /** The output's field is the result of method {@code e} and its number. */
    void compute(int field) {
        compute(
                field,
                "seenFacts = b; seenRows = t;\n",
                "seenFact = i; seenRow = slots[k];\n",
                "(noRow, 0)");
    }

    /**
     * Adds the method.
     *
     * @param isSteady whether no expression depends on what others have done
     */
    void write(boolean isSteady) {
        write("outputAll", "");
        code().glue().append("public boolean isColumnar() { return " + isSteady + "; }\n");
    }
}
