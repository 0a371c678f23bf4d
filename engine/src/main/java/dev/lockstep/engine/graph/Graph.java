package dev.lockstep.engine.graph;

import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All windows of a project, ordered so that every window stands behind its inputs. */
public final class Graph {
    private final List<Window> windows;
    private final Map<String, Window> byName = new LinkedHashMap<>();
    private final Map<Window, Window[]> reach = new LinkedHashMap<>();
    private final Window[] all;

    /** What was run last and its reach: most journals have long runs of one source. */
    @Scratch private @Nullable Window lastSource;

    @Scratch private Window[] lastReached = {};

    Graph(List<Window> ordered) {
        windows = List.copyOf(ordered);
        all = windows.toArray(new Window[0]);
        for (Window w : windows) {
            byName.put(w.name(), w);
        }
        for (Window w : windows) {
            if (w.inputs().isEmpty()) {
                reach.put(w, reachOf(w));
            }
        }
    }

    private Window[] reachOf(Window source) {
        List<Window> reached = new ArrayList<>();
        reached.add(source);
        for (Window w : windows) {
            for (Input in : w.inputs()) {
                if (reached.contains(in.source()) && !reached.contains(w)) {
                    reached.add(w);
                }
            }
        }
        return reached.toArray(new Window[0]);
    }

    public List<Window> windows() {
        return windows;
    }

    /**
     * @param name {@code query/window}
     */
    public @Nullable Window find(String name) {
        return byName.get(name);
    }

    /** Runs the source and whatever its output reaches. */
    public void runFrom(Window source, Step step) {
        Window[] reached = source == lastSource ? lastReached : find(source);
        source.run(step);
        if (source.output() == null) {
            return;
        }
        for (int k = 1; k < reached.length; k++) {
            if (reached[k].hasInput()) {
                reached[k].run(step);
            }
        }
        for (Window w : reached) {
            w.clearOutput();
        }
    }

    private Window[] find(Window source) {
        Window[] reached = reach.get(source);
        if (reached == null) {
            throw new IllegalArgumentException(source.name() + " has inputs");
        }
        lastSource = source;
        lastReached = reached;
        return reached;
    }

    /** Runs every window that acts on time, and whatever their output reaches. */
    public void runAll(Step step) {
        boolean isEnd = step.kind() == Step.Kind.END;
        for (Window w : all) {
            if (isEnd || w.actsOnTime() || w.hasInput()) {
                w.run(step);
            }
        }
        for (Window w : all) {
            w.clearOutput();
        }
    }
}
