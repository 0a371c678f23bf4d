package dev.lockstep.server.demo;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Readings;
import dev.lockstep.server.trial.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows engines at work: a table that stays in its place on a terminal, else a line now and then.
 * What is told meanwhile stands above it.
 */
final class FailoverView implements AutoCloseable {
    private static final long TERMINAL_MILLIS = 500;
    private static final long PLAIN_MILLIS = 5_000;
    private static final String SOURCE_IN = "lockstep_window_events_in_total";

    private final PrintWriter out;
    private final boolean isTerminal;
    private final long beganNanos = System.nanoTime();
    private final Map<String, Readings> before = new LinkedHashMap<>();
    private @Nullable Trial trial;
    private @Nullable Thread thread;
    private long lastNanos;
    private long lastIn;
    private long lastOut;
    private int linesShown;
    private boolean isClosed;

    FailoverView(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** Begins to show this trial. */
    synchronized void begin(Trial shown) {
        trial = shown;
        lastNanos = System.nanoTime();
        thread = Thread.ofPlatform().name("view").daemon().start(this::refresh);
    }

    /** Tells something that has happened. */
    synchronized void tell(String text) {
        erase();
        out.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - beganNanos) / 1e9, text);
        out.flush();
    }

    private void refresh() {
        try {
            while (true) {
                synchronized (this) {
                    wait(isTerminal ? TERMINAL_MILLIS : PLAIN_MILLIS);
                    if (isClosed) {
                        return;
                    }
                }
                show();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show() {
        Trial t = trial;
        if (t == null) {
            return;
        }
        // without the lock: an engine may take its time to answer
        Map<String, Readings> now = new LinkedHashMap<>();
        for (EngineProcess e : t.engines().all()) {
            now.put(e.name(), e.isUp() ? e.readings() : Readings.NONE);
        }
        synchronized (this) {
            if (isClosed) {
                return;
            }
            double seconds = Math.max(1e-3, (System.nanoTime() - lastNanos) / 1e9);
            long in = t.published();
            long seen = t.observer().count();
            String flow =
                    String.format(
                            Locale.ROOT,
                            "in %,d (%,.0f/s)   out %,d (%,.0f/s)",
                            in,
                            (in - lastIn) / seconds,
                            seen,
                            (seen - lastOut) / seconds);
            List<String> lines = isTerminal ? table(t, now, seconds, in) : List.of();
            erase();
            if (isTerminal) {
                out.print("\u001b[?7l");
                lines.forEach(out::println);
                out.println("  " + flow);
                out.print("\u001b[?7h");
                linesShown = lines.size() + 1;
                out.flush();
            } else {
                tell(flow + "   " + roles(now));
            }
            lastNanos = System.nanoTime();
            lastIn = in;
            lastOut = seen;
            before.putAll(now);
        }
    }

    private static String roles(Map<String, Readings> now) {
        List<String> all = new ArrayList<>();
        now.forEach((name, r) -> all.add(name + " " + role(r)));
        return String.join(", ", all);
    }

    private static String role(Readings r) {
        return r.role() == null ? "-" : r.role().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private List<String> table(Trial t, Map<String, Readings> now, double seconds, long published) {
        List<String> lines = new ArrayList<>();
        lines.add(row("engine", "state", "role", "epoch", "events/s", "lag"));
        for (EngineProcess e : t.engines().all()) {
            Readings r = now.getOrDefault(e.name(), Readings.NONE);
            Readings old = before.getOrDefault(e.name(), Readings.NONE);
            double rate = (events(r) - events(old)) / seconds;
            String state = e.isFrozen() ? "frozen" : e.isAlive() ? "alive" : "dead";
            boolean isKnown = r.role() != null;
            lines.add(
                    row(
                            e.name(),
                            state,
                            role(r),
                            isKnown ? String.valueOf(r.epoch()) : "-",
                            isKnown ? number(Math.max(0, (long) rate)) : "-",
                            isKnown ? number(Math.max(0, published - events(r))) : "-"));
        }
        return lines;
    }

    private static long events(Readings r) {
        return (long)
                (Math.max(0, r.value(SOURCE_IN, "window=\"trades\""))
                        + Math.max(0, r.value(SOURCE_IN, "window=\"traders\"")));
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "  %-10s %-8s %-14s %6s %12s %12s", (Object[]) cells);
    }

    private void erase() {
        if (linesShown > 0) {
            out.print("\u001b[" + linesShown + "A\u001b[J");
            linesShown = 0;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
            out.flush();
        }
    }
}
