package dev.lockstep.server.view;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.WindowStats;
import dev.lockstep.server.run.ProjectRun;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows a run's windows: events, rate, retained rows, bad events. Reads the engine's counters from
 * another thread; a reading may be a moment old, which is good enough for the eye.
 */
public final class RunView implements AutoCloseable {
    private static final long REFRESH_MILLIS = 500;

    private final Engine engine;
    private final PrintStream out;
    private final boolean isTerminal;
    private final long beganNanos = System.nanoTime();
    private final Thread thread;
    private int linesShown;
    private volatile boolean isClosed;

    private RunView(Engine engine, PrintStream out, boolean isTerminal) {
        this.engine = engine;
        this.out = out;
        this.isTerminal = isTerminal;
        this.thread = Thread.ofVirtual().name("view").unstarted(this::refresh);
    }

    /** The view on standard output, or on standard error where events go to the former. */
    public static RunView of(ProjectRun run) {
        boolean isTaken = run.writesToStandardOutput();
        // Java 21 cannot tell a terminal from a pipe; the launcher can
        boolean isTerminal = Boolean.getBoolean("lockstep.terminal") && !isTaken;
        RunView view = new RunView(run.engine(), isTaken ? System.err : System.out, isTerminal);
        if (isTerminal) {
            view.thread.start();
        }
        return view;
    }

    private void refresh() {
        synchronized (this) {
            while (!isClosed) {
                show();
                try {
                    wait(REFRESH_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private void show() {
        List<String> lines = lines();
        StringBuilder s = new StringBuilder();
        // a line that the terminal wrapped would make two, and the way up too short
        s.append("\u001b[?7l");
        if (linesShown > 0) {
            s.append("\u001b[").append(linesShown).append('A');
        }
        for (String line : lines) {
            s.append("\u001b[2K").append(line).append('\n');
        }
        s.append("\u001b[?7h");
        linesShown = lines.size();
        out.print(s);
        out.flush();
    }

    private List<String> lines() {
        double seconds = Math.max(1e-3, (System.nanoTime() - beganNanos) / 1e9);
        List<String> lines = new ArrayList<>();
        lines.add(row("window", "in", "out", "out/s", "rows", "bad"));
        for (String window : engine.windows()) {
            WindowStats s = engine.stats(window);
            lines.add(
                    row(
                            window,
                            number(s.eventsIn()),
                            number(s.eventsOut()),
                            number((long) (s.eventsOut() / seconds)),
                            number(s.rows()),
                            number(s.badEvents())));
        }
        return lines;
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String row(String window, String... cells) {
        StringBuilder s = new StringBuilder(String.format(Locale.ROOT, "%-32s", window));
        for (String cell : cells) {
            s.append(String.format(Locale.ROOT, "%14s", cell));
        }
        return s.toString();
    }

    /** Shows the last state once more. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
            if (isTerminal) {
                show();
            } else {
                lines().forEach(out::println);
                out.flush();
            }
        }
    }
}
