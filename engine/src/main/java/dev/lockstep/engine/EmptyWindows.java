package dev.lockstep.engine;

import dev.lockstep.engine.graph.Graph;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Which windows cannot keep a state that was saved of another version of the project: those that
 * are other ones now, all behind them, and each window in front of such a one from which updates or
 * deletes would come of rows that it has never seen.
 */
final class EmptyWindows {
    private final Graph graph;
    private final Map<String, String> why = new LinkedHashMap<>();

    /**
     * @param changed windows that are new or defined otherwise, each with a reason
     */
    EmptyWindows(Graph graph, Map<String, String> changed) {
        this.graph = graph;
        changed.forEach(why::put);
        boolean isGrowing = true;
        while (isGrowing) {
            int before = why.size();
            for (Window w : graph.windows()) {
                w.inputs().forEach(in -> consider(w, in));
            }
            isGrowing = why.size() > before;
        }
    }

    private void consider(Window w, Input in) {
        String source = in.source().name();
        if (why.containsKey(source)) {
            why.putIfAbsent(w.name(), source + " before it starts empty");
        } else if (why.containsKey(w.name()) && in.stream() != StreamKind.INSERT_ONLY) {
            why.put(
                    source,
                    w.name()
                            + " behind it starts empty and would be told of changes of rows that it"
                            + " does not have");
        }
    }

    /** Each with its reason, in topological order. */
    SequencedMap<String, String> reasons() {
        SequencedMap<String, String> all = new LinkedHashMap<>();
        for (Window w : graph.windows()) {
            String reason = why.get(w.name());
            if (reason != null) {
                all.put(w.name(), reason);
            }
        }
        return all;
    }
}
