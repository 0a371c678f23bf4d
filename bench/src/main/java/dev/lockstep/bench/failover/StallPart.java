package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much longer the output of the active pauses while a snapshot is taken: by a standby, or by a
 * single server itself. The longest gap while it is taken is set against the longest of as much
 * time before and of as much behind.
 */
record StallPart(boolean byStandby) implements Measurement {
    private static final String MODEL = "failover-state";
    private static final int ENGINES = 2;

    /** Bytes of a row of state in a snapshot: thirteen numbers, and what marks the row. */
    private static final int BYTES_OF_ROW = 112;

    private static final long PATIENCE_MILLIS = 120_000;
    private static final long CALM_NANOS = 500_000_000L;
    private static final double MIB = 1 << 20;

    private Part part() {
        return byStandby ? Part.STALL_STANDBY : Part.STALL_SINGLE;
    }

    /** Rows that make so many GiB of snapshot. */
    static long rows(double gib) {
        return (long) (gib * (1 << 30) / BYTES_OF_ROW);
    }

    /** Longest gaps, in milliseconds. */
    private record Stall(double before, double during, double behind, double seconds) {
        double millis() {
            return Math.max(0, during - Math.max(before, behind));
        }
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Plan plan = stage.plan();
        List<Stall> stalls = new ArrayList<>();
        double mib;
        try (Scene scene =
                byStandby
                        ? Scene.inFailover(stage, MODEL, ENGINES, stage.flags())
                        : Scene.alone(stage, MODEL, stage.flags())) {
            long rows = rows(plan.gib());
            stage.say("publishing %,d rows of state", rows);
            scene.lane().fillState(rows);
            scene.awaitRows("kept", rows);
            Feed feed = scene.lane().feed(plan.rate());
            scene.lane().arrivals().awaitAfter(System.nanoTime(), PATIENCE_MILLIS);
            stage.say("loading for %d s", plan.settle());
            TimeUnit.SECONDS.sleep(plan.settle());
            long takesNanos = 0;
            for (int k = -Math.max(1, plan.warmUp()); k < plan.rounds(part()); k++) {
                Stall s = round(scene, takesNanos);
                takesNanos = (long) (s.seconds() * 1e9);
                stage.say(
                        "%.1f s, longest gap %.1f ms, before %.1f, behind %.1f%s",
                        s.seconds(),
                        s.during(),
                        s.before(),
                        s.behind(),
                        k < 0 ? " (does not count)" : "");
                if (k >= 0) {
                    stalls.add(s);
                }
            }
            scene.lane().end(feed);
            scene.lane().awaitAll();
            mib = scene.snapshotBytes() / MIB;
        }
        return List.of(figure(stalls, mib));
    }

    private Stall round(Scene scene, long takesNanos) throws InterruptedException {
        EngineProcess who = byStandby ? scene.standby() : scene.active();
        long calm = takesNanos + CALM_NANOS;
        TimeUnit.NANOSECONDS.sleep(calm);
        long from = System.nanoTime();
        scene.persist(who);
        long to = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(CALM_NANOS);
        long behind = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(to - from);
        long[] moments = scene.lane().arrivals().moments();
        // not so far back that it reaches into the snapshot before
        long before = from - Math.min(to - from, calm);
        return new Stall(
                Gaps.longestMillis(moments, before, from),
                Gaps.longestMillis(moments, from, to),
                Gaps.longestMillis(moments, behind, behind + (to - from)),
                (to - from) / 1e9);
    }

    private Figure figure(List<Stall> stalls, double mib) {
        Quantiles q = Quantiles.of(stalls.stream().map(Stall::millis).toList());
        String what =
                byStandby
                        ? "stall of the active while a standby takes a snapshot"
                        : "stall of a single server that takes a snapshot";
        return Figure.of(
                        part(),
                        what,
                        Target.atMost(byStandby ? 0 : 10, "ms"),
                        q.median(),
                        q.count())
                .with(q)
                .with("longestGapDuring", median(stalls.stream().map(Stall::during).toList()))
                .with("longestGapBefore", median(stalls.stream().map(Stall::before).toList()))
                .with("longestGapBehind", median(stalls.stream().map(Stall::behind).toList()))
                .with("seconds", median(stalls.stream().map(Stall::seconds).toList()))
                .with("snapshotMiB", mib);
    }

    private static double median(List<Double> values) {
        return Quantiles.of(values).median();
    }
}
