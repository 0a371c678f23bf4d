package dev.lockstep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.Engine;
import dev.lockstep.testkit.random.RandomDifferential;
import dev.lockstep.testkit.random.RandomModel;
import dev.lockstep.testkit.random.RandomStream;
import dev.lockstep.testkit.random.Seeds;
import dev.lockstep.testkit.reference.ReferenceEngine;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Strings that somebody still holds outlive a sweep of the dictionary before every step. */
class SweptDictionaryTest {
    @TestFactory
    Stream<DynamicTest> everyHandWorkedTraceIsTheSame() {
        return Scenarios.all().stream()
                .filter(s -> Engine.check(s.project()).isEmpty())
                .map(
                        (Scenario s) ->
                                DynamicTest.dynamicTest(
                                        s.name(),
                                        () ->
                                                assertThat(s.mismatches(LockstepEngine.SWEEPING))
                                                        .isEmpty()));
    }

    @Seeds(20)
    void randomProjectsAgreeWithTheReference(long seed) {
        RandomDifferential models =
                new RandomDifferential(LockstepEngine.SWEEPING, ReferenceEngine.FACTORY);
        assertThat(models.check(seed)).isEmpty();
        assertThat(RandomStream.of(RandomModel.of(seed), seed)).hasSizeGreaterThan(50);
    }
}
