package dev.lockstep.engine.window;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.engine.event.BadEventSink;
import dev.lockstep.engine.step.Step;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.WindowSpec;

/**
 * What a window is made with.
 *
 * @param name {@code query/window}
 * @param keepsBoth the project's {@code use-retention-tracking}
 */
public record WindowContext(
        String name,
        WindowSpec spec,
        StringPool pool,
        EvaluationContext evaluation,
        Step step,
        BadEvents bad,
        boolean keepsBoth) {
    public static WindowContext of(
            String name,
            WindowSpec spec,
            EvaluationContext evaluation,
            Step step,
            BadEventSink sink,
            boolean keepsBoth) {
        StringPool pool = evaluation.pool();
        return new WindowContext(
                name,
                spec,
                pool,
                evaluation,
                step,
                new BadEvents(name, step, pool, sink),
                keepsBoth);
    }
}
