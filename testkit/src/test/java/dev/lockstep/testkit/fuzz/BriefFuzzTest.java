package dev.lockstep.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testkit.fuzz.FuzzRun.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fuzz target is run for a while, two at a time, and finds nothing. */
class BriefFuzzTest {
    /** {@code -Dlockstep.fuzz.seconds=N} runs each target longer. */
    private static final int SECONDS = Integer.getInteger("lockstep.fuzz.seconds", 20);

    private static final int AT_ONCE = 2;
    private static final int LOG_SHOWN = 4_000;
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void noTargetFindsAnythingNew() throws Exception {
        List<Callable<String>> runs = new ArrayList<>();
        for (Target target : FuzzRun.targets()) {
            Path own = Files.createDirectory(folder.resolve(target.toString()));
            runs.add(() -> fault(target, new FuzzRun(own, target).run(SECONDS, List.of())));
        }
        List<String> faults = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<String> run : threads.invokeAll(runs)) {
                if (!run.get().isEmpty()) {
                    faults.add(run.get());
                }
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
