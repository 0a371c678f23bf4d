package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.failover.role.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SnapshotLinkTest {
    private final TestEngine a = TestEngine.named("a", Role.ACTIVE);
    private final TestEngine b = TestEngine.named("b", Role.STANDBY);
    private final TestEngine c = TestEngine.named("c", Role.JOINING);

    private static SnapshotSource source(byte[] content, long length) {
        return () -> new SnapshotSource.Offer(42, length, new ByteArrayInputStream(content));
    }

    @org.junit.jupiter.api.AfterEach
    void end() {
        a.close();
        b.close();
        c.close();
    }

    private void link() {
        c.link.peers(List.of(a.link.address(), b.link.address()));
        await().until(() -> c.hears("a", Role.ACTIVE) && c.hears("b", Role.STANDBY));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aStandbyIsAskedAndItsSnapshotArrivesWhole() {
        byte[] content = random(1_000_003);
        b.snapshots = source(content, content.length);
        link();
        List<PeerStatus> peers = c.link.snapshotPeers();
        assertThat(peers).extracting(PeerStatus::engine).containsExactly("b");
        ByteArrayOutputStream taken = new ByteArrayOutputStream();

        assertThat(c.link.takeSnapshot(peers.get(0), taken)).isEqualTo(42);
        assertThat(taken.toByteArray()).isEqualTo(content);
        await().until(() -> b.count("snapshotsSent") == 1);
        assertThat(c.isLinkedTo("b")).as("the other connection is untouched").isTrue();
        assertThat(b.count("accepted")).isEqualTo(2);
    }

    @Test
    void theOneThatReignsIsAskedOnlyWhereThereIsNoStandby() {
        link();
        b.role = Role.CATCHING_UP;
        await().until(() -> c.hears("b", Role.CATCHING_UP));

        assertThat(c.link.snapshotPeers()).extracting(PeerStatus::engine).containsExactly("a");
    }

    @Test
    void anEmptySnapshotIsOneToo() {
        b.snapshots = source(new byte[0], 0);
        link();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();

        assertThat(c.link.takeSnapshot(c.link.snapshotPeers().get(0), taken)).isEqualTo(42);
        assertThat(taken.size()).isZero();
    }

    @Test
    void aPeerThatHasNoneOrCannotReadItSaysSo() {
        link();
        PeerStatus peer = c.link.snapshotPeers().get(0);
        assertThatThrownBy(() -> c.link.takeSnapshot(peer, new ByteArrayOutputStream()))
                .hasMessageContaining("LS-7027")
                .hasMessageContaining("it has none");

        b.snapshots = source(new byte[100_000], 200_000);
        assertThatThrownBy(() -> c.link.takeSnapshot(peer, new ByteArrayOutputStream()))
                .hasMessageContaining("it ends before its length");

        b.snapshots =
                () -> {
                    throw new IOException("a broken disk");
                };
        assertThatThrownBy(() -> c.link.takeSnapshot(peer, new ByteArrayOutputStream()))
                .hasMessageContaining("LS-7027")
                .hasMessageContaining("a broken disk");
    }

    @Test
    void aPeerThatIsNotThereAnyMoreIsSaid() {
        link();
        PeerStatus peer = c.link.snapshotPeers().get(0);
        b.close();

        assertThatThrownBy(() -> c.link.takeSnapshot(peer, new ByteArrayOutputStream()))
                .hasMessageContaining("LS-7027");
    }

    @Test
    void moreThanSoManyAtATimeAreRefusedAndTheFirstOnesGoOn() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        b.snapshots = () -> new SnapshotSource.Offer(42, 1, new Held(hold));
        link();
        PeerStatus peer = c.link.snapshotPeers().get(0);
        Thread[] takers = new Thread[(int) LinkLimits.SNAPSHOTS.defaultValue()];
        List<Long> taken = new java.util.concurrent.CopyOnWriteArrayList<>();
        for (int i = 0; i < takers.length; i++) {
            takers[i] =
                    new Thread(
                            () ->
                                    taken.add(
                                            c.link.takeSnapshot(
                                                    peer, new ByteArrayOutputStream())));
            takers[i].start();
        }
        await().until(() -> b.count("accepted") == 1 + takers.length);
        await().untilAsserted(
                        () ->
                                assertThatThrownBy(
                                                () ->
                                                        c.link.takeSnapshot(
                                                                peer, new ByteArrayOutputStream()))
                                        .hasMessageContaining("failover.link.snapshots.max"));
        hold.countDown();
        for (Thread taker : takers) {
            taker.join();
        }
        assertThat(taken).containsExactly(42L, 42L);
    }

    /** One byte, when it is let go. */
    private static final class Held extends InputStream {
        private final CountDownLatch hold;

        Held(CountDownLatch hold) {
            this.hold = hold;
        }

        @Override
        public int read() {
            try {
                hold.await();
                return 1;
            } catch (InterruptedException e) {
                return -1;
            }
        }
    }
}
