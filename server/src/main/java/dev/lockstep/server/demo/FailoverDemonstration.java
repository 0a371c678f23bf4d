package dev.lockstep.server.demo;

import dev.lockstep.brokers.KafkaSettings;
import dev.lockstep.brokers.LocalCluster;
import dev.lockstep.brokers.ZooKeeperSettings;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.settings.ServerSettings;
import dev.lockstep.server.source.Documents;
import dev.lockstep.server.source.ModelSource;
import dev.lockstep.server.trial.Certificate;
import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Engines;
import dev.lockstep.server.trial.Fault;
import dev.lockstep.server.trial.Trial;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The demonstration of failover: three brokers, three engines with the trades project, two kills
 * and a freeze under load, and a comparison with an undisturbed run.
 */
public final class FailoverDemonstration {
    private static final long SEED = 2026;
    private static final int ENGINES = 3;
    private static final long START_MILLIS = 180_000;

    private final Path home;
    private final Path folder;
    private final Options options;
    private final FailoverView view;

    /**
     * What may be chosen.
     *
     * @param rate trades a second
     * @param withZooKeeper whether ZooKeeper coordinates the engines, rather than Kafka alone
     * @param calmSeconds between the blows
     * @param freezeSeconds how long one engine is frozen
     */
    public record Options(int rate, boolean withZooKeeper, int calmSeconds, int freezeSeconds) {}

    private FailoverDemonstration(Path home, Path folder, Options options, FailoverView view) {
        this.home = home.toAbsolutePath().normalize();
        this.folder = folder;
        this.options = options;
        this.view = view;
    }

    /**
     * Runs it; nothing is left running.
     *
     * @param home the tree that holds {@code examples/}
     * @param folder an empty folder for everything that is written
     * @param out shows how it goes
     */
    public static Certificate run(Path home, Path folder, Options options, PrintWriter out)
            throws InterruptedException {
        // Java 21 cannot tell a terminal from a pipe; the launcher can
        boolean isTerminal = Boolean.getBoolean("lockstep.terminal");
        try (FailoverView view = new FailoverView(out, isTerminal)) {
            return new FailoverDemonstration(home, folder, options, view).run();
        }
    }

    private Certificate run() throws InterruptedException {
        view.tell(
                "starting three Kafka brokers" + (options.withZooKeeper() ? " and ZooKeeper" : ""));
        try (LocalCluster bus =
                LocalCluster.start(
                        KafkaSettings.in(folder.resolve("bus")),
                        options.withZooKeeper()
                                ? ZooKeeperSettings.in(folder.resolve("bus")).withNodes(1)
                                : null)) {
            String kafka = bus.kafka().bootstrap();
            String zooKeeper = options.withZooKeeper() ? bus.zooKeeper().connect() : "";
            Path model = home.resolve("examples/trades/failover.xml");
            LoadedModel project = load(model, kafka, zooKeeper);
            List<String> command =
                    List.of("-model", "file://" + model, "-KAFKA", kafka, "-ZOOKEEPER", zooKeeper);
            EngineTraining.ifMissing(
                    kafka,
                    zooKeeper,
                    () -> view.tell("running one engine for what helps others start"));
            view.tell("starting three engines");
            try (Engines engines =
                            new Engines(ENGINES, folder, command, EngineProcess.QUICK_FLAGS);
                    Trial trial = new Trial(kafka, project, engines, SEED)) {
                engines.startAll();
                return play(trial, project);
            }
        }
    }

    private LoadedModel load(Path model, String kafka, String zooKeeper)
            throws InterruptedException {
        ServerSettings settings =
                new ServerSettings(
                        null,
                        0,
                        0,
                        null,
                        Map.of("KAFKA", kafka, "ZOOKEEPER", zooKeeper),
                        Map.of(),
                        folder);
        return new ModelSource(settings, new Documents(settings)).fetch("file://" + model);
    }

    private Certificate play(Trial trial, LoadedModel project) throws InterruptedException {
        trial.engines().awaitWhole(START_MILLIS);
        view.begin(trial);
        TradesProject.publish(trial, project, SEED, options.rate());
        view.tell("publishing %,d trades a second".formatted(options.rate()));
        calm();
        for (int i = 0; i < 2; i++) {
            strike(trial, Fault.KILL_ACTIVE);
            TimeUnit.SECONDS.sleep(1);
            view.tell("starting it again");
            trial.heal(START_MILLIS);
            calm();
        }
        strike(trial, Fault.FREEZE_ACTIVE);
        TimeUnit.SECONDS.sleep(options.freezeSeconds());
        view.tell("letting it go on");
        trial.heal(START_MILLIS);
        calm();
        view.tell("comparing the output with that of an undisturbed run");
        return trial.finish();
    }

    private void strike(Trial trial, Fault fault) throws InterruptedException {
        view.tell(fault.words());
        String successor = trial.strike(fault).successor();
        view.tell(successor + " has taken over");
    }

    private void calm() throws InterruptedException {
        TimeUnit.SECONDS.sleep(options.calmSeconds());
    }
}
