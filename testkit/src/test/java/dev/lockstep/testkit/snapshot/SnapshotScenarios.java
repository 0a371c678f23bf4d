package dev.lockstep.testkit.snapshot;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.testkit.scenario.Scenario;
import dev.lockstep.testkit.scenario.Scenarios;
import java.util.List;

/** The traces whose engines the tests take snapshots of. */
final class SnapshotScenarios {
    private SnapshotScenarios() {}

    /** All that the engine takes, at most 256, so that a byte chooses one. */
    static List<Scenario> all() {
        List<Scenario> all =
                Scenarios.all().stream()
                        .filter(s -> Engine.check(s.project()).stream().noneMatch(Problem::isError))
                        .toList();
        if (all.size() > 256) {
            throw new IllegalStateException("a byte cannot choose one of " + all.size());
        }
        return all;
    }
}
