package dev.lockstep.bench.failover;

import dev.lockstep.bench.peers.Models;
import dev.lockstep.brokers.KafkaSettings;
import dev.lockstep.brokers.LocalCluster;
import dev.lockstep.brokers.ZooKeeperSettings;
import dev.lockstep.server.demo.EngineTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The brokers, which all parts share, and the folder below which everything is written. */
final class Stage implements AutoCloseable {
    private final Plan plan;
    private final Models models;
    private final Path folder;
    private final Path bus;
    private final PrintWriter progress;
    private final long began = System.nanoTime();
    private @Nullable LocalCluster cluster;
    private List<String> flags = List.of();
    private int places;

    /**
     * @param folder below which everything is written but what brokers write
     * @param bus for the brokers; one below the folder, or on another disk
     */
    Stage(Plan plan, Models models, Path folder, Path bus, PrintWriter progress) {
        this.plan = plan;
        this.models = models;
        this.folder = folder;
        this.bus = bus;
        this.progress = progress;
    }

    Plan plan() {
        return plan;
    }

    /** What comes now is that part. */
    void begin(Part part) {
        flags = part.flags(plan);
        say("%s, engines with %s", part.label(), String.join(" ", flags));
    }

    /** Flags of the virtual machines of engines and loops of the part that is measured. */
    List<String> flags() {
        return flags;
    }

    private LocalCluster cluster() {
        LocalCluster c = cluster;
        if (c == null) {
            say("starting three brokers");
            c =
                    LocalCluster.start(
                            KafkaSettings.in(bus)
                                    .forThroughput()
                                    // topics of parts that are over give their room back at once
                                    .with("log.segment.delete.delay.ms", "1000"),
                            plan.withZooKeeper() ? ZooKeeperSettings.in(bus).withNodes(1) : null);
            cluster = c;
            EngineTraining.ifMissing(
                    kafka(),
                    zooKeeper(),
                    () -> say("running one engine for what helps others start"));
        }
        return c;
    }

    private String zooKeeper() {
        return plan.withZooKeeper() ? cluster().zooKeeper().connect() : "";
    }

    /** Starts the brokers at the first call. */
    String kafka() {
        return cluster().kafka().bootstrap();
    }

    /** A model in a place of its own. */
    Place place(String model, boolean isInFailover) {
        String kafka = kafka();
        String zooKeeper = zooKeeper();
        Path file = models.folder().resolve(model + ".xml").toAbsolutePath().normalize();
        places++;
        return new Place(file, kafka, zooKeeper, "bench_" + places, isInFailover);
    }

    /** A new folder. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(places + "-" + name));
    }

    void say(String format, Object... values) {
        double seconds = (System.nanoTime() - began) / 1e9;
        progress.println(
                String.format(Locale.ROOT, "%5.0f s  ", seconds)
                        + String.format(Locale.ROOT, format, values));
        progress.flush();
    }

    @Override
    public void close() {
        LocalCluster c = cluster;
        cluster = null;
        if (c != null) {
            c.close();
        }
    }
}
