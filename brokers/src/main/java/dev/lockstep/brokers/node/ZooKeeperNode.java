package dev.lockstep.brokers.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.zookeeper.server.ServerConfig;
import org.apache.zookeeper.server.ZooKeeperServerMain;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;

/**
 * Main class of the process of one ZooKeeper node, alone or of an ensemble. Serves until its parent
 * stops it or goes.
 */
public final class ZooKeeperNode implements NodeServer {
    private static final int ANSWER_MILLIS = 2000;

    private final QuorumPeerConfig config;

    private ZooKeeperNode(QuorumPeerConfig config) {
        this.config = config;
    }

    /**
     * Runs a node.
     *
     * @param args the file to say "ready" in; how many nodes start together, which does not matter
     *     here; the file with ZooKeeper's properties
     */
    public static void main(String[] args) throws QuorumPeerConfig.ConfigException {
        QuorumPeerConfig config = new QuorumPeerConfig();
        config.parse(args[2]);
        NodeProcess.run(new ZooKeeperNode(config), Path.of(args[0]));
    }

    /** ZooKeeper's main methods return when the server ends, hence a thread. */
    @Override
    public void start() {
        new Thread(this::serve, "zookeeper").start();
    }

    private void serve() {
        try {
            if (config.isDistributed()) {
                new QuorumPeerMain().runFromConfig(config);
            } else {
                ServerConfig alone = new ServerConfig();
                alone.readFrom(config);
                new ZooKeeperServerMain().runFromConfig(alone);
            }
            Runtime.getRuntime().halt(0);
        } catch (Throwable e) {
            NodeProcess.fail(e);
        }
    }

    /** A node that is not yet part of a quorum answers, but names no mode. */
    @Override
    public boolean isReady() throws IOException {
        InetSocketAddress address = config.getClientPortAddress();
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(address, ANSWER_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.US_ASCII).contains("Mode: ");
        }
    }

    /** A ZooKeeper node keeps what it acknowledged in its log; it needs no farewell. */
    @Override
    public void stop() {}
}
