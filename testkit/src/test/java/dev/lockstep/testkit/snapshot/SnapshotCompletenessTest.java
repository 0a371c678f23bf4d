package dev.lockstep.testkit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SnapshotCompletenessTest {
    @TestFactory
    Stream<DynamicTest> everyFieldThatWorkChangesIsThereAfterARestore() {
        return Scenarios.all().stream()
                .filter(s -> Engine.check(s.project()).stream().noneMatch(Problem::isError))
                .map(
                        (Scenario s) ->
                                DynamicTest.dynamicTest(
                                        s.name(),
                                        () ->
                                                assertThat(missing(s.project(), s.input()))
                                                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> aSecondSnapshotOfARestoredEngineHasTheSameBytes() {
        return Scenarios.all().stream()
                .filter(s -> Engine.check(s.project()).stream().noneMatch(Problem::isError))
                .map(
                        (Scenario s) ->
                                DynamicTest.dynamicTest(
                                        s.name(), () -> sameBytes(s.project(), s.input())));
    }

    private static void sameBytes(ProjectSpec project, List<JournalEntry> entries) {
        Engine worked = open(project);
        entries.forEach(worked::step);
        byte[] snapshot = save(worked);
        Engine restored = open(project);
        restored.restore(new ByteArrayInputStream(snapshot));
        assertThat(save(restored)).isEqualTo(snapshot);
    }

    private static List<String> missing(ProjectSpec project, List<JournalEntry> entries) {
        Engine worked = open(project);
        entries.forEach(worked::step);
        Engine restored = open(project);
        restored.restore(new ByteArrayInputStream(save(worked)));
        return StateWalk.missing(worked, restored, open(project));
    }

    private static Engine open(ProjectSpec project) {
        return Engine.open(project, EngineOptions.quiet());
    }

    private static byte[] save(Engine engine) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        engine.save(out);
        return out.toByteArray();
    }
}
