package dev.lockstep.engine.window;

import dev.lockstep.api.store.RowStores;
import org.jspecify.annotations.Nullable;

/**
 * What windows may use.
 *
 * @param stores where rows outside the heap are; null for nowhere, and all rows are in the heap
 * @param factsMax facts that one join keeps for regeneration; decides what is a bad event, so it
 *     must be the same when a journal is stepped again
 */
public record Resources(@Nullable RowStores stores, long factsMax) {
    /** The heap only, and the default of each bound. */
    public static Resources standard() {
        return new Resources(null, WindowLimits.FACTS.defaultValue());
    }
}
