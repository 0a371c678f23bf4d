package dev.lockstep.engine.window.filter;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.expression.code.Generated;

/** The generated condition of a filter window. */
public abstract class FilterCode extends Generated {
    /** Whether row {@code i} passes; null does not. */
    public abstract boolean test(EventBlock b, int i);

    /** Writes the places of the rows that pass and returns how many there are. */
    public abstract int select(EventBlock b, int n, int[] chosen);
}
