package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.window.EventText;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import java.util.function.Consumer;

/** Shows the events of the windows that a query's {@code trace} names. */
final class Tracing {
    private Tracing() {}

    /**
     * @param out takes one line an event
     */
    static void start(ProjectSpec project, Engine engine, Consumer<String> out) {
        for (QuerySpec q : project.queries()) {
            for (String name : q.trace()) {
                String window = q.name() + "/" + name;
                engine.subscribe(window, b -> show(window, b, engine, out), false);
            }
        }
    }

    private static void show(String window, EventBlock block, Engine engine, Consumer<String> out) {
        for (int i = 0; i < block.rows(); i++) {
            out.accept("trace " + window + ": " + EventText.of(block, i, engine.pool()));
        }
    }
}
