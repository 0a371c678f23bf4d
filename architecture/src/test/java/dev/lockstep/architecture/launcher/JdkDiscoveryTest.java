package dev.lockstep.architecture.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdkDiscoveryTest {
    private Machine machine;

    @BeforeEach
    void freshMachine(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
    }

    @Test
    void aJdkInJavaHomeComesBeforeAllOthers() throws Exception {
        machine.jdk("jdks/newer", "25.0.1");
        Path mine = machine.jdk("mine", "21");
        machine.environment.put("JAVA_HOME", mine.toString());

        assertThat(machine.launch("java-home").out()).isEqualTo(mine + "\n");
    }

    @Test
    void anOlderJavaInJavaHomeIsPassedOver() throws Exception {
        machine.environment.put("JAVA_HOME", machine.jdk("old", "17.0.15").toString());
        Path usual = machine.usualJdk();

        assertThat(machine.launch("java-home").out()).isEqualTo(usual + "\n");
    }

    @Test
    void aJavaHomeThatDoesNotExistIsPassedOver() throws Exception {
        machine.environment.put("JAVA_HOME", machine.folder.resolve("gone").toString());
        Path usual = machine.usualJdk();

        assertThat(machine.launch("java-home").out()).isEqualTo(usual + "\n");
    }

    @Test
    void aJavaOnThePathIsFollowedThroughSymbolicLinksToItsJdk() throws Exception {
        machine.jdk("jdks/newer", "25");
        Path real = machine.jdk("elsewhere/jdk-22", "22.0.1");
        Path alternative = machine.folder.resolve("alternative");
        Files.createSymbolicLink(alternative, real.resolve("bin/java"));
        Files.createSymbolicLink(machine.tools.resolve("java"), Path.of("../alternative"));

        assertThat(machine.launch("java-home").out()).isEqualTo(real + "\n");
    }

    @Test
    void anOlderJavaOnThePathIsPassedOver() throws Exception {
        Path old = machine.jdk("elsewhere/jdk-17", "17.0.15");
        Files.createSymbolicLink(machine.tools.resolve("java"), old.resolve("bin/java"));
        Path usual = machine.usualJdk();

        assertThat(machine.launch("java-home").out()).isEqualTo(usual + "\n");
    }

    @Test
    void theNewestOfTheInstallFoldersIsTaken() throws Exception {
        machine.jdk("jdks/a-21", "21.0.9");
        Path newest = machine.jdk("jdks/b-25", "25.0.3");
        machine.jdk("jdks/c-8", "1.8.0_402");
        machine.jdk("jdks/d-24", "24");

        assertThat(machine.launch("java-home").out()).isEqualTo(newest + "\n");
    }

    @Test
    void severalInstallFoldersMayHaveBlanksInTheirNames() throws Exception {
        Path jdk = machine.jdk("more jdks/jdk 21", "21");
        machine.environment.put(
                "LOCKSTEP_JDK_FOLDERS",
                machine.folder.resolve("none") + ":" + machine.folder.resolve("more jdks"));

        assertThat(machine.launch("java-home").out()).isEqualTo(jdk + "\n");
    }

    @Test
    void aJdkInTheLayoutOfMacOsIsFound() throws Exception {
        Path jdk = machine.jdk("jdks/temurin-21.jdk/Contents/Home", "21.0.2");

        assertThat(machine.launch("java-home").out()).isEqualTo(jdk + "\n");
    }

    @Test
    void aJavaWithoutCompilerIsPassedOver() throws Exception {
        machine.javaOnly("jdks/runtime-25", "25");
        Path usual = machine.usualJdk();

        assertThat(machine.launch("java-home").out()).isEqualTo(usual + "\n");
    }

    @Test
    void withoutAReleaseFileTheProgramIsAskedForItsVersion() throws Exception {
        for (String[] each : new String[][] {{"a", "1.8.0_402"}, {"b", "25-ea"}, {"c", "21.0.2"}}) {
            Path home = machine.jdk("jdks/" + each[0], "0");
            Files.delete(home.resolve("release"));
            Machine.program(
                    home.resolve("bin/java"),
                    "echo 'openjdk version \"" + each[1] + "\" 2026-01-01' >&2\n");
        }

        assertThat(machine.launch("java-home").out())
                .isEqualTo(machine.folder.resolve("jdks/b") + "\n");
    }

    @Test
    void withoutAJdkTheMessageNamesEverythingThatWasLookedAt() throws Exception {
        Path old = machine.jdk("old", "17.0.15");
        machine.environment.put("JAVA_HOME", old.toString());
        Path runtime = machine.javaOnly("jdks/runtime", "25");
        machine.environment.merge("LOCKSTEP_JDK_FOLDERS", ":/nowhere/jdks", String::concat);

        Machine.Result result = machine.launch("run", "model.xml");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("no JDK from 21 on")
                .contains(old + ": Java 17, too old")
                .contains("PATH: no java on it")
                .contains(runtime + ": Java 25 without javac")
                .contains("/nowhere/jdks: no Java in it")
                .contains("set JAVA_HOME");
        assertThat(machine.builds()).isEmpty();
    }
}
