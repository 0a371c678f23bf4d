package dev.lockstep.engine;

import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.api.store.RowStores;
import dev.lockstep.engine.event.BadEventSink;
import dev.lockstep.engine.window.Resources;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.util.List;

/**
 * What an engine is given besides its project. Nothing of it influences state or output, but for
 * the bounds among the resources and the functions, which belong to the project as its document
 * does: an engine that goes on from a journal or a snapshot needs the same ones.
 *
 * @param badEvents receives every bad event
 * @param printer receives what {@code print} functions write
 * @param resources stores and bounds
 * @param aggregates the functions {@code USER_…} of aggregate windows
 */
public record EngineOptions(
        BadEventSink badEvents,
        EvaluationContext.Printer printer,
        Resources resources,
        List<UserAggregate> aggregates) {
    public EngineOptions {
        aggregates = List.copyOf(aggregates);
    }

    /** Without functions of the user. */
    public EngineOptions(
            BadEventSink badEvents, EvaluationContext.Printer printer, Resources resources) {
        this(badEvents, printer, resources, List.of());
    }

    /** The heap only, without functions of the user. */
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
        return new EngineOptions(
                badEvents,
                printer,
                new Resources(stores, resources.factsMax(), resources.heldMax()),
                aggregates);
    }

    /** The same with these functions of the user. */
    public EngineOptions with(List<UserAggregate> functions) {
        return new EngineOptions(badEvents, printer, resources, functions);
    }
}
