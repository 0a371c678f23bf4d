package dev.lockstep.engine.window;

import dev.lockstep.api.store.RowStores;
import org.jspecify.annotations.Nullable;

/**
 * What windows may use.
 *
 * @param stores where rows outside the heap are; null for nowhere, and all rows are in the heap
 * @param factsMax facts that one join keeps for regeneration; decides what is a bad event, so it
 *     must be the same when a journal is stepped again
 * @param heldMax events that one pulse holds back before they leave early; likewise
 */
public record Resources(@Nullable RowStores stores, long factsMax, long heldMax) {
    /** The heap only, and the default of each bound. */
    public static Resources standard() {
        return new Resources(
                null, WindowLimits.FACTS.defaultValue(), WindowLimits.HELD.defaultValue());
    }
}
