package dev.lockstep.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testkit.fuzz.FuzzRun.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fuzz target is run for a short while and finds nothing. One at a time: the other test
 * process computes beside it.
 */
class BriefFuzzTest {
    /** {@code -Dlockstep.fuzz.seconds=N} runs each target longer. */
    private static final int SECONDS = Integer.getInteger("lockstep.fuzz.seconds", 3);

    private static final int LOG_SHOWN = 4_000;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void noTargetFindsAnythingNew() throws Exception {
        List<String> faults = new ArrayList<>();
        for (Target target : FuzzRun.targets()) {
            Path own = Files.createDirectory(folder.resolve(target.toString()));
            String fault = fault(target, new FuzzRun(own, target).run(SECONDS, List.of()));
            if (!fault.isEmpty()) {
                faults.add(fault);
            }
        }
        assertThat(faults).isEmpty();
    }

    private static String fault(Target target, FuzzRun.Result result) {
        Matcher done = DONE.matcher(result.log());
        if (result.hasEnded() && result.code() == 0 && done.find()) {
            System.out.println("  fuzzed " + target + ": " + done.group(1) + " inputs");
            return "";
        }
        String log = result.log();
        return target + ": " + log.substring(Math.max(0, log.length() - LOG_SHOWN));
    }
}
