package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.state.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * Rows chosen of a block that stay where they are: what a filter leaves to readers that can do
 * without a block of their own. Valid for one step.
 */
public final class Selection {
    @Scratch private @Nullable EventBlock block;
    @Scratch private int[] rows = new int[16];
    @Scratch private int count;

    /** Forgets the block and makes room for so many rows. */
    public int[] begin(int capacity) {
        block = null;
        if (rows.length < capacity) {
            rows = new int[capacity];
        }
        return rows;
    }

    /** The first {@code chosen} of {@link #rows} are the choice, in order. */
    public void end(EventBlock from, int chosen) {
        block = from;
        count = chosen;
    }

    /** The block that the rows are of. */
    public EventBlock block() {
        EventBlock b = block;
        if (b == null) {
            throw new IllegalStateException("nothing is selected");
        }
        return b;
    }

    /** The chosen rows, rising; as many as {@link #count} says. */
    public int[] rows() {
        return rows;
    }

    public int count() {
        return count;
    }
}
