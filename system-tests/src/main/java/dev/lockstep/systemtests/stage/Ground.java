package dev.lockstep.systemtests.stage;

import dev.lockstep.brokers.KafkaSettings;
import dev.lockstep.brokers.LocalCluster;
import dev.lockstep.brokers.ZooKeeperSettings;
import dev.lockstep.server.demo.EngineTraining;
import dev.lockstep.systemtests.wire.Network;
import dev.lockstep.systemtests.wire.Wires;
import java.nio.file.Path;

/**
 * What stages stand on, one after the other: brokers, ZooKeeper nodes, and the network of the
 * engines.
 *
 * @param disk of one of the brokers; can be made full where that is possible
 */
public record Ground(LocalCluster cluster, Network network, BrokerDisk disk)
        implements AutoCloseable {
    /**
     * Starts them.
     *
     * @param folder gets one folder a node
     * @param network is closed with this
     * @param withDisk whether a broker gets a disk of its own where that is possible
     */
    public static Ground start(Path folder, Network network, boolean withDisk) {
        BrokerDisk disk = BrokerDisk.mount(folder, withDisk);
        boolean isStarted = false;
        try {
            LocalCluster cluster =
                    LocalCluster.start(
                            KafkaSettings.in(folder).withGuests(Wires.KAFKA),
                            ZooKeeperSettings.in(folder));
            isStarted = true;
            EngineTraining.ifMissing(
                    cluster.kafka().bootstrap(), cluster.zooKeeper().connect(), () -> {});
            return new Ground(cluster, network, disk);
        } finally {
            if (!isStarted) {
                disk.close();
                network.close();
            }
        }
    }

    /** Starts what was killed and lets go on what was frozen. */
    public void heal() {
        disk.makeRoom();
        network.mend();
        cluster.zooKeeper().startAll();
        cluster.kafka().startAll();
    }

    @Override
    public void close() {
        cluster.close();
        disk.close();
        network.close();
    }
}
