package dev.lockstep.architecture.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the launcher builds, and that it never starts what does not fit the sources. */
final class LauncherBuildTest {
    private Machine machine;
    private Path jdk;

    @BeforeEach
    void freshMachine(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
        jdk = machine.usualJdk();
    }

    private void buildOnce() throws Exception {
        assertThat(machine.launch("validate", "m.xml").code()).isZero();
        assertThat(machine.builds()).hasSize(1);
    }

    private void expectAnotherBuild() throws Exception {
        Machine.Result result = machine.launch("validate", "m.xml");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Building Lockstep");
        assertThat(machine.builds()).hasSize(2);
        machine.launch("validate", "m.xml");
        assertThat(machine.builds()).as("once is enough").hasSize(2);
    }

    @Test
    void theFirstUseBuildsWithTheJdkThatWasFoundAndTheSecondDoesNot() throws Exception {
        Machine.Result first = machine.launch("validate", "m.xml");
        Machine.Result second = machine.launch("validate", "m.xml");

        assertThat(first.err())
                .isEqualTo("Building Lockstep (first use; this takes a minute or two)…\n");
        assertThat(second.err()).isEmpty();
        assertThat(first.out()).isEqualTo(second.out()).startsWith("java of " + jdk);
        assertThat(machine.builds())
                .singleElement()
                .asString()
                .startsWith(jdk + "|")
                .contains("server");
    }

    @Test
    void mavenGetsAnOptionThatOnlyNewerJavaKnowsFromNewerJavaOnly() throws Exception {
        machine.environment.put("MAVEN_OPTS", "-Xmx1g");
        machine.launch("validate");
        Path options = machine.project.resolve("maven-options.log");
        assertThat(options).hasContent("-Xmx1g");

        machine.jdk("jdks/newer", "25");
        Files.delete(machine.project.resolve("server/target/classes"));
        machine.launch("validate");
        assertThat(options).hasContent("--sun-misc-unsafe-memory-access=allow -Xmx1g");
    }

    @Test
    void whatTheUserAddsToTheClassPathComesLast() throws Exception {
        machine.environment.put("LOCKSTEP_CLASS_PATH", "my functions:more.jar");

        assertThat(machine.launch("validate").out())
                .contains("jars/a library.jar:my functions:more.jar>\n");
    }

    @Test
    void theClassPathIsTheModulesClassesAndItsLibraries() throws Exception {
        assertThat(machine.launch("validate").out())
                .contains(
                        "<-cp>\n<"
                                + machine.project.resolve("server/target/classes")
                                + ":"
                                + machine.project.resolve("jars/a library.jar")
                                + ">\n");
    }

    @Test
    void aChangedSourceIsBuiltAgain() throws Exception {
        buildOnce();
        machine.write("engine/src/main/java/A.java", "class A { int changed; }");
        expectAnotherBuild();
    }

