package dev.lockstep.engine.window.aggregate.function;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of all functions of a window.
 *
 * @param all in the order in which it is saved and restored
 * @param members the one of them that keeps the groups' members, if a function needs them
 * @param change where the window says what happens to a group
 * @param records what the window and some functions keep of each group
 */
public record FunctionState(
        List<Accumulator> all,
        @Nullable Members members,
        CurrentChange change,
        GroupRecords records) {}
