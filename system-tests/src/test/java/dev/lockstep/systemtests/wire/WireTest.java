package dev.lockstep.systemtests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a wire does with connections when it is whole, cut, slow. */
@Timeout(60)
final class WireTest {
    private static final int MOMENT_MILLIS = 150;
    private static final int SOON_MILLIS = 30_000;

    private ServerSocket listener;
    private Wire wire;
    private Socket near;
    private Socket far;

    @BeforeEach
    void connect() throws IOException {
        InetAddress home = InetAddress.getLoopbackAddress();
        listener = new ServerSocket(0, 1, home);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, home)) {
            port = free.getLocalPort();
        }
        InetSocketAddress at = new InetSocketAddress(home, port);
        wire = new Wire(at, null, new InetSocketAddress(home, listener.getLocalPort()));
        near = new Socket(home, port);
        far = listener.accept();
        near.setSoTimeout(SOON_MILLIS);
        far.setSoTimeout(SOON_MILLIS);
    }

    @AfterEach
    void disconnect() throws IOException {
        near.close();
        far.close();
        wire.close();
        listener.close();
    }

    private static void say(Socket from, String text) throws IOException {
        from.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket at, int length) throws IOException {
        return new String(at.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static void assertSilent(Socket at) throws IOException {
        at.setSoTimeout(MOMENT_MILLIS);
        assertThatThrownBy(() -> at.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        at.setSoTimeout(SOON_MILLIS);
    }

    @Test
    void aWholeWireCarriesBothWays() throws IOException {
        say(near, "there");
        say(far, "back");

        assertThat(hear(far, 5)).isEqualTo("there");
        assertThat(hear(near, 4)).isEqualTo("back");
    }

    @Test
    void whatComesToACutWaitsAndGoesOnInOrder() throws IOException {
        wire.there().shut();
        say(near, "one");
        say(near, "two");
        assertSilent(far);

        wire.there().open();

        assertThat(hear(far, 6)).isEqualTo("onetwo");
    }

    @Test
    void aCutOneWayLeavesTheOther() throws IOException {
        wire.back().shut();
        say(near, "there");
        say(far, "back");

        assertThat(hear(far, 5)).isEqualTo("there");
        assertSilent(near);
    }

    @Test
    void thatASideHasGoneIsNotHeardThroughACut() throws IOException {
        wire.back().shut();
        far.close();
        assertSilent(near);

        wire.back().open();

        assertThat(near.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void aSlowWireIsLateAndLosesNothing() throws IOException {
        wire.there().slow(MOMENT_MILLIS, 0);
        long began = System.nanoTime();
        say(near, "late");

        assertThat(hear(far, 4)).isEqualTo("late");
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS));
    }

    @Test
    void aNarrowWireTakesTimeForEachByte() throws IOException {
        wire.there().slow(0, 1_000);
        long began = System.nanoTime();
        say(near, "x".repeat(200));

        assertThat(hear(far, 200)).hasSize(200);
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(200));
    }
}
