package dev.lockstep.architecture.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherCommandTest {
    private Machine machine;

    @BeforeEach
    void freshMachine(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
        machine.usualJdk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "validate", "server", "client"})
    void aCommandOfTheServerKeepsItsNameAndArguments(String command) throws Exception {
        Machine.Result result =
                machine.launch(command, "two words", "", "*", "--set", "A=\"q\" $HOME");

        assertThat(result.out())
                .contains(
                        "<dev.lockstep.server.Main>\n<"
                                + command
                                + ">\n<two words>\n<>\n<*>\n<--set>\n<A=\"q\" $HOME>\n");
    }

    @Test
    void benchHasItsOwnModuleAndMainClass() throws Exception {
        Machine.Result result = machine.launch("bench", "peers", "--quick");

        assertThat(result.out()).contains("<dev.lockstep.bench.Main>\n<peers>\n<--quick>\n");
        assertThat(result.out()).contains("bench/target/classes");
        assertThat(machine.builds()).singleElement().asString().contains("-pl bench -am");
    }

    @ParameterizedTest
    @CsvSource({
        "brokers, brokers, dev.lockstep.brokers.LocalCluster",
        "chaos, system-tests, dev.lockstep.systemtests.Chaos"
    })
    void aCommandOfAnotherModuleBuildsThatOne(String command, String module, String main)
            throws Exception {
        Machine.Result result = machine.launch(command, "--folder", "here");

        assertThat(result.out()).contains("<" + main + ">\n<--folder>\n<here>\n");
        assertThat(result.out()).contains(module + "/target/classes");
        assertThat(machine.builds()).singleElement().asString().contains("-pl " + module + " -am");
    }

    @Test
    void theExitCodeIsThatOfTheProgram() throws Exception {
        Path home = machine.folder.resolve("jdks/usual");
        Machine.program(home.resolve("bin/java"), "exit 3\n");

        assertThat(machine.launch("run", "m.xml").code()).isEqualTo(3);
    }

    @Test
    void itWorksThroughAChainOfLinksAndLeavesTheCurrentFolderAlone() throws Exception {
        Path away = Files.createDirectories(machine.folder.resolve("a way"));
        Files.createSymbolicLink(
                machine.folder.resolve("one"), machine.project.resolve("lockstep"));
        Files.createSymbolicLink(away.resolve("two"), Path.of("../one"));

        Machine.Result result = machine.run(away, away.resolve("two").toString(), "run", "m.xml");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("<-Dlockstep.home=" + machine.project + ">")
                .endsWith(away + "\n");
    }

    @Test
    void itWorksWhenTheShellFindsALinkToItOnThePath() throws Exception {
        Files.createSymbolicLink(
                machine.tools.resolve("ls-run"), machine.project.resolve("lockstep"));

        Machine.Result result = machine.run(machine.folder, "sh", "-c", "ls-run run");

        assertThat(result.out()).contains("<-Dlockstep.home=" + machine.project + ">");
    }

    @Test
    void optionsForTheVirtualMachineComeBeforeTheMainClass() throws Exception {
        machine.environment.put("LOCKSTEP_JAVA_OPTS", "-Xmx64m  pom*");

        assertThat(machine.launch("run").out())
                .containsSubsequence(
                        "<-XX:+UseParallelGC>", "<-Xmx64m>\n<pom*>", "<dev.lockstep.server.Main>");
    }

    @Test
    void aCollectorThatTheUserChoosesReplacesOurs() throws Exception {
        machine.environment.put("LOCKSTEP_JAVA_OPTS", "-XX:+UseZGC");

        assertThat(machine.launch("run").out())
                .contains("<-XX:+UseZGC>")
                .doesNotContain("UseParallelGC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"always [madvise] never", "[always] madvise never"})
    void hugePagesAreAskedForWhereTheKernelHasThem(String modes) throws Exception {
        Path file = Files.writeString(machine.folder.resolve("modes"), modes + "\n");
        machine.environment.put("LOCKSTEP_HUGE_PAGES", file.toString());
        assertThat(machine.launch("run").out()).contains("<-XX:+UseTransparentHugePages>");

        machine.environment.put("LOCKSTEP_JAVA_OPTS", "-XX:-UseTransparentHugePages");
        assertThat(machine.launch("run").out()).doesNotContain("<-XX:+UseTransparentHugePages>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"always madvise [never]", ""})
    void hugePagesAreNotAskedForElsewhere(String modes) throws Exception {
        Path file = Files.writeString(machine.folder.resolve("modes"), modes);
        machine.environment.put("LOCKSTEP_HUGE_PAGES", file.toString());
        assertThat(machine.launch("run").out()).doesNotContain("HugePages");

        machine.environment.put("LOCKSTEP_HUGE_PAGES", machine.folder.resolve("none").toString());
        assertThat(machine.launch("run").out()).doesNotContain("HugePages").isNotEmpty();
        assertThat(machine.launch("run").err()).doesNotContain("none");
    }

    @Test
    void anOptionThatOnlyNewerJavaKnowsGoesToNewerJavaOnly() throws Exception {
        assertThat(machine.launch("run").out()).doesNotContain("sun-misc-unsafe");
        machine.jdk("jdks/newer", "25");
        assertThat(machine.launch("run").out()).contains("<--sun-misc-unsafe-memory-access=allow>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "-h", "help"})
    void helpNeedsNeitherJdkNorBuild(String word) throws Exception {
        machine.environment.put("LOCKSTEP_JDK_FOLDERS", "/nowhere");

        Machine.Result result = word.isEmpty() ? machine.launch() : machine.launch(word);

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("demo", "run", "replay", "validate", "server", "client", "dist")
                .contains("test", "bench", "LOCKSTEP_JAVA_OPTS");
        assertThat(machine.builds()).isEmpty();
    }

    @Test
    void anUnknownCommandIsNamedAndGivesFour() throws Exception {
        Machine.Result result = machine.launch("rum", "m.xml");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err()).contains("'rum'").contains("run");
        assertThat(result.out()).isEmpty();
        assertThat(machine.builds()).isEmpty();
    }

    @Test
    void testShowsCountsAndTimesOfEachPart() throws Exception {
        passingSuite();

        Machine.Result result = machine.launch("test");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("Lockstep engine ..... SUCCESS [  3.2 s]")
                .contains("500 random models: 41 s")
                .contains("dev.lockstep.ATest")
                .doesNotContain("noise")
                .contains("7 tests: 0 failed, 1 skipped in 0 min ")
                .endsWith("Lockstep is fine.\n");
    }

    @Test
    void testDoesNotCountTheReportsOfAnEarlierRun() throws Exception {
        machine.write(
                "engine/target/surefire-reports/TEST-Old.xml",
                "<testsuite name=\"Old\" tests=\"90\" errors=\"0\" skipped=\"0\" failures=\"0\">");
        passingSuite();

        assertThat(machine.launch("test").out()).contains("\n7 tests: 0 failed");
    }

    private void passingSuite() throws IOException {
        machine.write(
                "verify.sh",
                """
                echo '[INFO] noise'
                echo '[INFO] Tests run: 7, Failures: 0, Time elapsed: 0.4 s -- in dev.lockstep.ATest'
                echo 'Lockstep part: 500 random models: 41 s'
                echo '[INFO] Lockstep engine ..... SUCCESS [  3.2 s]'
                mkdir -p engine/target/surefire-reports
                cd engine/target/surefire-reports
                echo '<testsuite name="A" tests="7" errors="0" skipped="1" failures="0">' >TEST-A.xml
                """);
    }

    @Test
    void testFailsWhenTheBuildFails() throws Exception {
        machine.write(
                "verify.sh",
                """
                echo '[ERROR] dev.lockstep.ATest.theSumIsRight -- Time elapsed: 0.1 s <<< FAILURE!'
                echo 'expected 3'
                echo '  but was 4'
                printf '\\tat dev.lockstep.ATest\\n'
                echo 'noise'
                echo '[ERROR] For more information about the errors, see [Help 1]'
                exit 1
                """);

        Machine.Result result = machine.launch("test");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("ATest.theSumIsRight", "expected 3", "but was 4")
                .doesNotContain("noise", "\tat", "more information")
                .contains("Lockstep is NOT fine");
    }

    @Test
    void theWholeOutputOfTestIsKept() throws Exception {
        passingSuite();
        machine.launch("test", "-pl", "engine");

        assertThat(machine.project.resolve(".lockstep/test.log")).content().contains("noise");
        assertThat(machine.builds()).last().asString().endsWith("-pl engine verify");
    }
}
