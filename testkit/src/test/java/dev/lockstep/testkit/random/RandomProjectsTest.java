package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.CanonicalOutput;
import dev.lockstep.testkit.WindowVerifier;
import dev.lockstep.testkit.reference.ReferenceEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomProjectsTest {
    @Seeds(150)
    void statefulOutputCanBeAppliedByAReader(long seed) {
        ProjectSpec project = RandomModel.of(seed);
        CanonicalOutput reader = new CanonicalOutput(project);
        try (ReferenceEngine engine = new ReferenceEngine(project)) {
            for (JournalEntry entry : RandomStream.of(project, seed)) {
                reader.read(engine.step(entry));
            }
            assertThat(reader.violations(engine)).as(project.xml()).isEmpty();
        }
    }

    @Seeds(150)
    void theSameHoldsInOpenCorners(long seed) {
        ProjectSpec project = RandomModel.daring(seed);
        CanonicalOutput reader = new CanonicalOutput(project);
        try (ReferenceEngine engine = new ReferenceEngine(project)) {
            for (JournalEntry entry : RandomStream.of(project, seed)) {
                reader.read(engine.step(entry));
            }
            assertThat(reader.violations(engine)).as(project.xml()).isEmpty();
        }
    }

    @Seeds(40)
    void blockCutsMakeNoDifference(long seed) {
        ProjectSpec project = RandomModel.of(seed);
        WindowVerifier verifier = new WindowVerifier(project, ReferenceEngine.FACTORY);
        assertThat(verifier.verify(RandomStream.of(project, seed), seed)).isEmpty();
    }

    @Test
    void everyKindOfWindowComesUpInAFifthOfTheProjects() {
        Coverage coverage = new Coverage();
        for (long seed = 1; seed <= 500; seed++) {
            coverage.add(RandomModel.of(seed));
        }
        System.out.println(coverage.report());
        for (String kind :
                List.of(
                        "source",
                        "copy",
                        "filter",
                        "compute",
                        "aggregate",
                        "join",
                        "union",
                        "counter",
                        "calculate")) {
            assertThat(coverage.count("window " + kind)).as(kind).isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void oneSeedAlwaysGivesTheSameProjectAndStream() {
        ProjectSpec project = RandomModel.of(5);
        assertThat(RandomModel.of(5)).isEqualTo(project);
        assertThat(RandomModel.of(6).xml()).isNotEqualTo(project.xml());
        assertThat(texts(RandomStream.of(project, 9)))
                .isEqualTo(texts(RandomStream.of(project, 9)));
        assertThat(texts(RandomStream.of(project, 9)))
                .isNotEqualTo(texts(RandomStream.of(project, 8)));
    }

    private static List<Object> texts(List<JournalEntry> entries) {
        return entries.stream()
                .map(
                        e ->
                                e instanceof JournalEntry.Block b
                                        ? (Object) (b.timeMicros() + ":" + b.block().rows())
                                        : e)
                .toList();
    }

    @Test
    void streamsHoldEveryOpcode() {
        Map<Character, Integer> all = new LinkedHashMap<>();
        for (long seed = 1; seed <= 20; seed++) {
            RandomStream.opcodes(RandomStream.of(RandomModel.of(seed), seed))
                    .forEach((letter, n) -> all.merge(letter, n, Integer::sum));
        }
        assertThat(all).containsOnlyKeys('I', 'U', 'P', 'D', 'S');
        assertThat(all.values()).allSatisfy(n -> assertThat(n).isGreaterThan(50));
    }
}
