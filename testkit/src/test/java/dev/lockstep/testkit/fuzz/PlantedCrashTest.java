package dev.lockstep.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every fuzz target of the project finds a crash that is planted in the code it is there for: its
 * inputs get there, and nothing on the way, the target's own expectations included, swallows it.
 */
class PlantedCrashTest {
    private static final String[] MODULES = {"model", "expression", "wire", "testkit"};
    private static final String PACKAGE = "dev.lockstep.";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "model.fuzz.ProjectFuzzTest, anyBytesAreAProjectOrCodedProblems",
        "expression.eel.EelCompilerFuzzTest, anyTextIsAnExpressionOrRefusedWithACode",
        "expression.functional.fuzz.FunctionalFuzzTest, anyTextIsAnExpressionOrAProblem",
        "expression.functional.fuzz.FunctionalFuzzTest, anyPatternOnAnyTextEndsInTime",
        "wire.fuzz.CsvDecoderFuzzTest, anyBytesAreRowsOrBadRows",
        "wire.fuzz.BlockFuzzTest, anyContentIsABlockOrACodedError",
        "wire.fuzz.JournalFuzzTest, anyBytesAreAJournalOrACodedError",
        "testkit.snapshot.SnapshotFuzzTest, anyBytesAreRestoredOrRefused",
        "testkit.snapshot.SnapshotFuzzTest, anyChangeOfAWindowsBytesIsRestoredOrRefused"
    })
    void theCrashIsFound(String target, String method) throws Exception {
        Path log = folder.resolve("log");
        Process fuzzer =
                new ProcessBuilder(command(target, method))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean hasEnded = fuzzer.waitFor(120, TimeUnit.SECONDS);
        fuzzer.destroyForcibly().waitFor();
        assertThat(hasEnded).as("the fuzzer ends").isTrue();
        assertThat(Files.readString(log)).contains("InternalError: " + PlantedCrashes.MESSAGE);
        assertThat(fuzzer.exitValue()).isNotZero();
    }

    private List<String> command(String target, String method) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.add("-XX:+EnableDynamicAgentLoading");
        all.add("-XX:TieredStopAtLevel=1");
        all.add("-Xmx1g");
        all.add("-Dlockstep.planted.class=" + PACKAGE + target);
        all.add("-Dlockstep.planted.method=" + method);
        all.add("-cp");
        all.add(classPath());
        all.add("com.code_intelligence.jazzer.Jazzer");
        all.add("--target_class=" + PlantedTarget.class.getName());
        all.add("--custom_hooks=" + PlantedCrashes.class.getName());
        all.add("--instrumentation_includes=dev.lockstep.**");
        all.add("--custom_hook_includes=dev.lockstep.**");
        all.add("--disabled_hooks=*");
        all.add("--reproducer_path=" + folder);
        all.add("-artifact_prefix=" + folder + "/");
        all.add("-seed=7");
        all.add("-max_total_time=60");
        all.add(Files.createDirectory(folder.resolve("corpus")).toString());
        all.add(seeds(target, method).toString());
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

    private static Path seeds(String target, String method) {
        String module = target.substring(0, target.indexOf('.'));
        return Path.of("..", module, "src/test/resources/dev/lockstep")
                .resolve(target.replace('.', '/') + "Inputs")
                .resolve(method)
                .toAbsolutePath();
    }

    @Test
    void noTargetIsForgotten() throws Exception {
        List<String> listed =
                Stream.of(
                                PlantedCrashTest.class
                                        .getDeclaredMethod(
                                                "theCrashIsFound", String.class, String.class)
                                        .getAnnotation(CsvSource.class)
                                        .value())
                        .map(line -> line.substring(line.indexOf(", ") + 2))
                        .sorted()
                        .toList();
        List<String> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.toList()) {
                Path tests = module.resolve("src/test/java");
                if (Files.isDirectory(tests)) {
                    found.addAll(targets(tests));
                }
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(listed);
    }

    private static List<String> targets(Path tests) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(f -> f.toString().endsWith("FuzzTest.java"))
                    .flatMap(PlantedCrashTest::methods)
                    .toList();
        }
    }

    private static Stream<String> methods(Path source) {
        try {
            return Stream.of(Files.readString(source).split("@FuzzTest"))
                    .skip(1)
                    .map(s -> s.replaceFirst("(?s).*?void ([A-Za-z]+)\\(.*", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
