package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.LockstepEngine;
import dev.lockstep.testkit.OutputEvent;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What leaves a window does not depend on whether somebody wants to see what updates replace. */
class UnaskedOldRowsTest {
    private static EngineUnderTest.Factory withoutOld(
            EngineUnderTest.Factory engines, boolean isEndsOnly) {
        return new EngineUnderTest.Factory() {
            @Override
            public EngineUnderTest open(ProjectSpec project) {
                return new WithoutOld(engines.open(project), seen(project));
            }

            @Override
            public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                return new WithoutOld(engines.restore(project, snapshot), seen(project));
            }

            private @Nullable List<String> seen(ProjectSpec project) {
                return isEndsOnly ? LockstepEngine.ends(project) : null;
            }
        };
    }

    /**
     * An engine of which the old rows are not looked at.
     *
     * @param seen the windows that are looked at, or null for all
     */
    private record WithoutOld(EngineUnderTest engine, @Nullable List<String> seen)
            implements EngineUnderTest {
        @Override
        public Map<String, List<OutputEvent>> step(JournalEntry entry) {
            Map<String, List<OutputEvent>> left = new LinkedHashMap<>();
            engine.step(entry)
                    .forEach(
                            (w, events) -> {
                                if (seen == null || seen.contains(w)) {
                                    left.put(w, events.stream().map(this::strip).toList());
                                }
                            });
            return left;
        }

        private OutputEvent strip(OutputEvent e) {
            return new OutputEvent(e.opcode(), e.flags(), e.cause(), e.values(), null);
        }

        @Override
        public List<List<@Nullable Object>> retained(String window) {
            return engine.retained(window);
        }

        @Override
        public long badEvents(String window) {
            return engine.badEvents(window);
        }

        @Override
        public byte @Nullable [] snapshot() {
            return engine.snapshot();
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @Test
    void enginesThatNobodyAsksForOldRowsAgreeWithTheReference() {
        RandomDifferential check =
                new RandomDifferential(
                        withoutOld(LockstepEngine.UNASKED, false),
                        withoutOld(ReferenceEngine.FACTORY, false));
        for (long seed = 1; seed <= 120; seed++) {
            assertThat(check.check(seed)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void whatOnlyOtherWindowsReadReachesThemAsItShould() {
        RandomDifferential check =
                new RandomDifferential(
                        withoutOld(LockstepEngine.ENDS, true),
                        withoutOld(ReferenceEngine.FACTORY, true));
        for (long seed = 121; seed <= 240; seed++) {
            assertThat(check.check(seed)).as("seed %d", seed).isEmpty();
        }
    }
}
