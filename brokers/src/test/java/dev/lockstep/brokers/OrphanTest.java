package dev.lockstep.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes end with the process that started them, however that ends. */
@Timeout(120)
final class OrphanTest {
    private static final Pattern PROCESS = Pattern.compile("process (\\d+)");

    @TempDir Path folder;

    /** Starts two nodes, freezes one, and waits until it is killed. */
    static final class FreezingParent {
        private FreezingParent() {}

        public static void main(String[] args) throws Exception {
            LocalZooKeeper ensemble =
                    LocalZooKeeper.start(ZooKeeperSettings.in(Path.of(args[0])).withNodes(3));
            ensemble.node(2).freeze();
            ensemble.nodes().forEach(n -> System.out.println("process " + n.pid()));
            System.out.println("ready");
            System.in.read();
        }
    }

    private Process parent(Class<?> main, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The nodes' processes, when the parent says that they are ready. */
    private static List<Long> nodesOf(Process parent) throws Exception {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        String line = out.readLine();
        while (line != null && !line.equals("ready")) {
            all.append(line).append('\n');
            line = out.readLine();
        }
        assertThat(line).as(all.toString()).isEqualTo("ready");
        return PROCESS.matcher(all)
                .results()
                .map((MatchResult m) -> Long.parseLong(m.group(1)))
                .toList();
    }

    private static void awaitGone(List<Long> nodes) {
        for (long pid : nodes) {
            await().atMost(Duration.ofSeconds(20)).until(() -> Processes.isGone(pid));
        }
    }

    @Test
    void nodesEndWhenTheirParentIsKilledEvenAFrozenOne() throws Exception {
        Process parent = parent(FreezingParent.class, folder.toString());
        List<Long> nodes = nodesOf(parent);
        assertThat(nodes).hasSize(3).noneMatch(Processes::isGone);

        parent.destroyForcibly().waitFor();

        awaitGone(nodes);
    }

    @Test
    void theCommandEndsItsNodesWhenItIsToldToEnd() throws Exception {
        Process parent =
                parent(
                        LocalCluster.class,
                        "--folder",
                        folder.toString(),
                        "--kafka",
                        "1",
                        "--zookeeper",
                        "1");
        List<Long> nodes = nodesOf(parent);
        assertThat(nodes).hasSize(2).noneMatch(Processes::isGone);

        parent.destroy();

        assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(nodes).allMatch(Processes::isGone);
    }

    @Test
    void theCommandEndsWhenItsInputEnds() throws Exception {
        Process parent =
                parent(
                        LocalCluster.class,
                        "--folder",
                        folder.toString(),
                        "--kafka",
                        "0",
                        "--zookeeper",
                        "1");
        List<Long> nodes = nodesOf(parent);
        assertThat(nodes).hasSize(1);

        parent.getOutputStream().close();

        assertThat(parent.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(parent.exitValue()).isZero();
        assertThat(nodes).allMatch(Processes::isGone);
    }

    @Test
    void aWrongCommandLineIsRefused() throws Exception {
        Process parent = parent(LocalCluster.class, "--folders", folder.toString());

        String said = new String(parent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("unknown option --folders").contains("Usage: lockstep brokers");
        assertThat(parent.waitFor()).isEqualTo(4);
    }
}
