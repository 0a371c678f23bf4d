package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.state.Scratch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** State of one aggregate function for all groups of a window. */
public abstract class Accumulator {
    @Scratch private int capacity;

    /** Makes room for a group. Nothing is in it: it is new, or has been closed. */
    public final void open(int group) {
        if (group >= capacity) {
            int next = Math.max(16, Math.max(group + 1, capacity + (capacity >> 1)));
            grow(next);
            for (int g = capacity; g < next; g++) {
                clear(g);
            }
            capacity = next;
        }
    }

    /** Groups there is room for. */
    protected final int capacity() {
        return capacity;
    }

    protected abstract void grow(int groups);

    /** Forgets everything of a group. */
    protected abstract void clear(int group);

    /** Begins anew with a group that goes on. */
    public final void restart(int group) {
        clear(group);
    }

    /** Gives a group up; frees what it holds elsewhere. */
    public void close(int group) {
        clear(group);
    }

    /** Whether the result is null. */
    public abstract boolean isNull(int group);

    /** Marks the codes held by the live groups up to {@code groups}, before a sweep of the pool. */
    public void markCodes(StringPool pool, int groups) {
        // most functions hold numbers only
    }

    /** Writes the state of groups 0 to {@code groups}. */
    public abstract void save(DataOutput out, int groups) throws IOException;

    /** Reads what {@link #save} wrote. */
    public final void restore(DataInput in, int groups) throws IOException {
        if (groups > capacity) {
            grow(groups);
            capacity = groups;
        }
        load(in, groups);
    }

    protected abstract void load(DataInput in, int groups) throws IOException;
}
