package dev.lockstep.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.random.RandomStream;
import dev.lockstep.testkit.random.Seeds;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SpillingTest {
    private final SpillingCheck check = new SpillingCheck(new SpillingEngines(TreeStores::new));

    @TestFactory
    Stream<DynamicTest> rowsInStoresChangeNoHandWorkedTrace() {
        return Scenarios.all().stream()
                .filter(s -> Engine.check(s.project()).stream().noneMatch(Problem::isError))
                .map(
                        (Scenario s) ->
                                DynamicTest.dynamicTest(
                                        s.name(),
                                        () ->
                                                assertThat(check.find(s.project(), s.input(), 1))
                                                        .isEmpty()));
    }

    @Seeds(100)
    void rowsInStoresChangeNoRandomProject(long seed) {
        ProjectSpec project = SpillingCheck.project(seed);
        assertThat(check.find(project, RandomStream.of(project, seed), seed)).isEmpty();
    }

    @Test
    void everyKindOfRowsThatMayGoIntoAStoreDoesSoInSomeProject() {
        Set<String> parts = new LinkedHashSet<>();
        for (long seed = 1; seed <= 100; seed++) {
            TreeStores stores = new TreeStores();
            Engine.open(
                    SpillingEngines.spilled(SpillingCheck.project(seed)),
                    EngineOptions.quiet().with(stores));
            for (String name : stores.names()) {
                parts.add(name.substring(name.indexOf(' ') + 1));
            }
        }
        assertThat(parts).containsExactlyInAnyOrder("rows", "output", "input", "dimension");
    }
}
