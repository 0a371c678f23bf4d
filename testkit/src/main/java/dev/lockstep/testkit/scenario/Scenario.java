package dev.lockstep.testkit.scenario;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.JournalBuilder;
import dev.lockstep.testkit.OutputEvent;
import dev.lockstep.testkit.Rows;
import dev.lockstep.testkit.model.ModelBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One trace. Windows are named without their query; windows that are not mentioned are not judged.
 *
 * @param name a sentence about the rule
 * @param outputs what leaves each window over the whole run, as {@link OutputEvent#text}
 * @param retained the rows at the end, in any order, as {@link Rows#text}
 */
public record Scenario(
        String name,
        ProjectSpec project,
        List<JournalEntry> input,
        Map<String, List<String>> outputs,
        Map<String, List<String>> retained,
        Map<String, Long> badEvents) {

    /** Starts a scenario. */
    static Draft of(String name, ModelBuilder model) {
        return new Draft(name, model.build());
    }

    /** A scenario under construction. */
    static final class Draft {
        private final String name;
        private final ProjectSpec project;
        private List<JournalEntry> input = List.of();
        private final Map<String, List<String>> outputs = new LinkedHashMap<>();
        private final Map<String, List<String>> retained = new LinkedHashMap<>();
        private final Map<String, Long> badEvents = new LinkedHashMap<>();

        private Draft(String name, ProjectSpec project) {
            this.name = name;
            this.project = project;
        }

        Draft input(UnaryOperator<JournalBuilder> writing) {
            input = writing.apply(new JournalBuilder(project)).build();
            return this;
        }

        Draft leaves(String window, String... events) {
            outputs.put(window, List.of(events));
            return this;
        }

        Draft retains(String window, String... rows) {
            retained.put(window, List.of(rows));
            return this;
        }

        Draft refuses(String window, long events) {
            badEvents.put(window, events);
            return this;
        }

        Scenario build() {
            if (outputs.isEmpty() || input.isEmpty()) {
                throw new IllegalStateException("a scenario needs input and output: " + name);
            }
            return new Scenario(name, project, input, outputs, retained, badEvents);
        }
    }

    /** Where an engine differs from the trace; empty if nowhere. */
    public List<String> mismatches(EngineUnderTest.Factory engines) {
        List<String> found = new ArrayList<>();
        Map<String, List<String>> left = new LinkedHashMap<>();
        try (EngineUnderTest engine = engines.open(project)) {
            for (JournalEntry entry : input) {
                engine.step(entry)
                        .forEach(
                                (window, events) -> {
                                    List<String> all =
                                            left.computeIfAbsent(window, w -> new ArrayList<>());
                                    events.forEach(e -> all.add(e.text()));
                                });
            }
            outputs.forEach(
                    (w, wanted) ->
                            note(
                                    found,
                                    w,
                                    "output",
                                    wanted,
                                    left.getOrDefault("q/" + w, List.of())));
            retained.forEach(
                    (w, wanted) -> note(found, w, "rows", sorted(wanted), rows(engine, w)));
            badEvents.forEach(
                    (w, wanted) ->
                            note(found, w, "bad events", wanted, engine.badEvents("q/" + w)));
        }
        return found;
    }

    private static List<String> rows(EngineUnderTest engine, String window) {
        return sorted(engine.retained("q/" + window).stream().map(Rows::text).toList());
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted().toList();
    }

    private static void note(
            List<String> found, String window, String what, Object wanted, Object got) {
        if (!wanted.equals(got)) {
            found.add(window + " " + what + "\n  expected " + wanted + "\n  actual   " + got);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
