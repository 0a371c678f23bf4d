package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka and ZooKeeper together: for a program, both at once, and as a command for people, which
 * stays until its standard input ends or it is told to end.
 */
public final class LocalCluster implements AutoCloseable {
    private static final String USAGE =
            """
            Usage: lockstep brokers --folder DIR [--kafka N] [--zookeeper N]

              --folder DIR     keeps data and logs; what is there already is used again
              --kafka N        Kafka nodes, 3 by default; 0 for none
              --zookeeper N    ZooKeeper nodes, 3 by default; 0 for none

            Prints where they listen, and runs them until its standard input ends or it is told to end.
            """;

    private static final int WRONG_COMMAND_LINE = 4;
    private static final int FAILED = 3;

    private final @Nullable LocalKafka kafka;
    private final @Nullable LocalZooKeeper zooKeeper;

    private LocalCluster(@Nullable LocalKafka kafka, @Nullable LocalZooKeeper zooKeeper) {
        this.kafka = kafka;
        this.zooKeeper = zooKeeper;
    }

    /**
     * Starts both side by side; null for one that is not wanted.
     *
     * @throws LockstepException with a code of {@link BrokersError}; nothing runs then
     */
    public static LocalCluster start(
            @Nullable KafkaSettings kafka, @Nullable ZooKeeperSettings zooKeeper) {
        CompletableFuture<@Nullable LocalZooKeeper> other = new CompletableFuture<>();
        Thread starter =
                new Thread(
                        () -> {
                            try {
                                other.complete(
                                        zooKeeper == null ? null : LocalZooKeeper.start(zooKeeper));
                            } catch (LockstepException e) {
                                other.completeExceptionally(e);
                            }
                        },
                        "zookeeper-start");
        starter.start();
        LocalKafka first = null;
        boolean done = false;
        try {
            first = kafka == null ? null : LocalKafka.start(kafka);
            LocalCluster both = new LocalCluster(first, other.join());
            done = true;
            return both;
        } catch (CompletionException e) {
            throw e.getCause() instanceof LockstepException l ? l : e;
        } finally {
            if (!done) {
                closeAll(first, other);
            }
        }
    }

    private static void closeAll(
            @Nullable LocalKafka kafka, CompletableFuture<@Nullable LocalZooKeeper> other) {
        if (kafka != null) {
            kafka.close();
        }
        LocalZooKeeper started = other.exceptionally(failed -> null).join();
        if (started != null) {
            started.close();
        }
    }

    /**
     * The Kafka cluster.
     *
     * @throws IllegalStateException if none was wanted
     */
    public LocalKafka kafka() {
        if (kafka == null) {
            throw new IllegalStateException("no Kafka was started");
        }
        return kafka;
    }

    /**
     * The ZooKeeper ensemble.
     *
     * @throws IllegalStateException if none was wanted
     */
    public LocalZooKeeper zooKeeper() {
        if (zooKeeper == null) {
            throw new IllegalStateException("no ZooKeeper was started");
        }
        return zooKeeper;
    }

    /** Kills all nodes; returns when they are gone. */
    @Override
    public void close() {
        if (kafka != null) {
            kafka.close();
        }
        if (zooKeeper != null) {
            zooKeeper.close();
        }
    }

    /** The command; exit codes as those of the launcher. */
    public static void main(String[] args) throws IOException {
        Path folder = null;
        int kafkas = 3;
        int zooKeepers = 3;
        try {
            for (int i = 0; i < args.length; i += 2) {
                String value = i + 1 < args.length ? args[i + 1] : "";
                switch (args[i]) {
                    case "--folder" -> folder = Path.of(value);
                    case "--kafka" -> kafkas = Integer.parseInt(value);
                    case "--zookeeper" -> zooKeepers = Integer.parseInt(value);
                    default -> throw new NumberFormatException("unknown option " + args[i]);
                }
            }
        } catch (NumberFormatException e) {
            folder = null;
            System.err.println("lockstep brokers: " + e.getMessage());
        }
        if (folder == null) {
            System.err.print(USAGE);
            System.exit(WRONG_COMMAND_LINE);
        } else {
            System.exit(run(folder, kafkas, zooKeepers));
        }
    }

    private static int run(Path folder, int kafkas, int zooKeepers) throws IOException {
        try (LocalCluster cluster =
                start(
                        kafkas == 0 ? null : KafkaSettings.in(folder).withNodes(kafkas),
                        zooKeepers == 0
                                ? null
                                : ZooKeeperSettings.in(folder).withNodes(zooKeepers))) {
            cluster.print();
            awaitEnd(System.in);
            return 0;
        } catch (LockstepException e) {
            System.err.println("lockstep brokers: " + e.getMessage());
            return FAILED;
        }
    }

    private void print() {
        if (kafka != null) {
            System.out.println("kafka=" + kafka.bootstrap());
            kafka.nodes().forEach(LocalCluster::print);
        }
        if (zooKeeper != null) {
            System.out.println("zookeeper=" + zooKeeper.connect());
            zooKeeper.nodes().forEach(LocalCluster::print);
        }
        System.out.println("ready");
    }

    private static void print(Node node) {
        System.out.println(
                "  " + node + ", process " + node.pid() + ", log " + node.log().toAbsolutePath());
    }

    private static void awaitEnd(InputStream in) throws IOException {
        while (in.read() >= 0) {
            // what is typed does not matter, only that it ends
        }
    }
}
