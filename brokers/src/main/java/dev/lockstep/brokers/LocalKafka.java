package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A Kafka cluster of local processes. Topics have three copies of which two must be written, with
 * three nodes; no topic is made by itself. Safe for use by several threads.
 */
public final class LocalKafka implements AutoCloseable {
    /** Which of a node's ports is that for guests. */
    private static final int GUEST_PORT = 2;

    private final LocalNodes nodes;

    private LocalKafka(LocalNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * Starts all nodes together and returns when each of them knows them all.
     *
     * @throws LockstepException with a code of {@link BrokersError}; nothing runs then
     */
    public static LocalKafka start(KafkaSettings settings) {
        JvmArchive archive = NodeClassPath.find().archive("kafka");
        archive.makeIfMissing(
                (folder, jvm) ->
                        nodes(KafkaSettings.in(folder).withNodes(1), jvm).all().get(0).stop());
        return new LocalKafka(nodes(settings, archive.options()));
    }

    private static LocalNodes nodes(KafkaSettings settings, List<String> jvm) {
        String clusterId =
                NodeFiles.keep(settings.folder().resolve("cluster.id"), LocalKafka::newClusterId);
        return LocalNodes.start(() -> plans(settings, clusterId, jvm), settings.patience());
    }

    /** What a client is given as {@code bootstrap.servers}. */
    public String bootstrap() {
        return nodes.addresses();
    }

    /**
     * Where the nodes' second ports are, node 1 first.
     *
     * @throws IllegalStateException if they have none: see {@link KafkaSettings#withGuests}
     */
    public List<Integer> guests() {
        List<List<Integer>> ports = nodes.all().stream().map(n -> n.plan().ports()).toList();
        if (ports.stream().anyMatch(p -> p.size() <= GUEST_PORT)) {
            throw new IllegalStateException("the nodes have no second ports");
        }
        return ports.stream().map(p -> p.get(GUEST_PORT)).toList();
    }

    /** Nodes 1, 2, ... in this order. */
    public List<Node> nodes() {
        return nodes.all();
    }

    /** The node with that {@code node.id}, from 1. */
    public Node node(int id) {
        return nodes.all().get(id - 1);
    }

    /** Starts what does not run, and thaws what is frozen; returns when those started are ready. */
    public void startAll() {
        nodes.startAll();
    }

    /** Kills all nodes; returns when they are gone. The folder stays. */
    @Override
    public void close() {
        nodes.killAll();
    }

    static Path nodeFolder(KafkaSettings settings, int id) {
        return settings.folder().resolve("kafka-" + id);
    }

    /** Sixteen random bytes, in the form that Kafka wants. */
    private static String newClusterId() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        return id.startsWith("-") ? "A" + id.substring(1) : id;
    }

    private static List<NodePlan> plans(
            KafkaSettings settings, String clusterId, List<String> jvm) {
        FreePorts ports = new FreePorts();
        List<KafkaProperties.Place> places = new ArrayList<>();
        for (int id = 1; id <= settings.nodes(); id++) {
            String host = NodeSettings.host(settings.hosts(), id);
            int clients = ports.next(host);
            int controllers = ports.next(host);
            int guests = settings.guests().isEmpty() ? 0 : ports.next(host);
            places.add(new KafkaProperties.Place(id, host, clients, controllers, guests));
        }
        return places.stream().map(p -> plan(settings, places, p, clusterId, jvm)).toList();
    }

    private static NodePlan plan(
            KafkaSettings settings,
            List<KafkaProperties.Place> places,
            KafkaProperties.Place own,
            String clusterId,
            List<String> jvm) {
        Path folder = nodeFolder(settings, own.id());
        Path file = folder.resolve("kafka.properties");
        NodeFiles.writeProperties(file, KafkaProperties.of(settings, places, own));
        return new NodePlan(
                "kafka-" + own.id(),
                folder,
                own.host(),
                own.clientPort(),
                own.ports(),
                "dev.lockstep.brokers.node.KafkaNode",
                List.of(file.toString(), clusterId),
                NodeSettings.jvmOptions(settings.heapMegabytes(), settings.quickStart(), jvm));
    }
}
