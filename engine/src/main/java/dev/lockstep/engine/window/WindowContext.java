package dev.lockstep.engine.window;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.store.RowStores;
import dev.lockstep.engine.event.BadEventSink;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.SpilledRows;
import dev.lockstep.expression.runtime.EvaluationContext;
import dev.lockstep.model.project.IndexType;
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
        boolean keepsBoth,
        Resources resources) {
    public static WindowContext of(
            String name,
            WindowSpec spec,
            EvaluationContext evaluation,
            Step step,
            BadEventSink sink,
            boolean keepsBoth,
            Resources resources) {
        StringPool pool = evaluation.pool();
        return new WindowContext(
                name,
                spec,
                pool,
                evaluation,
                step,
                new BadEvents(name, step, pool, sink),
                keepsBoth,
                resources);
    }

    /**
     * Rows of which no slot is held across another find or insert: in a store if the index asks for
     * one and there are stores, else in the heap.
     *
     * @param part says which of the window's rows they are
     */
    public KeyedRows rows(Schema schema, IndexType index, String part) {
        RowStores stores = resources.stores();
        return index == IndexType.HLEVELDB && stores != null
                ? SpilledRows.in(stores.open(name + " " + part), schema, pool)
                : new KeyedRows(schema, pool, false);
    }
}
