package dev.lockstep.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testkit.fuzz.FuzzRun.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fuzz target of the project finds a crash that is planted in the code it is there for: its
 * inputs get there, and nothing on the way, the target's own expectations included, swallows it.
 */
class PlantedCrashTest {
    private static final int SECONDS = 60;

    static List<Target> targets() throws IOException {
        return FuzzRun.targets();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void theCrashIsFound(Target target, @TempDir Path folder) throws Exception {
        List<String> planted =
                List.of(
                        "--custom_hooks=" + PlantedCrashes.class.getName(),
                        "--custom_hook_includes=dev.lockstep.**");
        FuzzRun.Result result = new FuzzRun(folder, target).run(SECONDS, planted);
        assertThat(result.hasEnded()).as("the fuzzer ends").isTrue();
        assertThat(result.log()).contains("InternalError: " + PlantedCrashes.MESSAGE);
        assertThat(result.code()).isNotZero();
    }

    @Test
    void theTargetsAreThoseOfEveryModule() throws IOException {
        assertThat(targets())
                .extracting(t -> t.type().substring(0, t.type().indexOf('.')))
                .contains("model", "expression", "wire", "failover", "connectors", "testkit")
                .hasSizeGreaterThanOrEqualTo(18);
    }
}
