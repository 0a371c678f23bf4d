package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.Difference;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.reference.Group;
import dev.lockstep.testkit.reference.NaiveExpressions;
import dev.lockstep.testkit.reference.ReferenceEngine;
import dev.lockstep.testkit.reference.ReferenceExpressions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RandomDifferentialTest {
    /** An engine whose expressions go wrong in one way. */
    private static EngineUnderTest.Factory withFault(ReferenceExpressions expressions) {
        return new EngineUnderTest.Factory() {
            @Override
            public EngineUnderTest open(ProjectSpec project) {
                return new ReferenceEngine(project, expressions);
            }

            @Override
            public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
                throw new UnsupportedOperationException("no snapshots");
            }
        };
    }

    private static List<Difference> differences(EngineUnderTest.Factory engine) {
        RandomDifferential check = new RandomDifferential(engine, ReferenceEngine.FACTORY);
        List<Difference> found = new ArrayList<>();
        for (long seed = 1; seed <= 60; seed++) {
            check.check(seed).ifPresent(found::add);
        }
        return found;
    }

    /** Delegates but for what a test overrides. */
    private static class Faulty implements ReferenceExpressions {
        final ReferenceExpressions sound = new NaiveExpressions();

        @Override
        public @Nullable Object evaluate(String text, Names names) {
            return sound.evaluate(text, names);
        }

        @Override
        public @Nullable Object aggregate(String text, Group group) {
            return sound.aggregate(text, group);
        }
    }

    @Test
    void soundEnginesAgreeOnEverySeedAndAreCounted() {
        RandomDifferential check =
                new RandomDifferential(ReferenceEngine.FACTORY, ReferenceEngine.FACTORY);
        assertThat(check.check(1)).isEmpty();
        assertThat(check.check(2)).isEmpty();
        assertThat(check.coverage().report()).startsWith("2 random projects, with");
        assertThat(check.coverage().count("window source")).isEqualTo(2);
    }

    @Test
    void aMissingValueTakenForZeroIsFound() {
        List<Difference> found =
                differences(
                        withFault(
                                new Faulty() {
                                    @Override
                                    public @Nullable Object evaluate(String text, Names names) {
                                        return sound.evaluate(
                                                text,
                                                name -> {
                                                    Object v = names.value(name);
                                                    return v == null && name.equals("h") ? 0L : v;
                                                });
                                    }
                                }));
        assertThat(found).hasSizeGreaterThan(5);
    }

    @Test
    void anAggregateThatForgetsAMemberIsFoundWithAShortStream() {
        List<Difference> found =
                differences(
                        withFault(
                                new Faulty() {
                                    @Override
                                    public @Nullable Object aggregate(String text, Group group) {
                                        int from = group.members().size() > 2 ? 1 : 0;
                                        return sound.aggregate(text, group.without(from));
                                    }
                                }));
        assertThat(found).hasSizeGreaterThan(5);
        // a start, the entries of three members, and what else the model cannot do without
        assertThat(found).anySatisfy(d -> assertThat(d.entry()).isLessThanOrEqualTo(3));
        assertThat(found).allSatisfy(d -> assertThat(d.window()).startsWith("q/"));
    }
}
