package dev.lockstep.engine.graph;

import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All windows of a project, ordered so that every window stands behind its inputs. */
public final class Graph {
    private static final int NONE = -1;

    private final List<Window> windows;
    private final Map<String, Window> byName = new LinkedHashMap<>();
    private final Map<Window, Window[]> reach = new LinkedHashMap<>();
    private final Window[] all;

    /** What was run last and its reach: most journals have long runs of one source. */
    @Scratch private @Nullable Window lastSource;

    @Scratch private Window[] lastReached = {};

    /**
     * The place of the window at work; told without a barrier, since whoever looks only counts how
     * often it saw which.
     */
    @Scratch private final AtomicInteger running = new AtomicInteger(NONE);

    Graph(List<Window> ordered) {
        windows = List.copyOf(ordered);
        all = windows.toArray(new Window[0]);
        for (int k = 0; k < all.length; k++) {
            all[k].place(k);
            byName.put(all[k].name(), all[k]);
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

    /** The place among {@link #windows} of the one at work now, −1 for none; by any thread. */
    public int running() {
        return running.getOpaque();
    }

    private void run(Window w, Step step) {
        running.setOpaque(w.place());
        w.run(step);
    }

    /** Runs the source and whatever its output reaches. */
    public void runFrom(Window source, Step step) {
        Window[] reached = source == lastSource ? lastReached : find(source);
        try {
            run(source, step);
            if (source.output() == null) {
                return;
            }
            for (int k = 1; k < reached.length; k++) {
                if (reached[k].hasInput()) {
                    run(reached[k], step);
                }
            }
        } finally {
            running.setOpaque(NONE);
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
        try {
            for (Window w : all) {
                if (isEnd || w.actsOnTime() || w.hasInput()) {
                    run(w, step);
                }
            }
        } finally {
            running.setOpaque(NONE);
        }
        for (Window w : all) {
            w.clearOutput();
        }
    }

    /** Runs some of the windows that act on time or have input. */
    public void run(Step step, Predicate<Window> which) {
        for (Window w : all) {
            if (which.test(w) && (w.actsOnTime() || w.hasInput())) {
                w.run(step);
            }
        }
        for (Window w : all) {
            w.clearOutput();
        }
    }
}
