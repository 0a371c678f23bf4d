package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses ports that nobody listens at. They lie below those that the system gives to outgoing
 * connections: a client that tries again and again to reach a node that is down would otherwise be
 * given the node's own port one day, and keep it.
 */
public final class FreePorts {
    private static final Path OUTGOING = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 32_767;

    /** From which to choose, even if the system gives them to outgoing connections too. */
    private static final int FEWEST = 5_000;

    private static final int TRIES = 2_000;

    private final Set<Integer> given = new LinkedHashSet<>();

    /**
     * A port that is free at the address now and was not given before.
     *
     * @throws LockstepException {@link BrokersError#NO_PORT} if none is found
     */
    public int next(String host) {
        int end = Math.max(LOWEST + FEWEST, Math.min(HIGHEST, firstOutgoing() - 1));
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, end);
            if (!given.contains(port) && isFree(host, port)) {
                given.add(port);
                return port;
            }
        }
        throw new LockstepException(
                BrokersError.NO_PORT, "No port at " + host + " can be listened at.");
    }

    /** Whether somebody could listen there now. */
    static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** The first port that the system may give to an outgoing connection. */
    static int firstOutgoing() {
        byte[] line = new byte[64];
        try (InputStream in = Files.newInputStream(OUTGOING)) {
            // all at once: the system answers a second reading with nothing
            int length = Math.max(0, in.read(line));
            String range = new String(line, 0, length, StandardCharsets.US_ASCII).strip();
            return Integer.parseInt(range.split("\\s+")[0]);
        } catch (IOException | NumberFormatException unknown) {
            return HIGHEST + 1;
        }
    }
}
