package dev.lockstep.brokers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The properties of Kafka nodes. */
final class KafkaProperties {
    /**
     * What differs from Kafka's defaults in a tuned cluster. The first two let the first send to a
     * partition of a transaction wait 1 ms instead of 20; then come the times after which a broker
     * or a member of a group counts as lost; the rest is for small memory and a quick start.
     */
    private static final Map<String, String> TUNED =
            Map.ofEntries(
                    Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
                    Map.entry("add.partitions.to.txn.retry.backoff.max.ms", "2"),
                    Map.entry("broker.session.timeout.ms", "3000"),
                    Map.entry("broker.heartbeat.interval.ms", "500"),
                    Map.entry("group.min.session.timeout.ms", "500"),
                    Map.entry("group.consumer.min.session.timeout.ms", "500"),
                    Map.entry("group.consumer.session.timeout.ms", "1000"),
                    Map.entry("group.consumer.min.heartbeat.interval.ms", "100"),
                    Map.entry("group.consumer.heartbeat.interval.ms", "250"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("log.cleaner.dedupe.buffer.size", "10485760"),
                    Map.entry("num.network.threads", "2"),
                    Map.entry("num.io.threads", "4"),
                    Map.entry("background.threads", "2"));

    private KafkaProperties() {}

    /**
     * What nodes 1, 2, ... are told of each other: where the controllers listen.
     *
     * @param guestPort 0 for none
     */
    record Place(int id, String host, int clientPort, int controllerPort, int guestPort) {
        List<Integer> ports() {
            return guestPort == 0
                    ? List.of(clientPort, controllerPort)
                    : List.of(clientPort, controllerPort, guestPort);
        }
    }

    static Map<String, String> of(KafkaSettings settings, List<Place> places, Place own) {
        Map<String, String> all = new TreeMap<>(replication(settings.nodes()));
        if (settings.tuned()) {
            all.putAll(TUNED);
        }
        String clients = "PLAINTEXT://" + own.host() + ":" + own.clientPort();
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(own.id()));
        all.put(
                "controller.quorum.voters",
                String.join(
                        ",",
                        places.stream()
                                .map(p -> p.id() + "@" + p.host() + ":" + p.controllerPort())
                                .toList()));
        String controller = ",CONTROLLER://" + own.host() + ":" + own.controllerPort();
        String guests = "";
        String guestNames = "";
        if (own.guestPort() != 0) {
            guests = ",GUESTS://" + own.host() + ":" + own.guestPort();
            guestNames = ",GUESTS://" + settings.guests() + "-" + own.id() + ":" + own.guestPort();
        }
        all.put("listeners", clients + controller + guests);
        all.put("advertised.listeners", clients + guestNames);
        all.put("controller.listener.names", "CONTROLLER");
        all.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,GUESTS:PLAINTEXT");
        all.put("log.dirs", LocalKafka.nodeFolder(settings, own.id()).resolve("data").toString());
        all.put("auto.create.topics.enable", "false");
        all.putAll(settings.extra());
        return all;
    }

    /** Three copies of which two must be written, or as many as there are nodes. */
    private static Map<String, String> replication(int nodes) {
        String copies = Integer.toString(Math.min(3, nodes));
        String written = nodes < 3 ? "1" : "2";
        return Map.of(
                "default.replication.factor", copies,
                "min.insync.replicas", written,
                "offsets.topic.replication.factor", copies,
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", copies,
                "transaction.state.log.min.isr", written,
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", copies,
                "share.coordinator.state.topic.min.isr", written);
    }
}
