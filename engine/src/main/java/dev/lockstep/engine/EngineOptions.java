package dev.lockstep.engine;

import dev.lockstep.engine.event.BadEventSink;
import dev.lockstep.expression.runtime.EvaluationContext;

/**
 * What an engine is given besides its project. Neither influences state or output.
 *
 * @param badEvents receives every bad event
 * @param printer receives what {@code print} functions write
 */
public record EngineOptions(BadEventSink badEvents, EvaluationContext.Printer printer) {
    /** Bad events are only counted, prints are dropped. */
    public static EngineOptions quiet() {
        return new EngineOptions(event -> {}, text -> {});
    }
}
