package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.LongLog;
import dev.lockstep.server.trial.Readings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How fast a standby that was away steps the journal: it is killed behind a snapshot, rows are
 * published and decided, it is started again, goes on from the snapshot, and becomes a standby.
 */
record CatchUpPart() implements Measurement {
    private static final String MODEL = "failover-recent";
    private static final int ENGINES = 2;
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final long SAMPLE_MILLIS = 40;
    private static final String EVENTS = "lockstep_window_events_in_total";
    private static final String INPUT = "window=\"in\"";

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Plan plan = stage.plan();
        List<Double> speeds = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        try (Scene scene = Scene.inFailover(stage, MODEL, ENGINES, stage.flags())) {
            scene.lane().fill(Math.min(plan.events(), 100_000));
            scene.lane().awaitAll();
            for (int k = -plan.warmUp(); k < plan.rounds(Part.CATCH_UP); k++) {
                EngineProcess away = scene.standby();
                scene.persist(away);
                away.kill();
                scene.lane().fill(plan.events());
                scene.lane().awaitAll();
                long began = System.nanoTime();
                double speed = follow(away, plan.events());
                double whole = (System.nanoTime() - began) / 1e9;
                stage.say(
                        "stepped %,.0f events/s, a standby %.1f s after its start%s",
                        speed, whole, k < 0 ? " (does not count)" : "");
                if (k >= 0) {
                    speeds.add(speed);
                    seconds.add(whole);
                }
            }
        }
        Quantiles q = Quantiles.of(speeds);
        return List.of(
                Figure.of(
                                Part.CATCH_UP,
                                "catching up from snapshot and journal",
                                Target.atLeast(200_000, "events/s"),
                                q.median(),
                                q.count())
                        .with(q)
                        .with("secondsFromStartToStandby", Quantiles.of(seconds).median()),
                Figure.of(
                        Part.CATCH_UP,
                        "catching up beside a live rate of " + plan.rate() + " events/s",
                        Target.atLeast(10, "×"),
                        q.median() / plan.rate(),
                        q.count()));
    }

    /** Starts an engine and watches it until it is a standby. */
    private static double follow(EngineProcess engine, long events) throws InterruptedException {
        LongLog moments = new LongLog();
        LongLog counts = new LongLog();
        long until = System.nanoTime() + PATIENCE_NANOS;
        engine.start();
        Readings now = engine.readings();
        while (!now.isStandby()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException(engine.name() + " does not become a standby again");
            }
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
            now = engine.readings();
            add(now, moments, counts);
        }
        long[] seen = counts.toArray();
        long end = seen[seen.length - 1];
        long first = firstAbove(seen, seen[0], end);
        if (end - seen[0] < Math.min(events, end) / 2) {
            throw new IllegalStateException(
                    "Only " + (end - seen[0]) + " events were seen being stepped");
        }
        return Speeds.perSecond(moments.toArray(), seen, first - 1, end);
    }

    /** The last count before stepping began, so that waiting for it is no part of the time. */
    private static long firstAbove(long[] counts, long least, long otherwise) {
        for (long c : counts) {
            if (c > least) {
                return c;
            }
        }
        return otherwise;
    }

    private static void add(Readings now, LongLog moments, LongLog counts) {
        double events = now.value(EVENTS, INPUT);
        if (events >= 0) {
            moments.add(System.nanoTime());
            counts.add((long) events);
        }
    }
}
