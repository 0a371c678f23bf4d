package dev.lockstep.engine.output;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.expression.code.Generated;

/** The generated expression of a splitter. */
public abstract class SplitterCode extends Generated {
    /** The slot of row {@code i}; meaningless if null. */
    public abstract int slot(EventBlock b, int i);
}