    @Test
    void aNewSourceIsBuiltEvenIfItIsOld() throws Exception {
        buildOnce();
        Path old = machine.write("engine/src/main/java/C.java", "class C {}");
        Files.setLastModifiedTime(old, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        expectAnotherBuild();
    }

    @Test
    void aDeletedSourceIsNoticed() throws Exception {
        buildOnce();
        Files.delete(machine.project.resolve("engine/src/main/java/B.java"));
        expectAnotherBuild();
    }

    @Test
    void aChangedBuildFileIsNoticed() throws Exception {
        buildOnce();
        machine.write("engine/pom.xml", "<project><!-- changed --></project>");
        expectAnotherBuild();
    }

    @Test
    void aChangedBuildSettingIsNoticed() throws Exception {
        buildOnce();
        machine.write(".mvn/maven.config", "-B");
        expectAnotherBuild();
    }

    @Test
    void aChangedTestDoesNotBuild() throws Exception {
        buildOnce();
        machine.write("engine/src/test/java/ATest.java", "class ATest { int changed; }");
        assertThat(machine.launch("validate").err()).isEmpty();
        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void classesThatWereCleanedAwayAreBuiltAgain() throws Exception {
        buildOnce();
        Files.delete(machine.project.resolve("server/target/classes"));
        expectAnotherBuild();
    }

    @Test
    void aLibraryThatIsGoneIsFetchedAgain() throws Exception {
        buildOnce();
        Files.delete(machine.project.resolve("jars/a library.jar"));
        expectAnotherBuild();
    }

    @Test
    void aCopyOfTheTreeDoesNotUseTheClassesOfTheOriginal() throws Exception {
        buildOnce();
        Path copy = machine.folder.resolve("copy");
        machine.run(machine.folder, "cp", "-Rp", machine.project.toString(), copy.toString());

        Machine.Result result = machine.run(copy, "./lockstep", "validate");

        assertThat(result.out()).contains(copy.resolve("server/target/classes").toString());
        assertThat(result.out()).doesNotContain(machine.project.resolve("server").toString());
    }

    @Test
    void aSourceSavedDuringTheBuildCountsAsChanged() throws Exception {
        machine.write("edit-while-building", "");
        buildOnce();
        expectAnotherBuild();
    }

    @Test
    void aFailedBuildShowsItsOutputAndStartsNothing() throws Exception {
        buildOnce();
        machine.write("broken", "");
        machine.write("engine/src/main/java/A.java", "class A {");

        Machine.Result failed = machine.launch("run", "m.xml");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("B.java:7: it is broken").contains("the build failed");

        Files.delete(machine.project.resolve("broken"));
        assertThat(machine.launch("run", "m.xml").code()).as("no lock is left").isZero();
        assertThat(machine.builds()).hasSize(3);
    }

    @Test
    void ofTwoAtOnceOneBuildsAndTheOtherWaits() throws Exception {
        machine.write("slow", "");
        String launcher = machine.project.resolve("lockstep").toString();
        Machine.Running one = machine.begin(machine.project, launcher, "validate");
        Machine.Running two = machine.begin(machine.project, launcher, "validate");
        Machine.Result first = machine.finish(one);
        Machine.Result second = machine.finish(two);

        assertThat(first.code()).isZero();
        assertThat(second.code()).isZero();
        assertThat(first.out()).isEqualTo(second.out()).startsWith("java of ");
        assertThat(first.err() + second.err()).contains("Waiting for another build");
        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("sh", "-c", "exit 0").start();
        dead.waitFor();
        Path lock = machine.write(".lockstep/lock", dead.pid() + "\n");

        Machine.Result result = machine.launch("validate");

        assertThat(result.code()).isZero();
        assertThat(result.err()).doesNotContain("Waiting");
        assertThat(lock).doesNotExist();
        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void theLockOfALivingProcessIsRespected() throws Exception {
        Path lock = machine.write(".lockstep/lock", ProcessHandle.current().pid() + "\n");
        Machine.Running waiting =
                machine.begin(
                        machine.project,
                        machine.project.resolve("lockstep").toString(),
                        "validate");
        while (!Files.readString(waiting.err()).contains("Waiting for another build")) {
            assertThat(waiting.process().isAlive()).isTrue();
            Thread.onSpinWait();
        }
        assertThat(machine.builds()).isEmpty();
        Files.delete(lock);

        assertThat(machine.finish(waiting).code()).isZero();
        assertThat(machine.builds()).hasSize(1);
    }

    @Test
    void theCheckForChangesOfAThousandSourcesTakesAtMostAFifthOfASecond() throws Exception {
        for (int i = 0; i < 1000; i++) {
            machine.write("engine/src/main/java/p" + i % 100 + "/C" + i + ".java", "class C {}");
        }
        buildOnce();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long began = System.nanoTime();
            assertThat(machine.launch("validate").code()).isZero();
            best = Math.min(best, System.nanoTime() - began);
        }
        System.out.println(
                "Lockstep part: launcher without a change, 1000 sources: "
                        + best / 1_000_000
                        + " ms (best of 10)");
        assertThat(machine.builds()).hasSize(1);
        // the whole start of a launcher with a Java that does nothing, so the check is less
        assertThat(Duration.ofNanos(best)).isLessThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    @Timeout(60)
    void whoWasKilledWhileTakingALockOverDoesNotKeepOthersFromIt() throws Exception {
        Process dead = new ProcessBuilder("sh", "-c", "exit 0").start();
        dead.waitFor();
        Path lock = machine.write(".lockstep/lock", dead.pid() + "\n");
        Path takeover = Files.createDirectory(lock.resolveSibling("lock.takeover"));
        Files.setLastModifiedTime(takeover, FileTime.from(Instant.now().minusSeconds(200)));

        Machine.Result result = machine.launch("validate");

        assertThat(result.code()).isZero();
        assertThat(takeover).doesNotExist();
        assertThat(lock).doesNotExist();
        assertThat(machine.builds()).hasSize(1);
    }
}
