package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Engines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a snapshot is read: a fresh server gets the project with {@code start=false}, then
 * {@code restored}, again and again. The first time counts by itself, since its code is new.
 */
record RestorePart() implements Measurement {
    private static final String MODEL = "failover-state";
    private static final String PROJECT = "/SASESP/projects/bench";
    private static final double MIB = 1 << 20;

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Plan plan = stage.plan();
        long rows = StallPart.rows(plan.gib());
        try (Scene scene = Scene.withoutJournal(stage, MODEL, stage.flags())) {
            stage.say("publishing %,d rows of state", rows);
            scene.lane().fillState(rows);
            scene.awaitRows("kept", rows);
            scene.persist(scene.engines().all().get(0));
            scene.engines().close();
            double mib = scene.snapshotBytes() / MIB;
            return restore(stage, scene, mib, rows);
        }
    }

    private List<Figure> restore(Stage stage, Scene scene, double mib, long rows)
            throws IOException, InterruptedException {
        List<Double> speeds = new ArrayList<>();
        Path folder = stage.folder("restoring");
        List<String> options = new ArrayList<>(scene.lane().place().options());
        options.addAll(List.of("-C", "persist.root=" + scene.snapshots()));
        double first = Double.NaN;
        try (Engines engines = new Engines(1, folder, options, stage.flags())) {
            engines.startAll();
            EngineProcess server = engines.all().get(0);
            Engines.await(
                    "a server",
                    Scene.WHOLE_MILLIS,
                    () -> server.get("/SASESP/server").contains("esp-server"));
            for (int k = -1; k < stage.plan().rounds(Part.RESTORE); k++) {
                double speed = mib / round(scene, server, rows);
                stage.say(
                        "restored %,.0f MiB with %,.0f MiB/s%s",
                        mib, speed, k < 0 ? " (the first time)" : "");
                if (k < 0) {
                    first = speed;
                } else {
                    speeds.add(speed);
                }
            }
        }
        Quantiles q = Quantiles.of(speeds);
        return List.of(
                Figure.of(
                                Part.RESTORE,
                                "restore",
                                Target.atLeast(300, "MiB/s"),
                                q.median(),
                                q.count())
                        .with(q)
                        .with("firstTime", first)
                        .with("snapshotMiB", mib));
    }

    /** Seconds from asking until the state is there; sees to it that it is. */
    private static double round(Scene scene, EngineProcess server, long rows) {
        String url = scene.lane().place().url();
        Scene.demand(server, "PUT", PROJECT + "?start=false&connectors=false&projectUrl=" + url);
        long began = System.nanoTime();
        Scene.state(server, "restored&path=" + scene.snapshots());
        double seconds = (System.nanoTime() - began) / 1e9;
        String count = "count=\"" + rows + "\"";
        String windows = server.get("/SASESP/windows?count=true");
        if (!windows.contains(count)) {
            throw new IllegalStateException("Not " + rows + " rows were restored: " + windows);
        }
        Scene.demand(server, "DELETE", PROJECT);
        return seconds;
    }
}
