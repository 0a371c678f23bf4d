package dev.lockstep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LockstepEngineTest {
    @TestFactory
    Stream<DynamicTest> theEngineGoesThroughEveryHandWorkedTraceOfWindowsThatItKnows() {
        return Scenarios.all().stream()
                .filter(s -> Engine.check(s.project()).stream().noneMatch(Problem::isError))
                .map(
                        (Scenario s) ->
                                DynamicTest.dynamicTest(
                                        s.name(),
                                        () ->
                                                assertThat(s.mismatches(LockstepEngine.FACTORY))
                                                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest>
            anEngineRestoredAfterEveryStepOrFedInOtherBlocksGoesThroughThemAllTheSame() {
        return Scenarios.all().stream()
                .filter(s -> Engine.check(s.project()).stream().noneMatch(Problem::isError))
                .map(
                        (Scenario s) ->
                                DynamicTest.dynamicTest(
                                        s.name(),
                                        () ->
                                                assertThat(
                                                                new WindowVerifier(
                                                                                s.project(),
                                                                                LockstepEngine
                                                                                        .FACTORY)
                                                                        .verify(s.input(), 1))
                                                        .isEmpty()));
    }
}
