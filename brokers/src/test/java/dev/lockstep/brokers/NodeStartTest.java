package dev.lockstep.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.api.error.LockstepException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class NodeStartTest {
    private static final String HOST = "127.0.0.1";

    @TempDir Path folder;

    private static ServerSocket occupied() throws Exception {
        return new ServerSocket(0, 1, InetAddress.getByName(HOST));
    }

    private KafkaSettings oneKafka() {
        return KafkaSettings.in(folder).withNodes(1);
    }

    @Test
    void aStartThatFailsTellsTheEndOfTheLog() {
        assertThatThrownBy(() -> LocalKafka.start(oneKafka().with("num.io.threads", "many")))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7102")
                .hasMessageContaining("kafka-1")
                .hasMessageContaining("Invalid value many for configuration num.io.threads");
    }

    @Test
    void oneBadNodeOfAnEnsembleEndsTheStartOfAllAtOnce() throws Exception {
        ZooKeeperSettings settings = ZooKeeperSettings.in(folder);
        Files.createDirectories(folder.resolve("zookeeper-2"));
        Files.createFile(folder.resolve("zookeeper-2").resolve("node.log"));
        Path data = Files.createDirectories(folder.resolve("zookeeper-2/data/version-2"));
        Files.writeString(data.resolve("log.1"), "no log of transactions");

        assertThatThrownBy(() -> LocalZooKeeper.start(settings))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7102")
                .hasMessageContaining("zookeeper-2");
    }

    @Test
    void whoeverHasNoPatienceLearnsWhichNodeIsNotReadyAndNothingIsLeft() {
        KafkaSettings settings = oneKafka().withPatience(Duration.ofMillis(1));
        assertThatThrownBy(() -> LocalKafka.start(settings))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7103")
                .hasMessageContaining("kafka-1");
        assertThat(ProcessHandle.current().children().filter(c -> isOf(c, folder))).isEmpty();
    }

    private static boolean isOf(ProcessHandle process, Path folder) {
        return process.info().commandLine().orElse("").contains(folder.toString());
    }

    /** Starts a node whose first plan has that port, and whose second has a free one. */
    private void startAtSecondTry(NodePlan first) {
        ArrayDeque<NodePlan> plans = new ArrayDeque<>(List.of(first));
        int free = new FreePorts().next(HOST);
        plans.add(zooKeeper(free, List.of(free)));
        Duration patience = Duration.ofSeconds(60);
        List<Node> started =
                NodeStart.startNew(() -> List.of(new Node(take(plans), patience)), patience);
        try {
            assertThat(started).extracting(Node::address).containsExactly(HOST + ":" + free);
            assertThat(started.get(0).isRunning()).isTrue();
        } finally {
            started.get(0).kill();
        }
    }

    private NodePlan take(ArrayDeque<NodePlan> plans) {
        NodePlan plan = plans.remove();
        NodeFiles.write(
                folder.resolve("zoo.cfg"),
                "dataDir=%s\nclientPort=%d\nclientPortAddress=%s\nadmin.enableServer=false\n"
                        .formatted(folder, plan.clientPort(), HOST));
        return plan;
    }

    private NodePlan zooKeeper(int port, List<Integer> known) {
        return new NodePlan(
                "zookeeper-1",
                folder,
                HOST,
                port,
                known,
                "dev.lockstep.brokers.node.ZooKeeperNode",
                List.of(folder.resolve("zoo.cfg").toString()),
                NodeSettings.jvmOptions(
                        64, true, NodeClassPath.find().archive("zookeeper").options()));
    }

    @Test
    void aPortThatIsTakenBeforeTheStartIsReplacedByAnother() throws Exception {
        try (ServerSocket taken = occupied()) {
            int port = taken.getLocalPort();
            startAtSecondTry(zooKeeper(port, List.of(port)));
        }
    }

    @Test
    void aPortThatIsTakenWhileTheNodeStartsIsReplacedByAnother() throws Exception {
        try (ServerSocket taken = occupied()) {
            // whoever starts the node does not know of the port, so that the node runs into it
            startAtSecondTry(zooKeeper(taken.getLocalPort(), List.of()));
        }
    }

    @Test
    void aKafkaNodeToldToUseAPortThatIsTakenSaysSo() throws Exception {
        try (ServerSocket taken = occupied()) {
            int controller = new FreePorts().next(HOST);
            KafkaSettings settings =
                    oneKafka()
                            .with("controller.quorum.voters", "1@" + HOST + ":" + controller)
                            .with(
                                    "listeners",
                                    "PLAINTEXT://%s:%d,CONTROLLER://%s:%d"
                                            .formatted(
                                                    HOST, taken.getLocalPort(), HOST, controller));
            assertThatThrownBy(() -> LocalKafka.start(settings))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-7104")
                    .hasMessageContaining("kafka-1");
        }
    }

    @Test
    void aRestartWaitsForItsPort() throws Exception {
        try (LocalZooKeeper alone =
                LocalZooKeeper.start(ZooKeeperSettings.in(folder).withNodes(1))) {
            Node node = alone.node(1);
            int port = Integer.parseInt(node.address().split(":")[1]);
            node.kill();
            CompletableFuture<Void> restart;
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName(HOST))) {
                assertThat(taken.isBound()).isTrue();
                restart = CompletableFuture.runAsync(node::restart);
                assertThat(restart).isNotDone();
            }
            await().atMost(Duration.ofSeconds(60)).until(restart::isDone);
            restart.join();
            assertThat(node.isRunning()).isTrue();
        }
    }

    @Test
    void theWayToTheLibrariesIsToldWhenTheyAreMissing() {
        String before = System.getProperty(NodeClassPath.PROPERTY);
        System.setProperty(NodeClassPath.PROPERTY, folder.resolve("nowhere").toString());
        try {
            assertThatThrownBy(() -> LocalKafka.start(oneKafka()))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-7101")
                    .hasMessageContaining("nowhere");
        } finally {
            if (before == null) {
                System.clearProperty(NodeClassPath.PROPERTY);
            } else {
                System.setProperty(NodeClassPath.PROPERTY, before);
            }
        }
    }

    @Test
    void whatNoClusterCanBeIsRefused() {
        assertThatThrownBy(() -> KafkaSettings.in(folder).withNodes(0))
                .hasMessageContaining("LS-7108");
        assertThatThrownBy(() -> KafkaSettings.in(folder).withHosts())
                .hasMessageContaining("LS-7108");
        assertThatThrownBy(() -> ZooKeeperSettings.in(folder).withTick(1))
                .hasMessageContaining("LS-7108");
    }

    @Test
    void aFolderThatIsAFileIsRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> LocalKafka.start(KafkaSettings.in(file)))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7105");
    }

    @Test
    void portsAreFreeAndDifferentAndBelowThoseOfOutgoingConnections() throws Exception {
        FreePorts ports = new FreePorts();
        List<Integer> some = IntStream.range(0, 50).mapToObj(i -> ports.next(HOST)).toList();
        assertThat(some).doesNotHaveDuplicates().allMatch(p -> FreePorts.isFree(HOST, p));
        int firstOutgoing = FreePorts.firstOutgoing();
        assertThat(firstOutgoing).isGreaterThan(1_000);
        assertThat(some).allMatch(p -> p < Math.max(firstOutgoing, 15_000));
        try (ServerSocket taken = occupied()) {
            assertThat(FreePorts.isFree(HOST, taken.getLocalPort())).isFalse();
        }
    }
}
