package dev.lockstep.failover.link;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Keeps a connection to one address, unless the peer there keeps one to this engine. */
final class Dialer {
    private static final int LONGEST_OF_FIRST = 10;
    private static final int LAST_PORT = 65_535;

    private final Shared shared;
    private final String address;
    private final Thread thread;
    private volatile boolean isClosed;

    Dialer(Shared shared, String address) {
        this.shared = shared;
        this.address = address;
        this.thread = shared.thread("dial-" + address, this::run);
    }

    private void run() {
        int pause = shared.settings.pace().redial();
        while (!isClosed) {
            if (!shared.watch.isLinked(address)) {
                boolean didStand = dial();
                int first = shared.settings.pace().redial();
                pause = didStand ? first : Math.min(2 * pause, LONGEST_OF_FIRST * first);
            }
            if (!isClosed) {
                // not all at the same moment
                long nanos = TimeUnit.MILLISECONDS.toNanos(pause);
                LockSupport.parkNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos));
            }
        }
    }

    private boolean dial() {
        Connection connection = new Connection(shared, new Socket(), address);
        shared.connections.add(connection);
        if (isClosed) {
            connection.close();
            return false;
        }
        return connection.runConnected(target(address));
    }

    /** Looks the name up each time, since it may lead elsewhere by now. */
    static InetSocketAddress target(String address) {
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon).replaceAll("^\\[|]$", "");
        return new InetSocketAddress(host, Integer.parseInt(address.substring(colon + 1)));
    }

    /** Whether something can be dialled at all. */
    static boolean isAddress(String address) {
        int colon = address.lastIndexOf(':');
        return colon > 0
                && address.substring(colon + 1).matches("[1-9]\\d{0,4}")
                && Integer.parseInt(address.substring(colon + 1)) <= LAST_PORT;
    }

    /** Dials no more; a connection that stands is left as it is. */
    void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }
}
