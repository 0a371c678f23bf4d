package dev.lockstep.brokers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a local Kafka cluster is made.
 *
 * @param nodes how many, each broker and controller at once; 1, or 3 for a cluster that survives
 *     one
 * @param folder gets one folder a node; what is there already is used again
 * @param tuned whether small transactions are quick and the loss of a broker is noticed in seconds,
 *     or everything is as Kafka has it by default (see {@link KafkaProperties})
 * @param quickStart whether the nodes' code is compiled quickly rather than well, for half the time
 *     and memory at start; not for measurements of throughput
 * @param extra Kafka properties that every node gets; they win over all others
 * @param hosts the addresses of this machine at which node 1, 2, ... listen; the last one counts
 *     for all further nodes
 * @param heapMegabytes of each node
 * @param patience how long the nodes may take to become ready
 * @param guests nodes have a second port, at which node 1, 2, ... is known as this with {@code -1},
 *     {@code -2}, ... behind it, for clients that reach nodes on ways of their own; empty for none
 */
public record KafkaSettings(
        int nodes,
        Path folder,
        boolean tuned,
        boolean quickStart,
        Map<String, String> extra,
        List<String> hosts,
        int heapMegabytes,
        Duration patience,
        String guests) {
    public KafkaSettings {
        folder = folder.toAbsolutePath().normalize();
        extra = Map.copyOf(extra);
        hosts = List.copyOf(hosts);
        NodeSettings.check(nodes, hosts, heapMegabytes);
    }

    /** Three tuned nodes at 127.0.0.1 that start quickly. */
    public static KafkaSettings in(Path folder) {
        return new KafkaSettings(
                3,
                folder,
                true,
                true,
                Map.of(),
                List.of(NodeSettings.LOOPBACK),
                192,
                NodeSettings.PATIENCE,
                "");
    }

    /** So many nodes. */
    public KafkaSettings withNodes(int count) {
        return new KafkaSettings(
                count, folder, tuned, quickStart, extra, hosts, heapMegabytes, patience, guests);
    }

    /** Kafka's own defaults instead of the tuned settings; they want a larger heap. */
    public KafkaSettings untuned() {
        return new KafkaSettings(
                nodes, folder, false, quickStart, extra, hosts, 512, patience, guests);
    }

    /** Nodes that are compiled well, with a heap of 512 MiB, for measurements. */
    public KafkaSettings forThroughput() {
        return new KafkaSettings(nodes, folder, tuned, false, extra, hosts, 512, patience, guests);
    }

    /** One more property, for every node. */
    public KafkaSettings with(String property, String value) {
        Map<String, String> more = new TreeMap<>(extra);
        more.put(property, value);
        return new KafkaSettings(
                nodes, folder, tuned, quickStart, more, hosts, heapMegabytes, patience, guests);
    }

    /** Other addresses; 127.0.0.2 and so on reach this machine too, and can be cut off singly. */
    public KafkaSettings withHosts(String... addresses) {
        return new KafkaSettings(
                nodes,
                folder,
                tuned,
                quickStart,
                extra,
                List.of(addresses),
                heapMegabytes,
                patience,
                guests);
    }

    /** Another time for becoming ready. */
    public KafkaSettings withPatience(Duration time) {
        return new KafkaSettings(
                nodes, folder, tuned, quickStart, extra, hosts, heapMegabytes, time, guests);
    }

    /**
     * A second port, at which nodes are known by names that each client may look up differently:
     * {@code stem-1} and so on. See {@link LocalKafka#guests}.
     */
    public KafkaSettings withGuests(String stem) {
        return new KafkaSettings(
                nodes, folder, tuned, quickStart, extra, hosts, heapMegabytes, patience, stem);
    }
}
