package dev.lockstep.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.LockstepEngine;
import dev.lockstep.testkit.WindowVerifier;
import dev.lockstep.testkit.WithoutOldRows;
import dev.lockstep.testkit.random.AggregateModel;
import dev.lockstep.testkit.random.RandomDifferential;
import dev.lockstep.testkit.random.RandomModel;
import dev.lockstep.testkit.random.RandomStream;
import dev.lockstep.testkit.reference.ReferenceEngine;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PlantedBugsTest {
    private static final int SEEDS = 150;

    /** Scenarios that the engine runs; worked out once. */
    private final List<Scenario> scenarios =
            Scenarios.all().stream().filter(s -> Engine.check(s.project()).isEmpty()).toList();

    @Test
    void withoutABugNothingIsFound() {
        assertThat(finding(LockstepEngine.FACTORY, LockstepEngine.UNASKED, 10)).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyPlantedBugIsFound(@TempDir Path directory) {
        return PlantedBugs.ALL.stream()
                .map(
                        bug ->
                                DynamicTest.dynamicTest(
                                        bug.name(),
                                        () -> {
                                            Path own = Files.createTempDirectory(directory, "bug");
                                            assertThat(finding(new PlantedEngine(bug, own)))
                                                    .isNotEmpty();
                                        }));
    }

    private String finding(PlantedEngine engine) throws ReflectiveOperationException {
        return finding(engine.asked(), engine.unasked(), SEEDS);
    }

    /**
     * What finds that the engine is wrong, or an empty text; what costs least is tried first.
     *
     * @param unasked the same engine, where aggregates take whole blocks since nobody wants old
     *     rows
     */
    private String finding(
            EngineUnderTest.Factory engine, EngineUnderTest.Factory unasked, int seeds) {
        for (Scenario s : scenarios) {
            String found = findingOf(() -> trace(s, engine));
            if (!found.isEmpty()) {
                return s.name() + found;
            }
        }
        RandomDifferential aggregates =
                new RandomDifferential(
                        WithoutOldRows.of(unasked),
                        WithoutOldRows.of(ReferenceEngine.FACTORY),
                        AggregateModel::of);
        for (long seed = 1; seed <= seeds; seed++) {
            long n = seed;
            String found = findingOf(() -> aggregates.check(n).isPresent() ? "differs" : "");
            found = found.isEmpty() ? findingOf(() -> model(n, engine)) : found;
            if (!found.isEmpty()) {
                return "seed " + seed + " " + found;
            }
        }
        return "";
    }

    private static String model(long seed, EngineUnderTest.Factory engine) {
        ProjectSpec project = RandomModel.of(seed);
        if (!Engine.check(project).isEmpty()) {
            return "";
        }
        boolean differs =
                new RandomDifferential(engine, ReferenceEngine.FACTORY).check(seed).isPresent()
                        || new WindowVerifier(project, engine)
                                .verify(RandomStream.of(project, seed), seed)
                                .isPresent();
        return differs ? "differs" : "";
    }

    private static String trace(Scenario s, EngineUnderTest.Factory engine) {
        return s.mismatches(engine).isEmpty()
                        && new WindowVerifier(s.project(), engine).verify(s.input(), 1).isEmpty()
                ? ""
                : "differs";
    }

    private interface Proof {
        String run();
    }

    /** A proof that ends in an exception has found something too. */
    private static String findingOf(Proof proof) {
        try {
            return proof.run();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }
}
