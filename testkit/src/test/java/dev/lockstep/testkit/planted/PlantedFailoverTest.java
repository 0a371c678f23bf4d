package dev.lockstep.testkit.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class PlantedFailoverTest {
    /** Tried where the seed that has found the bug once does not find it any more. */
    private static final int SEEDS = 3000;

    @TestFactory
    Stream<DynamicTest> everyPlantedBugIsFound(@TempDir Path directory) {
        return PlantedFailoverBugs.ALL.stream()
                .map(
                        found ->
                                DynamicTest.dynamicTest(
                                        found.bug().name(),
                                        () -> {
                                            Path own = Files.createTempDirectory(directory, "bug");
                                            try (PlantedReplica replica =
                                                    new PlantedReplica(found.bug(), own)) {
                                                assertThat(finding(replica, found.seed()))
                                                        .contains("Violation");
                                            }
                                        }));
    }

    private static String finding(PlantedReplica replica, long known)
            throws ReflectiveOperationException {
        String found = replica.finding(known);
        for (long seed = 1; found.isEmpty() && seed <= SEEDS; seed++) {
            found = replica.finding(seed);
        }
        return found;
    }
}
