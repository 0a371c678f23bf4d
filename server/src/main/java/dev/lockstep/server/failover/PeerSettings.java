package dev.lockstep.server.failover;

import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.kafka.BusIdentity;
import dev.lockstep.failover.kafka.KafkaBusSettings;
import dev.lockstep.failover.kafka.KafkaCoordination;
import dev.lockstep.failover.kafka.KafkaCoordinationSettings;
import dev.lockstep.failover.link.LinkSettings;
import dev.lockstep.failover.link.Secret;
import dev.lockstep.failover.zookeeper.ZooKeeperCoordination;
import dev.lockstep.failover.zookeeper.ZooKeeperCoordinationSettings;
import dev.lockstep.server.run.Sha256;
import dev.lockstep.server.settings.ServerSettings;
import java.util.List;

/**
 * How this engine meets the others and its bus, from the server's properties: {@code
 * failover.link.bind}, {@code failover.link.port}, {@code failover.link.advertised}, {@code
 * failover.secret.file}, {@code failover.peers}, {@code failover.zookeeper.session}, {@code
 * failover.weak.bus}.
 */
record PeerSettings(ServerSettings server) {
    private static final String LOOPBACK = "127.0.0.1";

    /** The link of a project. Without a secret of its own it has one that the bus knows. */
    LinkSettings link(String project, String engine, KafkaBusSettings bus) {
        String bind = property("failover.link.bind", LOOPBACK);
        int port = Integer.parseInt(property("failover.link.port", "0"));
        return LinkSettings.local(project, engine, secret(bus))
                .at(bind, port, property("failover.link.advertised", bind));
    }

    private Secret secret(KafkaBusSettings bus) {
        String file = property("failover.secret.file", "");
        if (!file.isEmpty()) {
            return Secret.in(server.folder().resolve(file));
        }
        return Secret.of(Sha256.of("lockstep link " + BusIdentity.of(bus)));
    }

    /** Whether a bus that is too weak for the guarantee is used all the same. */
    boolean allowsWeakBus() {
        return Boolean.parseBoolean(property("failover.weak.bus", "false"));
    }

    /** Links to engines that no coordinator names. */
    List<String> peers() {
        return server.list("failover.peers");
    }

    /** ZooKeeper where the connectors name one, else Kafka itself. */
    Coordination coordination(FailoverPlan plan, KafkaBusSettings bus) {
        String zooKeeper = plan.zooKeeper();
        if (zooKeeper.isEmpty()) {
            return new KafkaCoordination(
                    KafkaCoordinationSettings.at(bus.bootstrap())
                            .withPrefix(plan.prefix())
                            .with(bus.client()));
        }
        ZooKeeperCoordinationSettings settings = ZooKeeperCoordinationSettings.at(zooKeeper);
        String session = property("failover.zookeeper.session", "");
        return new ZooKeeperCoordination(
                session.isEmpty() ? settings : settings.withSession(Integer.parseInt(session)));
    }

    private String property(String name, String otherwise) {
        return server.properties().getOrDefault(name, otherwise);
    }
}
