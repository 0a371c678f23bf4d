package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.window.aggregate.function.Accumulator;
import dev.lockstep.expression.code.Generated;

/**
 * What is generated for one aggregate window: evaluates arguments, feeds the functions, computes
 * the results.
 */
public abstract class AggregateCode extends Generated {
    /** The group whose results are being computed. */
    @Scratch protected int group;

    /**
     * Hands over the functions' state, in the order in which they were declared, and an empty row
     * for expressions that ask for an event where there is none.
     */
    public abstract void connect(Accumulator[] accumulators, EventBlock noRow);

    /** Writes the group's key of row {@code i} into row 0 of {@code key}. */
    public abstract void key(EventBlock b, int i, EventBlock key);

    public abstract void add(EventBlock b, int i, int group);

    /** Whether {@link #addAll} can be used. */
    public boolean isColumnar() {
        return false;
    }

    /**
     * Adds rows, each to its group, and writes the non-key fields of the group's result behind each
     * to the same row of {@code out}, whose null masks are clear: what {@link #add} and {@link
     * #results} do row by row.
     */
    public void addAll(EventBlock b, int n, int[] groups, EventBlock out) {
        throw new IllegalStateException("not columnar");
    }

    public abstract void remove(EventBlock b, int i, int group);

    /**
     * Writes the non-key fields of the group's result to row {@code r} and clears the row's null
     * mask first.
     */
    public abstract void results(int group, EventBlock out, int r);
}
