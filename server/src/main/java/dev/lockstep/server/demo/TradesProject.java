package dev.lockstep.server.demo;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.server.failover.UndisturbedModel;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.settings.ServerSettings;
import dev.lockstep.server.source.Documents;
import dev.lockstep.server.source.ModelSource;
import dev.lockstep.server.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A project for engines under trial: trades and traders, with topics of its own. Immutable. */
public final class TradesProject {
    /** The project's name. */
    public static final String NAME = "trial";

    private final Path model;
    private final String prefix;

    /**
     * @param folder gets the model
     * @param prefix of the topics, unlike that of any other project on the same brokers
     */
    public TradesProject(Path folder, String prefix) throws IOException {
        this.prefix = prefix;
        Files.createDirectories(folder);
        model = folder.resolve("trial.xml");
        try (InputStream in =
                TradesProject.class.getResourceAsStream("/dev/lockstep/server/demo/trial.xml")) {
            if (in == null) {
                throw new IllegalStateException("trial.xml is not beside the classes");
            }
            Files.write(model, in.readAllBytes());
        }
    }

    /** What its engines commit under. */
    public String transactionalId() {
        return "lockstep." + prefix + "." + NAME;
    }

    /** What an engine's command line says of the project. */
    public List<String> options(String kafka, String zooKeeper) {
        return List.of(
                "-model",
                "file://" + model,
                "-KAFKA",
                kafka,
                "-ZOOKEEPER",
                zooKeeper,
                "-PREFIX",
                prefix);
    }

    /** The project as this process sees it. */
    public LoadedModel load(String kafka, String zooKeeper) throws InterruptedException {
        Map<String, String> values =
                Map.of("KAFKA", kafka, "ZOOKEEPER", zooKeeper, "PREFIX", prefix);
        ServerSettings settings =
                new ServerSettings(null, 0, 0, null, values, Map.of(), model.resolveSibling(""));
        return new ModelSource(settings, new Documents(settings)).fetch("file://" + model);
    }

    /**
     * Begins to publish to both inputs of this project, or of the example.
     *
     * @param seed of the trades
     * @param rate trades a second
     */
    public static void publish(Trial trial, LoadedModel project, long seed, int rate) {
        Schema trades;
        Schema traders;
        try (UndisturbedModel m = new UndisturbedModel(project)) {
            trades = m.schema("market/trades");
            traders = m.schema("market/traders");
        }
        TradeRecords records = new TradeRecords(trades, seed, rate);
        trial.publish("market/trades", records::next, rate);
        AtomicInteger next = new AtomicInteger();
        // slowly, so that both inputs interleave for a while
        trial.publish(
                "market/traders",
                () ->
                        next.get() < TradeRecords.traders()
                                ? TradeRecords.trader(traders, next.getAndIncrement())
                                : null,
                TradeRecords.traders());
    }
}
