package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.engine.step.Step;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What happens between a window's result and its edges: {@code output-insert-only}, {@code
 * collapse-updates}, pulses.
 */
public interface OutputStage {
    /** What the stage makes of such a stream. */
    StreamKind stream(StreamKind produced);

    /**
     * The block that leaves, or null. {@code out} may be null or a block that belongs to somebody
     * else.
     */
    @Nullable EventBlock apply(@Nullable EventBlock out, Step step);

    /** Whether a stream whose deletes only take the oldest row is still one behind the stage. */
    default boolean keepsFirstInFirstOut() {
        return true;
    }

    /** Whether the stage acts when time passes without output. */
    default boolean isTimed() {
        return false;
    }

    /** Drops from retained rows those with a change that the stage still holds back. */
    default void dropHeld(EventBlock retained) {
        // most stages hold nothing
    }

    /** Appends the rows that were there before the changes that the stage still holds back. */
    default void appendBefore(EventBlock retained) {
        // most stages hold nothing
    }

    /** Marks the codes that the stage holds, before a sweep of the pool. */
    default void markCodes() {
        // most stages hold nothing
    }

    /** Writes what the stage holds back or remembers between steps. */
    default void save(DataOutput out) throws IOException {
        // most stages remember nothing
    }

    /** Reads what {@link #save} wrote. */
    default void load(DataInput in) throws IOException {
        // most stages remember nothing
    }
}
