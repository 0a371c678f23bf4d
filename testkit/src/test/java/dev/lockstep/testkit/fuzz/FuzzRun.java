package dev.lockstep.testkit.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One run of the fuzzer over a target of the project, in a process of its own: to the crash that is
 * planted, and on from there.
 */
final class FuzzRun {
    /** What a fuzzer may need to come to the planted crash. */
    private static final int CRASH_SECONDS = 120;

    /** What a fuzzer may need to start and to end. */
    private static final int SPARE_SECONDS = 100;

    /**
     * How a run ended.
     *
     * @param hasEnded whether it did by itself
     */
    record Result(boolean hasEnded, int code, String log) {
        /** What the fuzzer reports, each with its stack, in order. */
        List<String> findings() {
            return Stream.of(log.split("\n== Java Exception: "))
                    .skip(1)
                    .map(f -> f.replaceFirst("(?s)\nDEDUP_TOKEN: .*", ""))
                    .toList();
        }
    }

    private final Path folder;
    private final FuzzTarget target;

    /**
     * @param folder an empty one
     */
    FuzzRun(Path folder, FuzzTarget target) {
        this.folder = folder;
        this.target = target;
    }

    /**
     * @param seconds how long it goes on after the planted crash
     */
    Result run(int seconds) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process fuzzer =
                new ProcessBuilder(command(seconds))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean hasEnded =
                fuzzer.waitFor(CRASH_SECONDS + seconds + SPARE_SECONDS, TimeUnit.SECONDS);
        fuzzer.destroyForcibly().waitFor();
        return new Result(hasEnded, fuzzer.exitValue(), Files.readString(log));
    }

    private List<String> command(int seconds) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.add("-XX:+EnableDynamicAgentLoading");
        // most of a short run is the start, which the other compiler and collector draw out
        all.add("-XX:TieredStopAtLevel=1");
        all.add("-XX:+UseSerialGC");
        // or the agent is loaded by yet another process
        all.add("-Djdk.attach.allowAttachSelf=true");
        all.add("-Xmx1g");
        all.add("-XX:MaxMetaspaceSize=512m");
        all.add("-Dlockstep.fuzz.class=" + target.className());
        all.add("-Dlockstep.fuzz.method=" + target.method());
        all.add("-Dlockstep.fuzz.seconds=" + seconds);
        all.add("-cp");
        all.add(classPath());
        all.add("com.code_intelligence.jazzer.Jazzer");
        all.add("--target_class=" + FuzzEntry.class.getName());
        all.add("--instrumentation_includes=dev.lockstep.**");
        // the fuzzer is not to be guided by when a crash is armed, nor by the clock
        all.add("--instrumentation_excludes=" + FuzzEntry.class.getPackageName() + ".*");
        // guides through regular expressions of the JDK, and takes a third of the start
        all.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks");
        all.add("--custom_hooks=" + PlantedCrashes.class.getName());
        all.add("--custom_hook_includes=dev.lockstep.**");
        // the planted crash, and one more: the end, or else a bug
        all.add("--keep_going=2");
        all.add("--reproducer_path=" + folder);
        all.add("-artifact_prefix=" + folder + "/");
        // the fuzzer takes the peak of the process that started it for its own
        all.add("-rss_limit_mb=0");
        all.add("-seed=7");
        all.add("-max_total_time=" + (CRASH_SECONDS + seconds));
        all.add(Files.createDirectory(folder.resolve("corpus")).toString());
        all.add(target.seeds().toString());
        return all;
    }

    /** The test classes of the other modules are not dependencies; they are built before. */
    private static String classPath() {
        StringBuilder all = new StringBuilder(System.getProperty("java.class.path"));
        for (String module : FuzzTarget.MODULES) {
            all.append(File.pathSeparatorChar)
                    .append(Path.of("..", module, "target", "test-classes").toAbsolutePath());
        }
        return all.toString();
    }
}
