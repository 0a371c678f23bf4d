package dev.lockstep.brokers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class JvmArchiveTest {
    private static final String NODES = "dev/lockstep/brokers/node";
    @TempDir Path folder;
    private Path tree;

    /** A tree of our own, so that what is made in it is ours. */
    @BeforeEach
    void copyTheClassPath() throws IOException {
        NodeClassPath built = NodeClassPath.find();
        tree = Files.createDirectory(folder.resolve("tree"));
        Path file = Files.writeString(tree.resolve("broker.classpath"), built.libraries());
        System.setProperty(NodeClassPath.PROPERTY, file.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty(NodeClassPath.PROPERTY);
        System.clearProperty(JvmArchive.PROPERTY);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(tree)) {
            return files.filter(f -> f.toString().matches(".*\\.(jsa|aot)")).toList();
        }
    }

    private String start() {
        ZooKeeperSettings settings = ZooKeeperSettings.in(folder.resolve("data")).withNodes(1);
        try (LocalZooKeeper alone = LocalZooKeeper.start(settings)) {
            assertThat(alone.node(1).isRunning()).isTrue();
            return String.join(" ", alone.node(1).plan().jvm());
        }
    }

    @Test
    void anArchiveIsMadeWithTheFirstStartAndUsedFromThenOnEvenIfItGetsDamaged() throws IOException {
        String first = start();
        assertThat(archives()).hasSize(1);
        Path archive = archives().get(0);
        assertThat(first).contains("=" + archive);

        var made = Files.getLastModifiedTime(archive);
        assertThat(start()).contains("=" + archive);
        assertThat(archives()).containsExactly(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);

        Files.writeString(archive, "no archive");
        assertThat(start()).contains("=" + archive);
    }

    @Test
    void nodesStartWithoutArchivesWhereTheyAreNotWanted() throws IOException {
        System.setProperty(JvmArchive.PROPERTY, "off");
        assertThat(start()).doesNotContain("SharedArchiveFile", "AOTCache");
        assertThat(archives()).isEmpty();
    }

    @Test
    void theFileOfClassesIsNamedAfterItsContent() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/dev/lockstep/brokers/node"));
        Path own = folder.resolve("classes");
        Files.writeString(classes.resolve("A.class"), "one");
        Path first = ClassJar.of(own, NODES, tree, "nodes");
        assertThat(ClassJar.of(own, NODES, tree, "nodes")).isEqualTo(first);

        Path packed = folder.resolve("packed.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
            zip.putNextEntry(new ZipEntry("dev/lockstep/brokers/node/A.class"));
            zip.write("one".getBytes(US_ASCII));
        }
        assertThat(ClassJar.of(packed, NODES, tree, "nodes"))
                .as("the same from an archive")
                .isEqualTo(first);

        Files.writeString(classes.resolve("A.class"), "two");
        assertThat(ClassJar.of(own, NODES, tree, "nodes")).isNotEqualTo(first).exists();
        assertThat(first).exists();
    }
}
