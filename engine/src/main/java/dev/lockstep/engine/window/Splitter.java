package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Decides which edges take an output row. */
public interface Splitter {
    /** Evaluates the slots of a block's rows; called once a step, before {@link #rowsOf}. */
    void decide(EventBlock out);

    /**
     * The rows of that slot, written to {@code target}; null if there are none. An update that
     * comes from another slot is an Insert, one that goes to another slot a Delete of the old row.
     */
    @org.jspecify.annotations.Nullable
    EventBlock rowsOf(EventBlock out, int slot, EventBlock target);

    /** The rows that {@link #rowsOf} would give. */
    int countOf(EventBlock out, int slot);

    /** Marks the codes that the expression holds, before a sweep of the pool. */
    void markCodes();

    /** Writes the variables of the expression. */
    void save(DataOutput out) throws IOException;

    /** Reads what {@link #save} wrote. */
    void load(DataInput in) throws IOException;
}
