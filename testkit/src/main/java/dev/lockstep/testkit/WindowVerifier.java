package dev.lockstep.testkit;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs one project in ways that must make no difference: blocks of one row, blocks cut at random,
 * and a snapshot restored into a new engine after every step. Outputs must be equal to the last
 * bit; causes are left out, since they count within blocks.
 */
public final class WindowVerifier {
    private final ProjectSpec project;
    private final EngineUnderTest.Factory engines;

    public WindowVerifier(ProjectSpec project, EngineUnderTest.Factory engines) {
        this.project = project;
        this.engines = engines;
    }

    /** What one run showed, window by window. */
    private record Observed(
            Map<String, List<String>> outputs,
            Map<String, List<String>> rows,
            Map<String, Long> badEvents) {}

    /** The first way of running that makes a difference, or empty. */
    public Optional<Difference> verify(List<JournalEntry> entries, long seed) {
        Observed plain = run(entries, false);
        return compare("One by one: ", plain, run(BlockCuts.oneByOne(entries), false))
                .or(() -> compare("Cut: ", plain, run(BlockCuts.random(entries, seed), false)))
                .or(() -> compare("Restored: ", plain, run(entries, true)));
    }

    private Observed run(List<JournalEntry> entries, boolean isRestoring) {
        Observed seen =
                new Observed(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        EngineUnderTest engine = engines.open(project);
        try {
            for (JournalEntry entry : entries) {
                engine.step(entry).forEach((w, events) -> note(seen, w, events));
                byte[] snapshot = isRestoring ? engine.snapshot() : null;
                if (snapshot != null) {
                    engine.close();
                    engine = engines.restore(project, snapshot);
                }
            }
            for (String w : DifferentialCheck.windows(project)) {
                List<String> rows =
                        Sameness.sorted(engine.retained(w)).stream().map(Rows::text).toList();
                seen.rows().put(w, rows);
                seen.badEvents().put(w, engine.badEvents(w));
            }
        } finally {
            engine.close();
        }
        return seen;
    }

    private static void note(Observed seen, String window, List<OutputEvent> events) {
        List<String> all = seen.outputs().computeIfAbsent(window, w -> new ArrayList<>());
        events.forEach(e -> all.add(e.text()));
    }

    private Optional<Difference> compare(String way, Observed plain, Observed other) {
        for (String w : DifferentialCheck.windows(project)) {
            List<String> wanted = plain.outputs().getOrDefault(w, List.of());
            List<String> got = other.outputs().getOrDefault(w, List.of());
            if (!wanted.equals(got)) {
                int at = firstDifference(wanted, got);
                return difference(
                        w, way + "output from event " + at, from(wanted, at), from(got, at));
            }
            List<String> wantedRows = plain.rows().getOrDefault(w, List.of());
            List<String> gotRows = other.rows().getOrDefault(w, List.of());
            if (!wantedRows.equals(gotRows)) {
                return difference(w, way + "retained rows", wantedRows, gotRows);
            }
            Long wantedBad = plain.badEvents().getOrDefault(w, 0L);
            Long gotBad = other.badEvents().getOrDefault(w, 0L);
            if (!wantedBad.equals(gotBad)) {
                return difference(w, way + "bad events", List.of(wantedBad), List.of(gotBad));
            }
        }
        return Optional.empty();
    }

    private static int firstDifference(List<String> a, List<String> b) {
        int at = 0;
        while (at < a.size() && at < b.size() && a.get(at).equals(b.get(at))) {
            at++;
        }
        return at;
    }

    private static List<String> from(List<String> all, int at) {
        return all.subList(at, Math.min(all.size(), at + 5));
    }

    private Optional<Difference> difference(
            String window, String what, List<?> wanted, List<?> got) {
        return Optional.of(
                new Difference(
                        project.xml(),
                        -1,
                        "whole run",
                        window,
                        what,
                        Difference.lines(wanted),
                        Difference.lines(got)));
    }
}
