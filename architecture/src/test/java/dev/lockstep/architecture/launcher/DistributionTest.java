package dev.lockstep.architecture.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder that {@code dist} makes, and the launcher in it. */
final class DistributionTest {
    private Machine machine;
    private Path dist;

    @BeforeEach
    void freshMachine(@TempDir Path folder) throws IOException {
        machine = new Machine(folder);
        Path jdk = machine.usualJdk();
        // notes what it packs instead of packing it
        Machine.program(
                jdk.resolve("bin/jar"),
                "while [ $# -gt 0 ]; do case $1 in --file) f=$2 ;; -C) d=$2 ;; esac; shift; done\n"
                        + "echo \"$d\" >\"$f\"\n");
        machine.write("examples/trades/model.xml", "<project/>");
        machine.write("LICENSE", "free");
        machine.write("jars/node.jar", "kafka");
        machine.write(
                "brokers/target/broker.classpath",
                machine.project + "/jars/a library.jar:" + machine.project + "/jars/node.jar");
        dist = machine.folder.resolve("a dist");
    }

    private void make() throws Exception {
        Machine.Result made = machine.launch("dist", dist.toString());
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).isEqualTo(dist + "\n");
    }

    @Test
    void itHoldsJarsInTheOrderOfTheClassPathAndTheLauncherUnderItsNames() throws Exception {
        make();

        assertThat(Files.readAllLines(dist.resolve("lib/classpath")))
                .containsExactly("lockstep-server.jar", "a library.jar");
        assertThat(dist.resolve("lib/lockstep-server.jar"))
                .content()
                .isEqualTo(machine.project + "/server/target/classes\n");
        assertThat(dist.resolve("lib/a library.jar")).exists();
        assertThat(dist.resolve("LICENSE")).content().isEqualTo("free");
        assertThat(dist.resolve("examples/trades/model.xml")).exists();
        assertThat(dist.resolve("bin/lockstep")).isExecutable();
    }

    @Test
    void itHoldsWhatTheBrokersOfTheDemonstrationAreMadeOfOnce() throws Exception {
        make();
        Path nodes = dist.resolve("lib/nodes");
        assertThat(nodes.resolve("classpath")).content().isEqualTo("../a library.jar:node.jar");
        assertThat(nodes.resolve("node.jar")).content().isEqualTo("kafka");
        try (var files = Files.list(nodes)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void withoutBrokersThereIsNoDistribution() throws Exception {
        Files.delete(machine.project.resolve("brokers/target/broker.classpath"));
        Machine.Result refused = machine.launch("dist", dist.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("broker.classpath is missing");
        assertThat(dist.resolve("lib/classpath")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "dfesp_xml_server, server",
        "dfesp_xml_client, client",
        "dfesp_fs_adapter, adapter fs"
    })
    void publishedNamesStandForCommandsAndNeedNeitherSourcesNorCompiler(String name, String command)
            throws Exception {
        make();
        Path moved = Files.move(dist, machine.folder.resolve("moved"));
        Files.move(machine.project, machine.folder.resolve("gone"));
        Files.delete(machine.folder.resolve("jdks/usual/bin/javac"));

        Machine.Result result =
                machine.run(
                        machine.folder,
                        moved.resolve("bin/" + name).toString(),
                        "-url",
                        "a b",
                        "*");

        assertThat(result.code()).as(result.err()).isZero();
        String lib = moved + "/lib/";
        assertThat(result.out())
                .contains("<-Dlockstep.home=" + moved + ">")
                .contains("<" + lib + "lockstep-server.jar:" + lib + "a library.jar>")
                .contains(
                        "<dev.lockstep.server.Main>\n<"
                                + command.replace(" ", ">\n<")
                                + ">\n<-url>\n<a b>\n<*>\n");
    }

    @Test
    void aLinkToAPublishedNameWorksWhenItBearsThatName() throws Exception {
        make();
        Files.createSymbolicLink(
                machine.tools.resolve("dfesp_xml_client"), dist.resolve("bin/dfesp_xml_client"));
        Machine.Result result = machine.run(machine.folder, "sh", "-c", "dfesp_xml_client -url x");
        assertThat(result.out()).contains("<client>\n<-url>\n<x>\n");
    }

    @Test
    void makingItAgainReplacesItAndLeavesTheRestAlone() throws Exception {
        make();
        Files.writeString(dist.resolve("lib/old.jar"), "");
        Path own = Files.writeString(dist.resolve("notes.txt"), "mine");
        make();
        assertThat(dist.resolve("lib/old.jar")).doesNotExist();
        assertThat(own).content().isEqualTo("mine");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsLeftAlone() throws Exception {
        Files.createDirectories(dist.resolve("lib"));
        Path own = Files.writeString(dist.resolve("lib/mine.jar"), "mine");
        Machine.Result refused = machine.launch("dist", dist.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("holds something else");
        assertThat(own).content().isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "bench", "dist"})
    void whatNeedsTheSourcesIsRefusedInADistribution(String command) throws Exception {
        make();
        List<String> before = machine.builds();
        Machine.Result refused =
                machine.run(machine.folder, dist.resolve("bin/lockstep").toString(), command);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("needs the sources");
        assertThat(machine.builds()).isEqualTo(before);
    }
}
