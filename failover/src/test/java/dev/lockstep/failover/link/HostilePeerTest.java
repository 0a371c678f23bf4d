package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.failover.role.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostilePeerTest {
    private static final Pace IMPATIENT = new Pace(100, 500, 1000, 400, 800, 100);

    private final TestEngine victim =
            new TestEngine(
                    LinkSettings.local("p", "victim", TestEngine.SECRET).with(IMPATIENT),
                    Role.ACTIVE);

    @AfterEach
    void end() {
        victim.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", victim.port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static Wire wire(Socket socket) throws IOException {
        return new Wire(socket.getInputStream(), socket.getOutputStream());
    }

    private static Message.Hello hello(String engine) {
        return new Message.Hello("p", engine, "", Message.Purpose.WATCH, new byte[Frames.NONCE]);
    }

    /** Whether the other end has closed; a reset is an end, too. */
    private static boolean isClosed(Socket socket) {
        try {
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                continue;
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void whoDoesNotKnowTheSecretIsClosedAndCountedAndNamedInTheLogOnceInAWhile() {
        Secret other = Secret.of("another secret, of somebody");
        try (LogLines log = new LogLines();
                TestEngine stranger =
                        new TestEngine(
                                LinkSettings.local("p", "stranger", other).with(IMPATIENT),
                                Role.STANDBY)) {
            stranger.dial(victim);
            await().until(() -> victim.count("refusedProofs") >= 3);

            assertThat(victim.link.linked()).isEmpty();
            assertThat(stranger.link.linked()).isEmpty();
            assertThat(stranger.count("refusedProofs")).isPositive();
            assertThat(log.lines().stream().filter(l -> l.contains("\"stranger\" does not know")))
                    .hasSize(1)
                    .allMatch(l -> l.contains("LS-7022"));
        }
    }

    @Test
    void anEngineOfAnotherProjectOrWithTheSameNameIsRefused() {
        try (TestEngine other =
                        new TestEngine(
                                LinkSettings.local("q", "other", TestEngine.SECRET), Role.STANDBY);
                TestEngine twin = TestEngine.named("victim", Role.STANDBY)) {
            other.dial(victim);
            twin.dial(victim);
            await().until(() -> victim.count("wrongPeers") >= 2);

            assertThat(victim.link.linked()).isEmpty();
            assertThat(victim.count("accepted")).isZero();
        }
    }

    @Test
    void whatAnEngineOnceSaidIsWorthlessWhenItIsSaidAgain() throws Exception {
        ByteArrayOutputStream recorded = new ByteArrayOutputStream();
        try (ServerSocket proxy = new ServerSocket(0);
                TestEngine friend = TestEngine.named("friend", Role.STANDBY)) {
            friend.link.peers(List.of("127.0.0.1:" + proxy.getLocalPort()));
            try (Socket in = proxy.accept();
                    Socket out = connect()) {
                Thread back = new Thread(() -> copy(out, in, new ByteArrayOutputStream()));
                back.start();
                Thread forth = new Thread(() -> copy(in, out, recorded));
                forth.start();
                await().until(() -> victim.hears("friend", Role.STANDBY));
            }
        }
        await().until(() -> !victim.isLinkedTo("friend"));
        assertThat(victim.count("refusedProofs")).isZero();
        try (Socket again = connect()) {
            again.getOutputStream().write(recorded.toByteArray());

            assertThat(isClosed(again)).isTrue();
            await().until(() -> victim.count("refusedProofs") == 1);
            assertThat(victim.count("accepted")).isEqualTo(1);
        }
    }

    private static void copy(Socket from, Socket to, ByteArrayOutputStream record) {
        byte[] buffer = new byte[4096];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                synchronized (record) {
                    record.write(buffer, 0, n);
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException e) {
            // one of them was closed
        }
    }

    @Test
    void itsOwnWordsSentBackProveNothing() throws Exception {
        Message said;
        try (ServerSocket mirror = new ServerSocket(0)) {
            victim.link.peers(List.of("127.0.0.1:" + mirror.getLocalPort()));
            try (Socket socket = mirror.accept()) {
                Wire wire = wire(socket);
                said = wire.read();
                wire.write(new Message.Challenge("mirror", new byte[Frames.NONCE]));
                byte[] proof = ((Message.Response) wire.read()).proof();
                wire.write(new Message.Confirmation(proof));
                await().until(() -> victim.count("refusedProofs") == 1);
            }
        }
        try (Socket socket = connect()) {
            wire(socket).write(said);
            await().until(() -> victim.count("wrongPeers") >= 1);
        }
        assertThat(victim.count("connected")).isZero();
        assertThat(victim.count("accepted")).isZero();
    }

    @Test
    void aChallengeSentBackIsNoProof() throws Exception {
        try (Socket socket = connect()) {
            Wire wire = wire(socket);
            wire.write(hello("mirror"));
            Message.Challenge challenge = (Message.Challenge) wire.read();
            wire.write(new Message.Response(challenge.nonce()));

            await().until(() -> victim.count("refusedProofs") == 1);
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aFrameAboveTheLimitIsNotWaitedFor() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(ByteBuffer.allocate(4).putInt(1 << 30).array());

            assertThat(isClosed(socket)).isTrue();
            await().until(() -> victim.count("badFrames") == 1);
        }
    }

    @Test
    void garbageAndWordsOutOfTurnEndAConnection() throws Exception {
        try (Socket garbage = connect();
                Socket early = connect()) {
            garbage.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes("UTF-8"));
            wire(early).write(new Message.Heartbeat("x", Role.ACTIVE, 99, 1, 1, false, false));

            assertThat(isClosed(garbage)).isTrue();
            assertThat(isClosed(early)).isTrue();
            await().until(() -> victim.count("badFrames") == 2);
            assertThat(victim.facts()).isEmpty();
        }
    }

    @Test
    void whoSaysNothingOrALittleNowAndThenIsClosedInTime() throws Exception {
        try (Socket silent = connect();
                Socket slow = connect()) {
            byte[] frame = Frames.write(hello("slow"));
            slow.getOutputStream().write(ByteBuffer.allocate(4).putInt(frame.length).array());
            long begin = System.nanoTime();
            Thread drip = new Thread(() -> drip(slow, frame));
            drip.start();

            assertThat(isClosed(silent)).isTrue();
            assertThat(isClosed(slow)).isTrue();
            drip.join();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(3));
            await().until(() -> victim.count("tooSlow") == 2);
        }
    }

    private static void drip(Socket socket, byte[] frame) {
        try {
            for (byte b : frame) {
                socket.getOutputStream().write(b);
                new java.util.concurrent.CountDownLatch(1)
                        .await(60, java.util.concurrent.TimeUnit.MILLISECONDS);
            }
        } catch (IOException | InterruptedException e) {
            // closed by the other end, as it should be
        }
    }

    @Test
    void aPeerThatGoesSilentBehindTheGreetingIsClosedInTheEnd() throws Exception {
        try (Socket socket = connect()) {
            Handshake handshake = new Handshake(TestEngine.SECRET, "p", "mute");
            handshake.connect(wire(socket), "", Message.Purpose.WATCH);
            await().until(() -> victim.isLinkedTo("mute"));
            await().until(() -> victim.link.linked().stream().anyMatch(PeerStatus::isSilent));

            assertThat(isClosed(socket)).isTrue();
            await().until(() -> !victim.isLinkedTo("mute"));
            assertThat(victim.count("tooSlow")).isEqualTo(1);
        }
    }

    @Test
    void aFrameBehindTheGreetingThatHasNoSealEndsTheConnectionAndIsNoSuspicion() throws Exception {
        try (Socket socket = connect()) {
            Handshake handshake = new Handshake(TestEngine.SECRET, "p", "cracked");
            Wire good = wire(socket);
            handshake.connect(good, "", Message.Purpose.WATCH);
            good.write(new Message.Heartbeat("cracked", Role.ACTIVE, 7, 1, 1, false, false));
            await().until(() -> victim.hears("cracked", Role.ACTIVE));
            wire(socket).write(new Message.Leaving(true));

            await().until(() -> victim.count("badFrames") == 1);
            assertThat(victim.suspicions()).isEmpty();
        }
    }

    @Test
    void aHeartbeatInTheNameOfAnotherEndsTheConnection() throws Exception {
        try (Socket socket = connect()) {
            Handshake handshake = new Handshake(TestEngine.SECRET, "p", "liar");
            Wire wire = wire(socket);
            handshake.connect(wire, "", Message.Purpose.WATCH);
            wire.write(new Message.Heartbeat("king", Role.ACTIVE, 7, 1, 1, false, false));

            await().until(() -> victim.count("badFrames") == 1);
            assertThat(victim.facts()).isEmpty();
        }
    }

    @Test
    void strangersAboveTheLimitAreTurnedAwayAndFriendsComeInLater() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (TestEngine friend = TestEngine.named("friend", Role.STANDBY)) {
            for (int i = 0; i < LinkLimits.STRANGERS.defaultValue() + 5; i++) {
                crowd.add(connect());
            }
            await().until(() -> victim.count("turnedAway") >= 5);
            friend.dial(victim);
            await().until(() -> victim.isLinkedTo("friend"));
        } finally {
            for (Socket s : crowd) {
                s.close();
            }
        }
    }
}
