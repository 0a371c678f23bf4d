package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {
    @Test
    void enginesHearOfAReignAndSeeThatItGoesOn() {
        try (TestEngine a = TestEngine.named("a", Role.ACTIVE);
                TestEngine b = TestEngine.named("b", Role.STANDBY)) {
            a.epoch = 4;
            b.dial(a);
            await().until(() -> b.facts().stream().filter(new Fact.Seen(4)::equals).count() > 2);
            await().until(() -> a.hears("b", Role.STANDBY));

            assertThat(b.facts().stream().filter(new Fact.Heard(4)::equals)).hasSize(1);
            assertThat(a.facts()).isEmpty();
            a.epoch = 5;
            a.link.beat();
            await().until(() -> b.facts().contains(new Fact.Heard(5)));
            assertThat(b.suspicions()).isEmpty();
        }
    }

    @Test
    void oneConnectionBetweenTwoEnginesIsEnoughWhoeverOpenedIt() {
        try (TestEngine a = TestEngine.named("a", Role.ACTIVE);
                TestEngine b = TestEngine.named("b", Role.STANDBY)) {
            b.dial(a);
            await().until(() -> a.isLinkedTo("b") && b.isLinkedTo("a"));
            a.dial(b);
            await().during(Duration.ofMillis(600)).until(() -> a.count("connected") == 0);
        }
    }

    @Test
    void anEngineThatStopsInOrderIsGoneAtOnceAndForCertain() {
        try (TestEngine a = TestEngine.named("a", Role.ACTIVE);
                TestEngine b = TestEngine.named("b", Role.STANDBY)) {
            b.dial(a);
            await().until(() -> b.hears("a", Role.ACTIVE));
            a.link.leave();
            await().atMost(Duration.ofMillis(500)).until(() -> !b.suspicions().isEmpty());

            assertThat(b.suspicions()).containsExactly(new Fact.Suspected(1, "left", true));
        }
    }

    @Test
    void aLinkThatIsClosedWhileTheEngineGoesOnMakesNobodySuspected() {
        try (TestEngine a = TestEngine.named("a", Role.ACTIVE);
                TestEngine b = TestEngine.named("b", Role.STANDBY)) {
            b.dial(a);
            await().until(() -> b.hears("a", Role.ACTIVE));
            a.link.close();
            await().until(() -> !b.isLinkedTo("a"));

            assertThat(b.suspicions()).isEmpty();
        }
    }

    @Test
    void anEngineThatComesBackIsConnectedToAgain() {
        try (TestEngine b = TestEngine.named("b", Role.STANDBY)) {
            int port;
            try (TestEngine a = TestEngine.named("a~1", Role.ACTIVE)) {
                port = a.port();
                b.dial(a);
                await().until(() -> b.hears("a~1", Role.ACTIVE));
            }
            await().until(() -> !b.isLinkedTo("a~1"));
            LinkSettings same =
                    LinkSettings.local("p", "a~2", TestEngine.SECRET)
                            .at("127.0.0.1", port, "127.0.0.1");
            try (TestEngine a = new TestEngine(same, Role.STANDBY)) {
                await().until(() -> b.hears("a~2", Role.STANDBY));
                assertThat(a.link.linked()).extracting(PeerStatus::engine).contains("b");
            }
        }
    }

    @Test
    void whoIsNotWantedAnyMoreIsNotDialled() {
        try (TestEngine a = TestEngine.named("a", Role.ACTIVE);
                TestEngine b = TestEngine.named("b", Role.STANDBY)) {
            b.link.peers(
                    List.of("", "nonsense", "h:0", "h:65536", b.link.address(), "127.0.0.1:1"));
            b.link.peers(List.of(a.link.address(), a.link.address()));
            await().until(() -> b.isLinkedTo("a"));
            b.link.peers(List.of());

            assertThat(b.count("connected")).isEqualTo(1);
            assertThat(b.isLinkedTo("a")).as("a connection that stands stays").isTrue();
        }
    }

    @Test
    void withoutASecretThereIsNoLink() {
        try (LogLines log = new LogLines();
                TestEngine a = new TestEngine(LinkSettings.local("p", "a", null), Role.ACTIVE)) {
            a.link.peers(List.of("127.0.0.1:1"));
            a.link.beat();

            assertThat(a.link.address()).isEmpty();
            assertThat(a.link.linked()).isEmpty();
            assertThat(log.lines()).anyMatch(l -> l.contains("LS-7020"));
        }
    }

    @Test
    void aLinkEndsWithAllItsThreads() throws Exception {
        TestEngine a = TestEngine.named("ends-a", Role.ACTIVE);
        try (TestEngine b = TestEngine.named("ends-b", Role.STANDBY);
                ServerSocket silent = new ServerSocket(0)) {
            String mute = "127.0.0.1:" + silent.getLocalPort();
            a.link.peers(List.of(b.link.address(), "127.0.0.1:1", mute));
            await().until(() -> a.isLinkedTo("ends-b"));
            assertThat(threadsOf("ends-a")).hasSizeGreaterThan(4);
            long begin = System.nanoTime();
            a.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(3));
            await().until(() -> threadsOf("ends-a").isEmpty());
            a.close();
        }
    }

    private static List<String> threadsOf(String engine) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(n -> n.startsWith("lockstep-link-" + engine + "-"))
                .toList();
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        try (TestEngine a = TestEngine.named("a", Role.ACTIVE)) {
            LinkSettings same =
                    LinkSettings.local("p", "b", TestEngine.SECRET)
                            .at("127.0.0.1", a.port(), "127.0.0.1");
            assertThatThrownBy(() -> new TestEngine(same, Role.STANDBY))
                    .hasMessageContaining("LS-7021");
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused(@TempDir Path folder) throws Exception {
        LinkSettings local = LinkSettings.local("p", "b", null);
        assertThatThrownBy(() -> local.at("h", 65_536, "h")).hasMessageContaining("LS-7029");
        assertThatThrownBy(() -> local.with(new Pace(100, 100, 1, 1, 1, 1)))
                .hasMessageContaining("LS-7029");
        assertThatThrownBy(() -> Secret.of("too short")).hasMessageContaining("LS-7029");
        assertThatThrownBy(() -> Secret.in(folder.resolve("none"))).hasMessageContaining("LS-7029");
        Path file = Files.writeString(folder.resolve("secret"), "a secret of the tests\n");
        assertThat(Secret.in(file).bytes()).isEqualTo(TestEngine.SECRET.bytes());
        assertThat(Secret.in(file)).hasToString("Secret");
    }
}
