package dev.lockstep.systemtests.wire;

import dev.lockstep.brokers.FreePorts;
import dev.lockstep.brokers.LocalCluster;
import dev.lockstep.brokers.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One wire from each engine to each broker, each ZooKeeper node and each other engine, at addresses
 * of the engine's own. One thread.
 */
public final class Wires implements AutoCloseable {
    /** How the names of brokers begin, at the ports for guests. */
    public static final String KAFKA = "kafka";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int TO_KAFKA = 10;
    private static final int TO_ZOOKEEPER = 20;
    private static final int TO_PEERS = 30;
    private static final int FROM_PEERS = 40;

    private final Network network;
    private final List<Integer> brokers;
    private final List<Integer> zooKeepers;
    private final List<Integer> links = new ArrayList<>();
    private final List<Laid> all = new ArrayList<>();

    /**
     * @param engine whose it is
     * @param peer the engine it leads to; 0 if it leads to none
     * @param last number of its address
     */
    private record Laid(int engine, int peer, Target target, int last, Wire wire) {}

    /**
     * Lays them.
     *
     * @param cluster whose brokers have ports for guests named {@link #KAFKA}
     * @param engines how many, numbered from 1
     * @throws IOException if this machine lacks the addresses
     */
    public Wires(Network network, LocalCluster cluster, int engines) throws IOException {
        this.network = network;
        brokers = cluster.kafka().guests();
        zooKeepers =
                cluster.zooKeeper().nodes().stream()
                        .map(Node::address)
                        .map(a -> Integer.valueOf(a.substring(a.lastIndexOf(':') + 1)))
                        .toList();
        FreePorts ports = new FreePorts();
        for (int e = 1; e <= engines; e++) {
            links.add(ports.next(LOOPBACK));
        }
        for (int e = 1; e <= engines; e++) {
            lay(e, Target.KAFKA, TO_KAFKA, brokers);
            lay(e, Target.ZOOKEEPER, TO_ZOOKEEPER, zooKeepers);
            lay(e, Target.PEERS, TO_PEERS, links);
        }
    }

    private void lay(int engine, Target target, int first, List<Integer> ports) throws IOException {
        for (int k = 1; k <= ports.size(); k++) {
            if (target == Target.PEERS && k == engine) {
                continue;
            }
            int port = ports.get(k - 1);
            boolean isPeer = target == Target.PEERS;
            String host = isPeer ? network.host(k) : LOOPBACK;
            Wire wire =
                    new Wire(
                            new InetSocketAddress(network.address(engine, first + k), port),
                            isPeer
                                    ? new InetSocketAddress(network.from(k, FROM_PEERS + engine), 0)
                                    : null,
                            new InetSocketAddress(host, port));
            all.add(new Laid(engine, isPeer ? k : 0, target, first + k, wire));
        }
    }

    /** Where engines find Kafka. */
    public String bootstrap() {
        return named(KAFKA, brokers);
    }

    /** Where engines find ZooKeeper. */
    public String connect() {
        return named("zookeeper", zooKeepers);
    }

    private static String named(String stem, List<Integer> ports) {
        List<String> places = new ArrayList<>();
        for (int k = 1; k <= ports.size(); k++) {
            places.add(stem + "-" + k + ":" + ports.get(k - 1));
        }
        return String.join(",", places);
    }

    /** The port at which an engine listens for its peers. */
    public int link(int engine) {
        return links.get(engine - 1);
    }

    /** The name under which its peers find an engine. */
    public static String name(int engine) {
        return "engine-" + engine;
    }

    /** Writes what an engine is to know of names, for {@code jdk.net.hosts.file}. */
    public void writeHosts(int engine, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(LOOPBACK + " localhost");
        try {
            lines.add(LOOPBACK + " " + InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // a machine without a name: nobody asks for it then
        }
        for (int k = 1; k <= brokers.size(); k++) {
            lines.add(network.address(engine, TO_KAFKA + k) + " " + KAFKA + "-" + k);
        }
        for (int k = 1; k <= zooKeepers.size(); k++) {
            lines.add(network.address(engine, TO_ZOOKEEPER + k) + " zookeeper-" + k);
        }
        for (int k = 1; k <= links.size(); k++) {
            String place = k == engine ? network.host(k) : network.address(engine, TO_PEERS + k);
            lines.add(place + " " + name(k));
        }
        Files.write(file, lines);
    }

    /** Cuts an engine off from some of what it talks to, whoever has dialled. */
    public void cut(int engine, Set<Target> targets, Way way) {
        List<String> addresses = new ArrayList<>();
        for (Laid l : all) {
            if (targets.contains(l.target()) && l.engine() == engine) {
                addresses.add(network.address(engine, l.last()));
            } else if (targets.contains(l.target()) && l.peer() == engine) {
                addresses.add(network.from(engine, FROM_PEERS + l.engine()));
            }
        }
        if (!network.cut(engine, addresses, way)) {
            gates(engine, targets, way).forEach(Gate::shut);
        }
    }

    /**
     * The gates between an engine and some of what it talks to, whoever has dialled.
     *
     * @param engine from 1
     */
    public List<Gate> gates(int engine, Set<Target> targets, Way way) {
        List<Gate> gates = new ArrayList<>();
        for (Laid l : all) {
            if (!targets.contains(l.target())) {
                continue;
            }
            boolean isOwn = l.engine() == engine;
            if (isOwn || l.peer() == engine) {
                Gate out = isOwn ? l.wire().there() : l.wire().back();
                Gate in = isOwn ? l.wire().back() : l.wire().there();
                if (way != Way.IN) {
                    gates.add(out);
                }
                if (way != Way.OUT) {
                    gates.add(in);
                }
            }
        }
        return gates;
    }

    /** Lets everything through again. */
    public void mend() {
        network.mend();
        for (Laid l : all) {
            l.wire().there().open();
            l.wire().back().open();
        }
    }

    @Override
    public void close() throws IOException {
        for (Laid l : all) {
            l.wire().close();
        }
    }
}
