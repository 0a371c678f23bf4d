package dev.lockstep.engine;

import dev.lockstep.api.store.RowStores;
import dev.lockstep.engine.event.BadEventSink;
import dev.lockstep.engine.window.Resources;
import dev.lockstep.expression.runtime.EvaluationContext;

/**
 * What an engine is given besides its project. Nothing of it influences state or output, but for
 * the bounds among the resources.
 *
 * @param badEvents receives every bad event
 * @param printer receives what {@code print} functions write
 * @param resources stores and bounds
 */
public record EngineOptions(
        BadEventSink badEvents, EvaluationContext.Printer printer, Resources resources) {
    /** The heap only. */
    public EngineOptions(BadEventSink badEvents, EvaluationContext.Printer printer) {
        this(badEvents, printer, Resources.standard());
    }

    /** Bad events are only counted, prints are dropped. */
    public static EngineOptions quiet() {
        return new EngineOptions(event -> {}, text -> {});
    }

    /**
     * The same with stores for rows outside the heap; the caller closes them behind the engine's
     * last step.
     */
    public EngineOptions with(RowStores stores) {
        return new EngineOptions(badEvents, printer, new Resources(stores, resources.factsMax()));
    }
}
