package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testkit.LockstepEngine;
import dev.lockstep.testkit.WithoutOldRows;
import dev.lockstep.testkit.reference.ReferenceEngine;
import org.junit.jupiter.api.Test;

/** What leaves a window does not depend on whether somebody wants to see what updates replace. */
class UnaskedOldRowsTest {
    @Test
    void enginesThatNobodyAsksForOldRowsAgreeWithTheReference() {
        RandomDifferential check =
                new RandomDifferential(
                        WithoutOldRows.of(LockstepEngine.UNASKED),
                        WithoutOldRows.of(ReferenceEngine.FACTORY));
        for (long seed = 1; seed <= 120; seed++) {
            assertThat(check.check(seed)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void whatOnlyOtherWindowsReadReachesThemAsItShould() {
        RandomDifferential check =
                new RandomDifferential(
                        WithoutOldRows.ofEnds(LockstepEngine.ENDS),
                        WithoutOldRows.ofEnds(ReferenceEngine.FACTORY));
        for (long seed = 121; seed <= 240; seed++) {
            assertThat(check.check(seed)).as("seed %d", seed).isEmpty();
        }
    }

    @Seeds(200)
    void aggregatesThatTakeWholeBlocksAgreeWithTheReference(long seed) {
        boolean isEnds = seed % 2 == 0;
        RandomDifferential check =
                new RandomDifferential(
                        isEnds
                                ? WithoutOldRows.ofEnds(LockstepEngine.ENDS)
                                : WithoutOldRows.of(LockstepEngine.UNASKED),
                        isEnds
                                ? WithoutOldRows.ofEnds(ReferenceEngine.FACTORY)
                                : WithoutOldRows.of(ReferenceEngine.FACTORY),
                        AggregateModel::of);
        assertThat(check.check(seed)).isEmpty();
    }
}
