package dev.lockstep.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.random.RandomStream;
import dev.lockstep.testkit.random.Seeds;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import dev.lockstep.testkit.store.SpillingCheck;
import dev.lockstep.testkit.store.SpillingEngines;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SpillingToRocksTest {
    @TempDir static Path parent;
    private static RecycledStores stores;
    private static SpillingCheck check;

    @BeforeAll
    static void open() {
        stores = new RecycledStores(new RocksRowStores(parent));
        check = new SpillingCheck(new SpillingEngines(() -> stores.next()));
    }

    @AfterAll
    static void close() {
        assertThat(stores.made()).isGreaterThan(3);
        stores.close();
    }

    @TestFactory
    Stream<DynamicTest> rowsOnDiskChangeNoHandWorkedTrace() {
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

    @Seeds(value = 40, base = 1001)
    void rowsOnDiskChangeNoRandomProject(long seed) {
        ProjectSpec project = SpillingCheck.project(seed);
        assertThat(check.find(project, RandomStream.of(project, seed), seed)).isEmpty();
    }
}
