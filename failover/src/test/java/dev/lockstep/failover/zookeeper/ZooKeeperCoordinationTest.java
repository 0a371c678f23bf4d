package dev.lockstep.failover.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.Node;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.brokers.SharedZooKeeper;
import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.coordination.CoordinationContract;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.coordination.MemberText;
import dev.lockstep.failover.coordination.TestMember;
import dev.lockstep.failover.link.LogLines;
import dev.lockstep.failover.role.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;

class ZooKeeperCoordinationTest extends CoordinationContract {
    @Override
    protected Coordination coordination() {
        return new ZooKeeperCoordination(ZooKeeperCoordinationSettings.at(address()));
    }

    @Override
    protected String kind() {
        return "zookeeper";
    }

    @Override
    protected String address() {
        return SharedZooKeeper.get().connect();
    }

    @Override
    protected List<Node> servers() {
        return SharedZooKeeper.get().nodes();
    }

    @Override
    protected Duration detection() {
        return Duration.ofSeconds(1);
    }

    private ZooKeeper raw() throws Exception {
        ZooKeeper client = new ZooKeeper(address(), 10_000, e -> {});
        await().until(() -> client.getState().isConnected());
        return client;
    }

    private static String path(TestMember member, String engine) {
        return "/ESP/server-n_%010d".formatted(member.sees(engine).number());
    }

    @Test
    void theNodeIsWhereItIsPublishedAndGoesWithItsSession() throws Exception {
        TestMember a = join("a", Role.ACTIVE);
        try (ZooKeeper raw = raw()) {
            assertThat(raw.exists(path(a, "a"), false).getEphemeralOwner()).isNotZero();
            byte[] data = raw.getData(path(a, "a"), false, null);
            Member read = MemberText.read(data);
            assertThat(read).isNotNull().extracting(m -> m.engine()).isEqualTo("a");
        }
    }

    @Test
    void aNodeThatSomebodyDeletesIsMadeAgain() throws Exception {
        TestMember a = join("a", Role.STANDBY);
        TestMember b = join("b", Role.STANDBY);
        await().until(() -> b.engines().equals(List.of("a", "b")));
        try (ZooKeeper raw = raw()) {
            raw.delete(path(a, "a"), -1);
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> b.engines().equals(List.of("b", "a")));
        await().atMost(Duration.ofSeconds(10)).until(() -> a.engines().equals(List.of("b", "a")));
    }

    @Test
    void whatOthersKeepBelowTheSamePathIsPassedOverAndLeftAlone() throws Exception {
        try (ZooKeeper raw = raw()) {
            join("a", Role.STANDBY);
            String foreign =
                    raw.create(
                            "/ESP/server-n_",
                            "host:55555".getBytes(StandardCharsets.UTF_8),
                            ZooDefs.Ids.OPEN_ACL_UNSAFE,
                            CreateMode.EPHEMERAL_SEQUENTIAL);
            TestMember b = join("b", Role.STANDBY);
            await().until(() -> b.engines().equals(List.of("a", "b")));

            assertThat(raw.exists(foreign, false)).isNotNull();
        }
    }

    @Test
    void whatAnEarlierLifeLeftBehindIsRemovedOnlyWithProof() throws Exception {
        try (ZooKeeper raw = raw()) {
            leave(raw, "a~1", "h:a~3");
            leave(raw, "a~2", "elsewhere:1");
            leave(raw, "b~1", "h:a~3");
            TestMember a = join("a~3", Role.STANDBY);

            assertThat(a.engines()).containsExactly("a~2", "b~1", "a~3");
        }
    }

    private void leave(ZooKeeper raw, String engine, String address) throws Exception {
        Member member = new Member(project, engine, -1, address, Role.STANDBY, 1, 1, 1);
        raw.create(
                "/ESP/server-n_",
                MemberText.write(member),
                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.EPHEMERAL_SEQUENTIAL);
    }

    @Test
    void withAUserNobodyElseMayReadOrRemoveAnything() throws Exception {
        String root = "/ESP-" + SharedKafka.unique("secured");
        ZooKeeperCoordinationSettings open =
                ZooKeeperCoordinationSettings.at(address()).withRoot(root).withSession(10_000);
        ZooKeeperCoordinationSettings settings = open.withDigest("engines:secret of theirs");
        try (LogLines log = new LogLines();
                TestMember a = member(settings, "a", Role.ACTIVE)) {
            // whoever comes first makes the root, and says who may use it
            await().until(() -> a.engines().equals(List.of("a")));
            try (TestMember thief = member(open, "c", Role.STANDBY)) {
                // that it sees nobody says something only once it has looked
                await().until(() -> isRefused(log) || !thief.engines().isEmpty());
                try (TestMember b = member(settings, "b", Role.STANDBY);
                        ZooKeeper raw = raw()) {
                    await().until(() -> seesBoth(a) && seesBoth(b));
                    String path = root + "/server-n_%010d".formatted(a.sees("a").number());

                    assertThatThrownBy(() -> raw.getData(path, false, null))
                            .isInstanceOf(KeeperException.NoAuthException.class);
                    assertThatThrownBy(() -> raw.delete(path, -1))
                            .isInstanceOf(KeeperException.NoAuthException.class);
                    assertThat(thief.facts).isEmpty();
                    assertThat(thief.engines()).isEmpty();
                    assertThat(a.engines()).containsExactly("a", "b");
                }
            }
        }
        assertThat(settings.toString()).doesNotContain("secret");
    }

    private static boolean isRefused(LogLines log) {
        return log.lines().stream().anyMatch(l -> l.contains("LS-7041"));
    }

    private static boolean seesBoth(TestMember member) {
        return member.engines().containsAll(List.of("a", "b"));
    }

    private TestMember member(ZooKeeperCoordinationSettings settings, String engine, Role role) {
        return new TestMember(
                new ZooKeeperCoordination(settings),
                new Member(project, engine, -1, "", role, 1, 1, 1));
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        ZooKeeperCoordinationSettings good = ZooKeeperCoordinationSettings.at("h:1");
        assertThatThrownBy(() -> ZooKeeperCoordinationSettings.at(" "))
                .hasMessageContaining("LS-7044");
        assertThatThrownBy(() -> good.withRoot("ESP")).hasMessageContaining("LS-7044");
        assertThatThrownBy(() -> good.withSession(0)).hasMessageContaining("LS-7044");
        assertThatThrownBy(() -> good.withDigest("nobody")).hasMessageContaining("LS-7044");
    }

    @Test
    void aServerThatIsNotThereIsNoReasonToWait() {
        ZooKeeperCoordinationSettings nowhere = ZooKeeperCoordinationSettings.at("127.0.0.1:1");
        try (TestMember a = member(nowhere, "a", Role.ACTIVE)) {
            a.becomes(Role.STANDBY, 1, 2);

            assertThat(a.coordination.isInTouch()).isFalse();
            assertThat(a.engines()).isEmpty();
        }
    }
}
