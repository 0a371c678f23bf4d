package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.Difference;
import dev.lockstep.testkit.LockstepEngine;
import dev.lockstep.testkit.WindowVerifier;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The engine against the reference, on random projects and streams. */
class RandomModelsTest {
    /** {@code -Dlockstep.models=N} runs more of them. */
    private static final int MODELS = Integer.getInteger("lockstep.models", 300);

    private static final long FIRST = Long.getLong("lockstep.models.first", 1);

    private static final List<String> KINDS =
            List.of(
                    "source",
                    "copy",
                    "union",
                    "filter",
                    "compute",
                    "aggregate",
                    "join",
                    "counter",
                    "calculate",
                    "functional");

    @Test
    void theEngineAgreesWithTheReferenceAndWithItselfInOtherBlocksAndAfterEveryRestore() {
        RandomDifferential models =
                new RandomDifferential(LockstepEngine.FACTORY, ReferenceEngine.FACTORY);
        List<String> differences = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + MODELS && differences.size() < 5; seed++) {
            differing(models, seed).ifPresent(d -> differences.add(d.toString()));
        }
        System.out.println(models.coverage().report());
        assertThat(differences).isEmpty();
        int wanted = Math.min(100, MODELS / 5);
        assertThat(KINDS)
                .allSatisfy(
                        kind ->
                                assertThat(models.coverage().count("window " + kind))
                                        .as(kind)
                                        .isGreaterThanOrEqualTo(wanted));
    }

    private static Optional<Difference> differing(RandomDifferential models, long seed) {
        return models.check(seed)
                .or(
                        () -> {
                            ProjectSpec project = RandomModel.of(seed);
                            return new WindowVerifier(project, LockstepEngine.FACTORY)
                                    .verify(RandomStream.of(project, seed), seed);
                        });
    }
}
