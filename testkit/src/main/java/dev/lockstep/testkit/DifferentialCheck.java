package dev.lockstep.testkit;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the same input through an engine and through a reference and compares after every entry what
 * left each window, in order, then the bad events and, at the end, the retained rows.
 */
public final class DifferentialCheck {
    private final ProjectSpec project;
    private final Sameness sameness;

    private DifferentialCheck(ProjectSpec project) {
        this.project = project;
        this.sameness = new Sameness(project);
    }

    /** The first difference, or empty. */
    public static Optional<Difference> compare(
            ProjectSpec project,
            List<JournalEntry> entries,
            EngineUnderTest.Factory engine,
            EngineUnderTest.Factory reference) {
        try (EngineUnderTest actual = engine.open(project);
                EngineUnderTest expected = reference.open(project)) {
            return new DifferentialCheck(project).run(entries, expected, actual);
        }
    }

    static List<String> windows(ProjectSpec project) {
        List<String> names = new ArrayList<>();
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                names.add(q.name() + "/" + w.name());
            }
        }
        return names;
    }

    private Optional<Difference> run(
            List<JournalEntry> entries, EngineUnderTest expected, EngineUnderTest actual) {
        for (int i = 0; i < entries.size(); i++) {
            JournalEntry entry = entries.get(i);
            Map<String, List<OutputEvent>> e = expected.step(entry);
            Map<String, List<OutputEvent>> a = actual.step(entry);
            for (String w : windows(project)) {
                List<OutputEvent> wanted = e.getOrDefault(w, List.of());
                List<OutputEvent> got = a.getOrDefault(w, List.of());
                if (!sameness.sameEvents(w, wanted, got)) {
                    return difference(i, entry, w, "Output", wanted, got);
                }
                if (expected.badEvents(w) != actual.badEvents(w)) {
                    return difference(
                            i,
                            entry,
                            w,
                            "Number of bad events",
                            List.of(expected.badEvents(w)),
                            List.of(actual.badEvents(w)));
                }
            }
        }
        return retained(expected, actual);
    }

    private Optional<Difference> retained(EngineUnderTest expected, EngineUnderTest actual) {
        for (String w : windows(project)) {
            if (!sameness.sameRows(w, expected.retained(w), actual.retained(w))) {
                return Optional.of(
                        new Difference(
                                project.xml(),
                                -1,
                                "after the last",
                                w,
                                "Retained rows",
                                Difference.lines(Sameness.sorted(expected.retained(w))),
                                Difference.lines(Sameness.sorted(actual.retained(w)))));
            }
        }
        return Optional.empty();
    }

    private Optional<Difference> difference(
            int i, JournalEntry entry, String window, String what, List<?> wanted, List<?> got) {
        return Optional.of(
                new Difference(
                        project.xml(),
                        i,
                        Difference.describe(entry),
                        window,
                        what,
                        Difference.lines(wanted),
                        Difference.lines(got)));
    }
}
