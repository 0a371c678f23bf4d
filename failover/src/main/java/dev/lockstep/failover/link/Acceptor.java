package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Takes the connections that peers open, not more than the limits say. */
final class Acceptor {
    private static final int BACKLOG = 32;

    private final ServerSocket socket;
    private volatile boolean isClosed;
    private int number;

    private Acceptor(ServerSocket socket) {
        this.socket = socket;
    }

    /**
     * @throws LockstepException {@link LinkError#CANNOT_LISTEN}
     */
    static Acceptor listen(LinkSettings settings) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(
                    new InetSocketAddress(InetAddress.getByName(settings.bind()), settings.port()),
                    BACKLOG);
            return new Acceptor(socket);
        } catch (IOException e) {
            throw new LockstepException(
                    LinkError.CANNOT_LISTEN,
                    "The link cannot listen at "
                            + settings.bind()
                            + ":"
                            + settings.port()
                            + ": "
                            + e.getMessage()
                            + ".",
                    e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Takes connections until it is closed. */
    void run(Shared shared) {
        while (!isClosed) {
            try {
                take(shared, socket.accept());
            } catch (IOException e) {
                // as when the process has no file left to open; it may have some later
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }

    private void take(Shared shared, Socket raw) throws IOException {
        String place = raw.getInetAddress().getHostAddress() + ":" + raw.getPort();
        long accepted = shared.accepted.size();
        long strangers = shared.accepted.stream().filter(c -> !c.isKnown()).count();
        if (accepted >= LinkLimits.CONNECTIONS.defaultValue()
                || strangers >= LinkLimits.STRANGERS.defaultValue()) {
            raw.close();
            shared.trouble.turnedAway(place);
            return;
        }
        raw.setTcpNoDelay(true);
        Connection connection = new Connection(shared, raw, place);
        shared.accepted.add(connection);
        shared.connections.add(connection);
        if (isClosed) {
            // whoever closes all may have looked before this one was there
            connection.close();
            return;
        }
        shared.thread("in-" + ++number, connection::runAccepted);
    }

    void close() {
        isClosed = true;
        try {
            socket.close();
        } catch (IOException e) {
            // closed is closed
        }
    }
}
