package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.RowTable;
import dev.lockstep.expression.code.Generated;
import org.jspecify.annotations.Nullable;

/** What is generated for one join window. */
public abstract class JoinCode extends Generated {
    /** The fact that expressions see, and its row. */
    @Scratch protected @Nullable EventBlock seenFacts;

    @Scratch protected int seenFact;

    /** The dimension's row that they see, or -1. */
    @Scratch protected @Nullable RowTable seenRows;

    @Scratch protected int seenRow;

    /**
     * Writes the dimension's key that a fact asks for into row 0 of {@code key}; false if a
     * condition field is null.
     */
    public abstract boolean dimensionKey(EventBlock fact, int i, EventBlock key);

    /** Hands over an empty row for expressions that ask for an event's head. */
    public abstract void connectRow(EventBlock row);

    /**
     * Writes the fact's key that a dimension row asks for into row 0 of {@code fact}; only for full
     * outer joins.
     */
    public abstract void factKey(EventBlock dimension, int j, EventBlock fact);

    /** Whether the conditions beyond the dimension's key hold. */
    public abstract boolean matches(EventBlock fact, int i, RowTable dimension, int slot);

    /** The fact's field that alone decides about the match, and is text; -1 if it is otherwise. */
    public abstract int textKey();

    /** Writes the output's fields, the key among them; {@code slot} is -1 where nothing matches. */
    public abstract void output(
            EventBlock fact, int i, RowTable dimension, int slot, EventBlock out, int r);

    /** Whether {@link #outputAll} gives what {@link #output} gives row by row. */
    public abstract boolean isColumnar();

    /**
     * The same for many rows.
     *
     * @param chosen the facts, or null for facts 0 to {@code n - 1}
     * @param n how many; they go to rows 0 to {@code n - 1} of {@code out}
     * @param slots of each of them the row that it matches, or -1
     * @return whether no field is null
     */
    public abstract boolean outputAll(
            EventBlock fact,
            int @Nullable [] chosen,
            int n,
            RowTable dimension,
            int[] slots,
            EventBlock out);
}
