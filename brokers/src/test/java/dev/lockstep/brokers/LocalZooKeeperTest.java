package dev.lockstep.brokers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LocalZooKeeperTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static ZooKeeper session(String connect) throws IOException {
        ZooKeeper client = new ZooKeeper(connect, 4000, event -> {});
        await().atMost(SOON).until(() -> client.getState().isConnected());
        return client;
    }

    private static void create(ZooKeeper client, String path) throws Exception {
        client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private static String say(Node node, String word) throws IOException {
        String[] address = node.address().split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.getOutputStream().write(word.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static Node leader(LocalZooKeeper ensemble) throws IOException {
        for (Node node : ensemble.nodes()) {
            if (say(node, "srvr").contains("Mode: leader")) {
                return node;
            }
        }
        throw new AssertionError("no leader");
    }

    @Test
    void anEnsembleHasOneLeaderAndAllAreWell() throws Exception {
        List<Node> nodes = SharedZooKeeper.get().nodes();
        assertThat(nodes).hasSize(3);
        int leaders = 0;
        for (Node node : nodes) {
            assertThat(say(node, "ruok")).isEqualTo("imok");
            String state = say(node, "srvr");
            assertThat(state).containsPattern("Mode: (leader|follower)");
            leaders += state.contains("Mode: leader") ? 1 : 0;
        }
        assertThat(leaders).isEqualTo(1);
    }

    @Test
    void ctrlCAtATerminalDoesNotReachANode() throws Exception {
        int interrupt = 2;
        int terminate = 15;
        long pid = SharedZooKeeper.get().node(1).pid();

        assertThat(Processes.ignores(pid, interrupt)).isTrue();
        assertThat(Processes.ignores(pid, terminate)).isFalse();
    }

    @Test
    void aSessionSurvivesTheLossOfTheLeader() throws Exception {
        LocalZooKeeper ensemble = SharedZooKeeper.get();
        try (ZooKeeper client = session(ensemble.connect())) {
            String path = "/" + SharedKafka.unique("loss");
            create(client, path);
            long session = client.getSessionId();
            Node leader = leader(ensemble);
            leader.kill();

            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(KeeperException.class)
                    .until(
                            () -> {
                                if (client.exists(path + "/later", false) == null) {
                                    create(client, path + "/later");
                                }
                                return true;
                            });
            assertThat(client.getSessionId()).isEqualTo(session);

            leader.restart();
            assertThat(say(leader, "srvr")).contains("Mode: follower");
            try (ZooKeeper there = session(leader.address())) {
                assertThat(there.exists(path + "/later", false)).isNotNull();
            }
        }
    }

    @Test
    void aNodeAloneServesAndAShortTickMakesShortSessions(@TempDir Path folder) throws Exception {
        long pid;
        try (LocalZooKeeper alone =
                        LocalZooKeeper.start(
                                ZooKeeperSettings.in(folder).withNodes(1).withTick(100));
                ZooKeeper client = new ZooKeeper(alone.connect(), 150, event -> {})) {
            await().atMost(SOON).until(() -> client.getState().isConnected());
            assertThat(client.getSessionTimeout()).isEqualTo(200);
            assertThat(say(alone.node(1), "srvr")).contains("Mode: standalone");
            pid = alone.node(1).pid();
        }
        assertThat(Processes.isGone(pid)).isTrue();
    }
}
