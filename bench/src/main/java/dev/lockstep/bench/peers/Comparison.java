package dev.lockstep.bench.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rounds in which every contestant runs every workload, each in a process of its own, one at a
 * time.
 */
final class Comparison {
    /**
     * What is measured.
     *
     * @param minutes that the whole may take; repetitions, in the end rounds, are given up for it
     */
    record Plan(
            List<Workload> rows,
            int events,
            int rounds,
            int uncounted,
            int counted,
            double minutes) {}

    /** A part of the time that is kept back, for the unforeseen. */
    private static final double RESERVE = 0.03;

    /** One process of a round. */
    private record Entry(Entrant entrant, Workload workload) {}

    private final Plan plan;
    private final Path models;
    private final Path scratch;
    private final ChildProcess child;
    private final PrintWriter progress;
    private final TimePlan time;
    private final Set<Entry> entries = new LinkedHashSet<>();
    private final Results results = new Results();
    private final long began = System.nanoTime();
    private double fewestSecondsOfRound;

    /**
     * @param scratch an empty folder
     */
    Comparison(Plan plan, Path models, Path scratch, String heap, PrintWriter progress) {
        this.plan = plan;
        this.models = models;
        this.scratch = scratch;
        this.child = new ChildProcess(heap, scratch);
        this.progress = progress;
        for (Workload row : plan.rows()) {
            for (Entrant e : Entrant.values()) {
                entries.add(new Entry(e, e.runs(row)));
            }
        }
        int shares = entries.stream().mapToInt(e -> e.entrant().share(e.workload())).sum();
        this.time =
                new TimePlan(
                        plan.minutes() * 60 * (1 - RESERVE),
                        shares * plan.rounds(),
                        entries.size() * plan.rounds());
    }

    /**
     * @return the results of at least one round
     */
    Results run() throws IOException, InterruptedException {
        if (plan.rows().stream().anyMatch(Workload::isOfFiles)) {
            Task.writeFiles(plan.events(), scratch);
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            if (!time.fits(fewestSecondsOfRound, passed())) {
                say("No time is left for round %d.", round);
                break;
            }
            fewestSecondsOfRound = 0;
            for (Entry e : entries) {
                measure(e, round);
            }
        }
        return results;
    }

    private void measure(Entry entry, int round) throws IOException, InterruptedException {
        Entrant entrant = entry.entrant();
        Workload workload = entry.workload();
        int share = entrant.share(workload);
        double before = passed();
        Task task =
                new Task(
                        entrant,
                        workload,
                        plan.events(),
                        plan.uncounted(),
                        plan.counted(),
                        models,
                        scratch,
                        time.allowance(share, before));
        Sample sample = child.run(task);
        double rest = passed() - before - sample.seconds();
        time.ended(share, rest);
        fewestSecondsOfRound += rest + sample.fewestSeconds();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        results.add(entrant, workload, sample, load);
        say(
                "%4.0f s  round %d of %d  %-10s %-8s %8.3f M/s  %d+%d repetitions, load %.1f",
                passed(),
                round,
                plan.rounds(),
                workload.label(),
                entrant.label(),
                sample.eventsPerSecond() / 1e6,
                sample.uncounted(),
                sample.counted(),
                load);
    }

    private double passed() {
        return (System.nanoTime() - began) / 1e9;
    }

    private void say(String format, Object... values) {
        progress.println(String.format(Locale.ROOT, format, values));
        progress.flush();
    }
}
