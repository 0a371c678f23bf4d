package dev.lockstep.server.demo;

import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.trial.EngineArchive;
import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Engines;
import dev.lockstep.server.trial.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Has one engine run for some seconds, so that those that come after it start in less than half the
 * time and with code that was compiled for what they do.
 */
public final class EngineTraining {
    private static final List<String> FLAGS = List.of("-Xms64m", "-Xmx512m", "-XX:+UseSerialGC");

    private static final int RATE = 2_000;
    private static final int RECORDS = 3 * RATE;
    private static final long PATIENCE_MILLIS = 60_000;

    private EngineTraining() {}

    /**
     * Makes the archive of this class path unless it is there.
     *
     * @param kafka the brokers, on which topics are left behind
     * @param zooKeeper empty for none
     * @param begin is told that it takes a moment
     */
    public static void ifMissing(String kafka, String zooKeeper, Runnable begin) {
        EngineArchive.ofThisClassPath()
                .makeIfMissing(
                        (folder, flags) -> {
                            begin.run();
                            run(kafka, zooKeeper, folder, flags);
                        });
    }

    private static void run(String kafka, String zooKeeper, Path folder, List<String> flags) {
        try {
            TradesProject trades = new TradesProject(folder, "training" + System.nanoTime() + "_1");
            LoadedModel project = trades.load(kafka, zooKeeper);
            List<String> all = new ArrayList<>(FLAGS);
            all.addAll(flags);
            try (Engines engines = new Engines(1, folder, trades.options(kafka, zooKeeper), all);
                    Trial trial = new Trial(kafka, project, engines, RATE)) {
                engines.startAll();
                TradesProject.publish(trial, project, RATE, RATE);
                engines.awaitActive(PATIENCE_MILLIS, List.of());
                Engines.await(
                        "output of an engine in training",
                        PATIENCE_MILLIS,
                        () -> trial.observer().count() >= RECORDS);
                EngineProcess engine = engines.all().get(0);
                engine.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
