package dev.lockstep.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testkit.WindowVerifier;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
    static List<Scenario> scenarios() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theReferenceAgreesWithTheTrace(Scenario scenario) {
        assertThat(scenario.mismatches(ReferenceEngine.FACTORY)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void blockCutsMakeNoDifference(Scenario scenario) {
        WindowVerifier verifier = new WindowVerifier(scenario.project(), ReferenceEngine.FACTORY);
        assertThat(verifier.verify(scenario.input(), 7)).isEmpty();
    }

    @Test
    void noTwoTracesHaveOneName() {
        List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(50);
    }
}
