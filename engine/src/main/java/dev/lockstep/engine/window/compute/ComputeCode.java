package dev.lockstep.engine.window.compute;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.expression.code.Generated;
import org.jspecify.annotations.Nullable;

/** The generated expressions of a compute window. */
public abstract class ComputeCode extends Generated {
    /** Writes the key of row {@code i} to row {@code r} and nulls to the other fields. */
    public abstract void key(EventBlock b, int i, EventBlock out, int r);

    /** Writes every field of row {@code r}; heads are left alone. */
    public abstract void compute(EventBlock b, int i, EventBlock out, int r);

    /**
     * The same for many rows, heads left alone.
     *
     * @param chosen the rows, or null for rows 0 to {@code n - 1}
     * @param n how many; they go to rows 0 to {@code n - 1} of {@code out}
     * @return whether no field is null
     */
    public abstract boolean computeAll(
            EventBlock b, int @Nullable [] chosen, int n, EventBlock out);
}
