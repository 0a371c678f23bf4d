package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event between windows.
 *
 * @param old for an update made by a stateful window the row it replaces; null for every other
 *     event, so an update without it is one that nobody has resolved yet
 */
record Change(
        byte opcode, byte flags, List<@Nullable Object> row, @Nullable List<@Nullable Object> old) {
    boolean isRetention() {
        return (flags & EventFlags.RETENTION) != 0;
    }

    boolean isPartial() {
        return (flags & EventFlags.PARTIAL) != 0;
    }
}
