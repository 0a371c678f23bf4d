package dev.lockstep.testkit.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of the fuzzer over a target of the project, in a process of its own. */
final class FuzzRun {
    private static final String[] MODULES = {
        "model", "expression", "wire", "failover", "connectors", "testkit"
    };
    private static final String PACKAGE = "dev.lockstep.";

    /** What a fuzzer may need to start and to end. */
    private static final int SPARE_SECONDS = 100;

    /**
     * A target.
     *
     * @param type name of its class below the project's package
     */
    record Target(String type, String method) {
        @Override
        public String toString() {
            return type.substring(type.lastIndexOf('.') + 1) + "." + method;
        }
    }

    /**
     * How a run ended.
     *
     * @param hasEnded whether it did by itself
     */
    record Result(boolean hasEnded, int code, String log) {}

    private final Path folder;
    private final Target target;

    /**
     * @param folder an empty one
     */
    FuzzRun(Path folder, Target target) {
        this.folder = folder;
        this.target = target;
    }

    Result run(int seconds, List<String> options) throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        List<String> command = command(seconds);
        command.addAll(command.indexOf("-seed=7"), options);
        Process fuzzer =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean hasEnded = fuzzer.waitFor(seconds + SPARE_SECONDS, TimeUnit.SECONDS);
        fuzzer.destroyForcibly().waitFor();
        return new Result(hasEnded, fuzzer.exitValue(), Files.readString(log));
    }

    private List<String> command(int seconds) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.add("-XX:+EnableDynamicAgentLoading");
        all.add("-XX:TieredStopAtLevel=1");
        all.add("-Xmx1g");
        all.add("-XX:MaxMetaspaceSize=512m");
        all.add("-Dlockstep.fuzz.class=" + PACKAGE + target.type);
        all.add("-Dlockstep.fuzz.method=" + target.method);
        all.add("-cp");
        all.add(classPath());
        all.add("com.code_intelligence.jazzer.Jazzer");
        all.add("--target_class=" + FuzzEntry.class.getName());
        all.add("--instrumentation_includes=dev.lockstep.**");
        all.add("--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*");
        all.add("--reproducer_path=" + folder);
        all.add("-artifact_prefix=" + folder + "/");
        // the fuzzer takes the peak of the process that started it for its own
        all.add("-rss_limit_mb=0");
        all.add("-seed=7");
        all.add("-max_total_time=" + seconds);
        all.add(Files.createDirectory(folder.resolve("corpus")).toString());
        all.add(seeds().toString());
        return all;
    }

    /** The test classes of the other modules are not dependencies; they are built before. */
    private static String classPath() {
        StringBuilder all = new StringBuilder(System.getProperty("java.class.path"));
        for (String module : MODULES) {
            all.append(File.pathSeparatorChar)
                    .append(Path.of("..", module, "target", "test-classes").toAbsolutePath());
        }
        return all.toString();
    }

    private Path seeds() {
        String module = target.type.substring(0, target.type.indexOf('.'));
        return Path.of("..", module, "src/test/resources/dev/lockstep")
                .resolve(target.type.replace('.', '/') + "Inputs")
                .resolve(target.method)
                .toAbsolutePath();
    }

    /** All targets that the project's tests have. */
    static List<Target> targets() throws IOException {
        List<Target> found = new ArrayList<>();
        for (String module : MODULES) {
            Path tests = Path.of("..", module, "src/test/java/dev/lockstep");
            try (Stream<Path> files = Files.walk(tests)) {
                files.filter(f -> f.toString().endsWith("FuzzTest.java"))
                        .sorted()
                        .forEach(f -> addTargets(tests.relativize(f), f, found));
            }
        }
        return found;
    }

    private static void addTargets(Path name, Path source, List<Target> found) {
        String type = name.toString().replace(".java", "").replace(File.separatorChar, '.');
        try {
            Stream.of(Files.readString(source).split("@FuzzTest"))
                    .skip(1)
                    .map(s -> s.replaceFirst("(?s).*?void ([A-Za-z]+)\\(.*", "$1"))
                    .forEach(method -> found.add(new Target(type, method)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
