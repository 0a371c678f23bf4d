package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.window.aggregate.function.Accumulator;
import dev.lockstep.engine.window.aggregate.function.GroupRecords;
import dev.lockstep.expression.code.Generated;

/**
 * What is generated for one aggregate window: evaluates arguments, feeds the functions, computes
 * the results.
 */
public abstract class AggregateCode extends Generated {
    /** A row enters its group. */
    public static final byte ENTERS = 0;

    /** A row leaves its group, which has others. */
    public static final byte LEAVES = 1;

    /**
     * The last row leaves its group: the result is that before it, and the functions forget all.
     */
    public static final byte EMPTIES = 2;

    /** The group whose results are being computed. */
    @Scratch protected int group;

    /**
     * Hands over the functions' state, in the order in which they were declared, and an empty row
     * for expressions that ask for an event where there is none.
     */
    public abstract void connect(
            GroupRecords records, Accumulator[] accumulators, EventBlock noRow);

    /** Writes the group's key of row {@code i} into row 0 of {@code key}. */
    public abstract void key(EventBlock b, int i, EventBlock key);

    public abstract void add(EventBlock b, int i, int group);

    /** Whether there are loops over whole blocks: {@link #addAll} or {@link #changeAll}. */
    public boolean hasLoops() {
        return false;
    }

    /**
     * Where rows never leave: adds rows, each to its group, counts them, and writes what each makes
     * of the group to the same row of {@code out}, whose null masks are clear: the opcode and the
     * non-key fields.
     */
    public void addAll(EventBlock b, int n, int[] groups, EventBlock out) {
        throw new IllegalStateException("no loops");
    }

    /**
     * Where rows leave: changes groups by the rows from {@code from} to {@code end} and writes the
     * non-key fields of each result to {@code out}, whose null masks are clear.
     *
     * @param rows of each row of the input, that of the output
     * @param kinds of each row of the input, {@link #ENTERS}, {@link #LEAVES} or {@link #EMPTIES}
     */
    public void changeAll(
            EventBlock b,
            int from,
            int end,
            int[] groups,
            int[] rows,
            byte[] kinds,
            EventBlock out) {
        throw new IllegalStateException("no loops");
    }

    public abstract void remove(EventBlock b, int i, int group);

    /**
     * Writes the non-key fields of the group's result to row {@code r} and clears the row's null
     * mask first.
     */
    public abstract void results(int group, EventBlock out, int r);
}
