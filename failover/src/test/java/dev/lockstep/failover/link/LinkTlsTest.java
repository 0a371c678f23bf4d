package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTlsTest {
    private static final String PASSWORD = "changeit-in-tests";

    @TempDir static Path folder;
    private static LinkTls good;
    private static LinkTls strange;
    private static LinkTls elsewhere;

    @BeforeAll
    static void makeKeys() throws Exception {
        good = keys("good", "ip:127.0.0.1");
        strange = keys("strange", "ip:127.0.0.1");
        elsewhere = keys("elsewhere", "dns:other.example");
    }

    /** One certificate that all engines share and trust. */
    private static LinkTls keys(String name, String host) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=" + host,
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        LinkTls.Store store = new LinkTls.Store(file, PASSWORD.toCharArray());
        return LinkTls.of(store, store, true);
    }

    private static TestEngine engine(String name, Role role, LinkTls tls) {
        return new TestEngine(LinkSettings.local("p", name, TestEngine.SECRET).with(tls), role);
    }

    @Test
    void enginesThatTrustEachOtherAreLinkedAndHandSnapshotsOver() {
        byte[] content = new byte[300_000];
        try (TestEngine a = engine("a", Role.ACTIVE, good);
                TestEngine b = engine("b", Role.STANDBY, good)) {
            a.snapshots =
                    () ->
                            new SnapshotSource.Offer(
                                    7, content.length, new ByteArrayInputStream(content));
            b.dial(a);
            await().until(() -> b.facts().contains(new Fact.Seen(1)));
            ByteArrayOutputStream taken = new ByteArrayOutputStream();

            assertThat(b.link.takeSnapshot(b.link.snapshotPeers().get(0), taken)).isEqualTo(7);
            assertThat(taken.toByteArray()).isEqualTo(content);
            a.link.leave();
            await().atMost(Duration.ofSeconds(1)).until(() -> !b.suspicions().isEmpty());
            assertThat(b.suspicions()).containsExactly(new Fact.Suspected(1, "left", true));
        }
    }

    @Test
    void aKilledEngineIsSuspectedForCertainBehindTlsToo() throws Exception {
        String keys = folder.resolve("good.p12").toString();
        try (LinkProcess child = LinkProcess.start(Role.ACTIVE, keys, PASSWORD);
                TestEngine b = engine("b", Role.STANDBY, good)) {
            b.link.peers(List.of(child.address()));
            await().until(() -> b.hears("child", Role.ACTIVE));
            child.process().destroyForcibly();
            await().until(() -> !b.suspicions().isEmpty());

            assertThat(b.suspicions()).containsExactly(new Fact.Suspected(1, "link reset", true));
        }
    }

    @Test
    void aPeerWhoseCertificateIsNotTrustedIsRefusedThoughItKnowsTheSecret() {
        try (TestEngine a = engine("a", Role.ACTIVE, good);
                TestEngine b = engine("b", Role.STANDBY, strange)) {
            b.dial(a);
            await().until(() -> a.count("tlsFailures") > 0 && b.count("tlsFailures") > 0);

            assertThat(a.link.linked()).isEmpty();
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefusedByTheOneThatConnects() {
        try (TestEngine a = engine("a", Role.ACTIVE, elsewhere);
                TestEngine b = engine("b", Role.STANDBY, elsewhere)) {
            b.dial(a);
            await().until(() -> b.count("tlsFailures") > 0);
            assertThat(a.link.linked()).isEmpty();
        }
        LinkTls lenient = new LinkTls(elsewhere.context(), false);
        try (TestEngine a = engine("a", Role.ACTIVE, lenient);
                TestEngine b = engine("b", Role.STANDBY, lenient)) {
            b.dial(a);
            await().until(() -> b.hears("a", Role.ACTIVE));
        }
    }

    @Test
    void anEngineWithTlsAndOneWithoutAreNotLinked() {
        try (TestEngine a = engine("a", Role.ACTIVE, good);
                TestEngine b = TestEngine.named("b", Role.STANDBY)) {
            b.dial(a);
            await().until(() -> a.count("tlsFailures") > 0);
            a.dial(b);
            await().until(() -> b.count("badFrames") > 0);

            assertThat(a.link.linked()).isEmpty();
            assertThat(b.link.linked()).isEmpty();
        }
    }

    @Test
    void keystoresThatCannotBeReadAreSaid() {
        LinkTls.Store none = new LinkTls.Store(folder.resolve("none"), new char[0]);
        LinkTls.Store wrong = new LinkTls.Store(folder.resolve("good.p12"), new char[] {'x'});

        assertThatThrownBy(() -> LinkTls.of(none, none, true)).hasMessageContaining("LS-7026");
        assertThatThrownBy(() -> LinkTls.of(wrong, wrong, true)).hasMessageContaining("LS-7026");
    }
}
