package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.engine.store.RowTable;
import dev.lockstep.expression.code.Generated;

/** What is generated for one join window. */
public abstract class JoinCode extends Generated {
    /**
     * Writes the dimension's key that a fact asks for into row 0 of {@code key}; false if a
     * condition field is null.
     */
    public abstract boolean dimensionKey(EventBlock fact, int i, EventBlock key);

    /** Hands over the row in which both sides meet before the output's expressions see them. */
    public abstract void joined(EventBlock row);

    /**
     * Writes the fact's key that a dimension row asks for into row 0 of {@code fact}; only for full
     * outer joins.
     */
    public abstract void factKey(EventBlock dimension, int j, EventBlock fact);

    /** Whether the conditions beyond the dimension's key hold. */
    public abstract boolean matches(EventBlock fact, int i, RowTable dimension, int slot);

    /** Writes the output's fields, the key among them; {@code slot} is -1 where nothing matches. */
    public abstract void output(
            EventBlock fact, int i, RowTable dimension, int slot, EventBlock out, int r);
}
