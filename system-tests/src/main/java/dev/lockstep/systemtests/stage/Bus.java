package dev.lockstep.systemtests.stage;

import dev.lockstep.brokers.LocalCluster;
import dev.lockstep.brokers.Node;
import dev.lockstep.server.trial.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** The brokers under the engines, as far as they are hurt. One thread. */
public final class Bus implements AutoCloseable {
    private static final long ANSWER_SECONDS = 30;
    private static final long WHOLE_MILLIS = 60_000;

    private final LocalCluster cluster;
    private final Admin admin;
    private final String transactionalId;

    Bus(LocalCluster cluster, String transactionalId) {
        this.cluster = cluster;
        this.transactionalId = transactionalId;
        this.admin =
                Admin.create(
                        Map.of(
                                "bootstrap.servers", cluster.kafka().bootstrap(),
                                "request.timeout.ms", "3000",
                                "socket.connection.setup.timeout.ms", "1000"));
    }

    /** The broker that coordinates the project's transactions. */
    public Node coordinator() throws InterruptedException {
        try {
            int id =
                    admin.describeTransactions(List.of(transactionalId))
                            .description(transactionalId)
                            .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                            .coordinatorId();
            return cluster.kafka().node(id);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("nobody coordinates " + transactionalId, e);
        }
    }

    /** One of the brokers that do not. */
    public Node other(Random random) throws InterruptedException {
        List<Node> others = new ArrayList<>(cluster.kafka().nodes());
        others.remove(coordinator());
        return others.get(random.nextInt(others.size()));
    }

    /** Any ZooKeeper node. */
    public Node zooKeeper(Random random) {
        List<Node> nodes = cluster.zooKeeper().nodes();
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** Waits until every copy of these topics is in step, so that the next broker may be lost. */
    void awaitCopies(List<String> topics) throws InterruptedException {
        int copies = cluster.kafka().nodes().size();
        Engines.await("all copies of " + topics, WHOLE_MILLIS, () -> areInStep(topics, copies));
    }

    private boolean areInStep(List<String> topics, int copies) {
        try {
            return admin
                    .describeTopics(topics)
                    .allTopicNames()
                    .get(1, TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(t -> t.partitions().stream())
                    .allMatch(p -> p.isr().size() == copies);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
