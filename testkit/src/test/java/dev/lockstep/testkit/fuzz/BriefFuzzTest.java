package dev.lockstep.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fuzz target of the project finds a crash that is planted in the code it is there for: its
 * inputs get there, and nothing on the way, the target's own expectations included, swallows it. It
 * is run on for a short while, and finds nothing else. One at a time: the other test process
 * computes beside it.
 */
class BriefFuzzTest {
    /** {@code -Dlockstep.fuzz.seconds=N} runs each target longer. */
    private static final int SECONDS = Integer.getInteger("lockstep.fuzz.seconds", 3);

    private static final int LOG_SHOWN = 4_000;

    /** The fuzzer's, when it ends for a finding. */
    private static final int ENDED_BY_FINDING = 77;

    private static final Pattern END =
            Pattern.compile(
                    Pattern.quote(FuzzEntry.TimeIsUp.class.getName())
                            + ": (\\d+ inputs, (\\d+) of them after the crash)\n");

    static List<FuzzTarget> targets() throws IOException {
        return FuzzTarget.all();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void thePlantedCrashIsFoundAndNothingElse(FuzzTarget target, @TempDir Path folder)
            throws Exception {
        FuzzRun.Result result = new FuzzRun(folder, target).run(SECONDS);
        String log = result.log().substring(Math.max(0, result.log().length() - LOG_SHOWN));
        List<String> findings = result.findings();
        assertThat(findings).as("the crash and the end, in: %s", log).hasSize(2);
        assertThat(findings.get(0))
                .contains("InternalError: " + PlantedCrashes.MESSAGE + "\n")
                .contains("\tat " + PlantedCrashes.class.getName() + ".crash(");
        Matcher end = END.matcher(findings.get(1));
        assertThat(end.lookingAt()).as("the end: %s", findings.get(1)).isTrue();
        assertThat(Long.parseLong(end.group(2))).as("inputs after the crash").isPositive();
        assertThat(result.hasEnded()).as("the fuzzer ends").isTrue();
        assertThat(result.code()).as(log).isEqualTo(ENDED_BY_FINDING);
        System.out.println("  fuzzed " + target + ": " + end.group(1));
    }

    @Test
    void theTargetsAreThoseOfEveryModule() throws IOException {
        assertThat(targets())
                .extracting(FuzzTarget::module)
                .contains("model", "expression", "wire", "failover", "connectors", "testkit")
                .hasSizeGreaterThanOrEqualTo(18);
    }
}
