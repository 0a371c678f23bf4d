package dev.lockstep.engine.window.compute;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.expression.code.Generated;

/** The generated expressions of a compute window. */
public abstract class ComputeCode extends Generated {
    /** Writes the key of row {@code i} to row {@code r} and nulls to the other fields. */
    public abstract void key(EventBlock b, int i, EventBlock out, int r);

    /** Writes every field of row {@code r}; heads are left alone. */
    public abstract void compute(EventBlock b, int i, EventBlock out, int r);

    /** The same for rows 0 to {@code n - 1} of a block, row to row. */
    public abstract void computeAll(EventBlock b, int n, EventBlock out);
}
