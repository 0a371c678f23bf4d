package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A ZooKeeper ensemble of local processes. It does not wait for the disk before it acknowledges, so
 * that its data survive the death of processes but not that of the machine. Safe for use by several
 * threads.
 */
public final class LocalZooKeeper implements AutoCloseable {
    private final LocalNodes nodes;

    private LocalZooKeeper(LocalNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts all nodes together and returns when each of them serves.
     *
     * @throws LockstepException with a code of {@link BrokersError}; nothing runs then
     */
    public static LocalZooKeeper start(ZooKeeperSettings settings) {
        JvmArchive archive = NodeClassPath.find().archive("zookeeper");
        archive.makeIfMissing(
                (folder, jvm) ->
                        nodes(ZooKeeperSettings.in(folder).withNodes(1), jvm).all().get(0).stop());
        return new LocalZooKeeper(nodes(settings, archive.options()));
    }

    private static LocalNodes nodes(ZooKeeperSettings settings, List<String> jvm) {
        return LocalNodes.start(() -> plans(settings, jvm), settings.patience());
    }

    /** What a client is given as connect string. */
    public String connect() {
        return nodes.addresses();
    }

    /** Nodes 1, 2, ... in this order. */
    public List<Node> nodes() {
        return nodes.all();
    }

    /** The node with that number, from 1. */
    public Node node(int id) {
        return nodes.all().get(id - 1);
    }

    /** Starts what does not run, and thaws what is frozen; returns when those started serve. */
    public void startAll() {
        nodes.startAll();
    }

    /** Kills all nodes; returns when they are gone. The folder stays. */
    @Override
    public void close() {
        nodes.killAll();
    }

    /** Where one node listens: for clients, for its leader, for elections. */
    private record Place(int id, String host, int clientPort, int quorumPort, int electionPort) {
        List<Integer> ports() {
            return List.of(clientPort, quorumPort, electionPort);
        }
    }

    private static List<NodePlan> plans(ZooKeeperSettings settings, List<String> jvm) {
        FreePorts ports = new FreePorts();
        List<Place> places = new ArrayList<>();
        for (int id = 1; id <= settings.nodes(); id++) {
            String host = NodeSettings.host(settings.hosts(), id);
            places.add(new Place(id, host, ports.next(host), ports.next(host), ports.next(host)));
        }
        return places.stream().map(p -> plan(settings, places, p, jvm)).toList();
    }

    private static NodePlan plan(
            ZooKeeperSettings settings, List<Place> places, Place own, List<String> jvm) {
        Path folder = settings.folder().resolve("zookeeper-" + own.id());
        Path file = folder.resolve("zoo.cfg");
        NodeFiles.write(folder.resolve("data").resolve("myid"), own.id() + "\n");
        NodeFiles.writeProperties(file, properties(settings, places, own, folder));
        return new NodePlan(
                "zookeeper-" + own.id(),
                folder,
                own.host(),
                own.clientPort(),
                own.ports(),
                "dev.lockstep.brokers.node.ZooKeeperNode",
                List.of(file.toString()),
                NodeSettings.jvmOptions(settings.heapMegabytes(), true, jvm));
    }

    private static Map<String, String> properties(
            ZooKeeperSettings settings, List<Place> places, Place own, Path folder) {
        Map<String, String> all = new TreeMap<>();
        all.put("dataDir", folder.resolve("data").toString());
        all.put("clientPort", Integer.toString(own.clientPort()));
        all.put("clientPortAddress", own.host());
        all.put("tickTime", Integer.toString(settings.tickMillis()));
        // in ticks; long enough for a machine that is busy with other starts
        all.put("initLimit", "40");
        all.put("syncLimit", "20");
        all.put("maxClientCnxns", "0");
        all.put("forceSync", "no");
        all.put("admin.enableServer", "false");
        all.put("4lw.commands.whitelist", "ruok,srvr,mntr,isro");
        if (settings.nodes() > 1) {
            for (Place p : places) {
                all.put(
                        "server." + p.id(),
                        p.host() + ":" + p.quorumPort() + ":" + p.electionPort());
            }
        }
        return all;
    }
}
