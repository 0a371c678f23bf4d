package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Fault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The gap in the output topic when the active engine is killed, frozen or told to hand over, under
 * load.
 */
record TakeoverPart(Fault fault) implements Measurement {
    /** So many faults to the engines of one project; then the next begins with new topics. */
    private static final int FAULTS_A_SCENE = 20;

    /** Part of the time to settle that who comes back gets for that. */
    private static final int RETURN = 5;

    private static final long SEED = 2026;
    private static final long PATIENCE_MILLIS = 120_000;
    private static final long CALM_MILLIS = 3_000;
    private static final long BEHIND_MILLIS = 1_500;

    private Part part() {
        return switch (fault) {
            case KILL_ACTIVE -> Part.GAP_KILL;
            case FREEZE_ACTIVE -> Part.GAP_FREEZE;
            default -> Part.SWITCH;
        };
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        List<Double> gaps = new ArrayList<>();
        List<Double> calms = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        int wanted = stage.plan().rounds(part());
        while (gaps.size() < wanted) {
            int here = Math.min(FAULTS_A_SCENE, wanted - gaps.size());
            play(stage, here, gaps, calms, random);
        }
        Quantiles q = Quantiles.of(gaps);
        double calm = Quantiles.of(calms).median();
        List<Figure> figures = new ArrayList<>();
        if (fault == Fault.KILL_ACTIVE) {
            figures.add(figure("gap, p50", 100, q.p50(), q, calm));
        }
        figures.add(figure("gap, p99", limitOfP99(), q.p99(), q, calm));
        return figures;
    }

    private double limitOfP99() {
        return switch (fault) {
            case KILL_ACTIVE -> 300;
            case FREEZE_ACTIVE -> 1_000;
            default -> 50;
        };
    }

    private Figure figure(String what, double limit, double seen, Quantiles q, double calm) {
        return Figure.of(
                        part(),
                        what + ", " + fault.words(),
                        Target.atMost(limit, "ms"),
                        seen,
                        q.count())
                .with(q)
                .with("longestGapBefore", calm);
    }

    private void play(
            Stage stage, int count, List<Double> gaps, List<Double> calms, SplittableRandom random)
            throws IOException, InterruptedException {
        Plan plan = stage.plan();
        try (Scene scene = Scene.inFailover(stage, "failover", plan.engines(), stage.flags())) {
            Feed feed = scene.lane().feed(plan.rate());
            scene.lane().arrivals().awaitAfter(System.nanoTime(), PATIENCE_MILLIS);
            stage.say("loading for %d s", plan.settle());
            TimeUnit.SECONDS.sleep(plan.settle());
            // each engine has reigned once
            for (int k = -plan.warmUp() * plan.engines(); k < count; k++) {
                TimeUnit.MILLISECONDS.sleep(CALM_MILLIS + random.nextInt(500));
                long at = System.nanoTime();
                double gap = strike(scene);
                long[] moments = scene.lane().arrivals().moments();
                double calm =
                        Gaps.longestBeforeMillis(
                                moments, at, TimeUnit.MILLISECONDS.toNanos(CALM_MILLIS));
                if (k >= 0) {
                    gaps.add(gap);
                    calms.add(calm);
                }
                stage.say(
                        "%s: gap %.1f ms, before it %.1f ms%s",
                        fault.words(), gap, calm, k < 0 ? " (does not count)" : "");
                heal(scene, plan.settle());
            }
            scene.lane().end(feed);
            scene.lane().awaitAll();
        }
    }

    private double strike(Scene scene) throws InterruptedException {
        EngineProcess active = scene.active();
        Arrivals arrivals = scene.lane().arrivals();
        long at = System.nanoTime();
        switch (fault) {
            case KILL_ACTIVE -> active.kill();
            case FREEZE_ACTIVE -> active.freeze();
            default -> Scene.state(active, "standby");
        }
        // nobody is asked anything while a take-over is under way
        TimeUnit.MILLISECONDS.sleep(BEHIND_MILLIS);
        scene.engines().awaitActive(PATIENCE_MILLIS, List.of(active));
        arrivals.awaitAfter(System.nanoTime(), PATIENCE_MILLIS);
        return Gaps.longestMillis(arrivals.moments(), at, System.nanoTime());
    }

    /** Gets everybody back to work, and gives whoever is killed next a near place to go on from. */
    private void heal(Scene scene, int settle) throws InterruptedException {
        scene.engines().startAll();
        scene.engines().awaitWhole(Scene.WHOLE_MILLIS);
        if (fault == Fault.KILL_ACTIVE) {
            scene.persist(scene.standby());
            TimeUnit.SECONDS.sleep(settle / RETURN);
        }
    }
}
