package dev.lockstep.testkit.store;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.Difference;
import dev.lockstep.testkit.DifferentialCheck;
import dev.lockstep.testkit.LockstepEngine;
import dev.lockstep.testkit.WindowVerifier;
import dev.lockstep.testkit.random.RandomModel;
import java.util.List;
import java.util.Optional;

/** Looks for a difference that stores make. */
public final class SpillingCheck {
    private final SpillingEngines engines;

    public SpillingCheck(SpillingEngines engines) {
        this.engines = engines;
    }

    /** The first random project from a hundred seeds on that the engine takes. */
    public static ProjectSpec project(long seed) {
        for (long s = seed * 100; ; s++) {
            ProjectSpec project = RandomModel.of(s);
            if (Engine.check(project).stream().noneMatch(Problem::isError)) {
                return project;
            }
        }
    }

    /**
     * The first difference between the project in the heap and with its rows in stores, where the
     * latter is also cut into other blocks and restored after every step; or empty.
     */
    public Optional<Difference> find(ProjectSpec project, List<JournalEntry> entries, long seed) {
        return DifferentialCheck.compare(project, entries, engines, LockstepEngine.FACTORY)
                .or(() -> new WindowVerifier(project, engines).verify(entries, seed));
    }
}
