package dev.lockstep.architecture.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preparation of a machine for continuous integration, with a fake package manager. */
final class BareMachineTest {
    private Machine machine;

    @BeforeEach
    void freshMachine(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
        Machine.program(machine.tools.resolve("sudo"), "shift; exec \"$@\"\n");
    }

    private void packages(String offered) throws IOException {
        Path jdk = machine.folder.resolve("jdks/installed");
        Machine.program(
                machine.tools.resolve("apt-cache"),
                "echo \"$2:\"; case $2 in "
                        + offered
                        + ") echo '  Candidate: 21.0.2-1' ;; *) echo '  Candidate: (none)' ;;"
                        + " esac\n");
        Machine.program(
                machine.tools.resolve("apt-get"),
                "echo \"apt-get $*\"; case $* in *install*jdk*) mkdir -p "
                        + jdk
                        + "/bin; for p in java javac; do printf '#!/bin/sh\\n' >"
                        + jdk
                        + "/bin/$p; chmod +x "
                        + jdk
                        + "/bin/$p; done; echo 'JAVA_VERSION=\"21\"' >"
                        + jdk
                        + "/release ;; esac\n");
    }

    private Machine.Result prepare() throws Exception {
        return machine.run(machine.project, machine.project.resolve(".ci/run").toString());
    }

    @Test
    void aMachineWithAJdkInstallsNone() throws Exception {
        machine.usualJdk();
        packages("none");

        Machine.Result result = prepare();

        assertThat(result.code()).isZero();
        assertThat(result.out()).doesNotContain("apt-get").contains("Lockstep is fine");
    }

    @Test
    void aMachineWithoutJdkInstallsTheFirstThatIsOffered() throws Exception {
        packages("openjdk-21-jdk-headless");

        Machine.Result result = prepare();

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .containsSubsequence(
                        "apt-get update", "openjdk-21-jdk-headless", "Lockstep is fine");
    }

    @Test
    void aMachineThatIsOfferedNoneFailsAndSaysWhatToDo() throws Exception {
        packages("openjdk-17-jdk-headless");

        Machine.Result result = prepare();

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("offer none of").contains("set JAVA_HOME");
        assertThat(machine.builds()).isEmpty();
    }

    @Test
    void aFailingTestFailsTheRun() throws Exception {
        machine.usualJdk();
        packages("none");
        machine.write("verify.sh", "exit 1\n");

        assertThat(prepare().code()).isEqualTo(1);
    }
}
