package dev.lockstep.brokers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How a local ZooKeeper ensemble is made.
 *
 * @param nodes how many; 1, or 3 for an ensemble that survives one
 * @param folder gets one folder a node; what is there already is used again
 * @param tickMillis ZooKeeper's {@code tickTime}; sessions last at least two ticks
 * @param hosts the addresses of this machine at which node 1, 2, ... listen; the last one counts
 *     for all further nodes
 * @param heapMegabytes of each node
 * @param patience how long the nodes may take to become ready
 */
public record ZooKeeperSettings(
        int nodes,
        Path folder,
        int tickMillis,
        List<String> hosts,
        int heapMegabytes,
        Duration patience) {
    private static final int SHORTEST_TICK = 20;

    public ZooKeeperSettings {
        folder = folder.toAbsolutePath().normalize();
        hosts = List.copyOf(hosts);
        NodeSettings.check(nodes, hosts, heapMegabytes);
        if (tickMillis < SHORTEST_TICK) {
            throw NodeSettings.bad("A tick has " + SHORTEST_TICK + " ms or more.");
        }
    }

    /** Three nodes at 127.0.0.1 with ticks of 500 ms. */
    public static ZooKeeperSettings in(Path folder) {
        return new ZooKeeperSettings(
                3, folder, 500, List.of(NodeSettings.LOOPBACK), 64, NodeSettings.PATIENCE);
    }

    /** So many nodes. */
    public ZooKeeperSettings withNodes(int count) {
        return new ZooKeeperSettings(count, folder, tickMillis, hosts, heapMegabytes, patience);
    }

    /** Another {@code tickTime}, in milliseconds. */
    public ZooKeeperSettings withTick(int millis) {
        return new ZooKeeperSettings(nodes, folder, millis, hosts, heapMegabytes, patience);
    }

    /** Other addresses; 127.0.0.2 and so on reach this machine too, and can be cut off singly. */
    public ZooKeeperSettings withHosts(String... addresses) {
        return new ZooKeeperSettings(
                nodes, folder, tickMillis, List.of(addresses), heapMegabytes, patience);
    }

    /** Another time for becoming ready. */
    public ZooKeeperSettings withPatience(Duration time) {
        return new ZooKeeperSettings(nodes, folder, tickMillis, hosts, heapMegabytes, time);
    }
}
