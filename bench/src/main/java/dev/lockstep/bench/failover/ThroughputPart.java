package dev.lockstep.bench.failover;

import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a backlog is worked off: in failover, by a plain loop with transactions, and by the same
 * project in such a loop, which is the project without failover but with transactions.
 */
record ThroughputPart() implements Measurement {
    /** Somebody with a lane who can be held up. */
    private interface Contestant {
        Lane lane();

        void pause() throws InterruptedException;

        void resume() throws InterruptedException;
    }

    private record InFailover(Scene scene) implements Contestant {
        @Override
        public Lane lane() {
            return scene.lane();
        }

        @Override
        public void pause() throws InterruptedException {
            // the active last, so that nobody has to follow it
            EngineProcess active = scene.active();
            for (EngineProcess e : scene.engines().all()) {
                if (e != active) {
                    Scene.state(e, "stopped");
                }
            }
            Scene.state(active, "stopped");
        }

        @Override
        public void resume() {
            scene.engines().all().forEach(e -> Scene.state(e, "running"));
            scene.engines().all().forEach(e -> Scene.state(e, "connectorsStarted"));
        }
    }

    private record Loop(LoopProcess process) implements Contestant {
        @Override
        public Lane lane() {
            return process.lane();
        }

        @Override
        public void pause() {
            process.freeze();
        }

        @Override
        public void resume() {
            process.thaw();
        }
    }

    /** Who is measured, with a speed for each round that counts. */
    private record Entry(String name, Contestant contestant, List<Double> speeds) {
        Entry(String name, Contestant contestant) {
            this(name, contestant, new ArrayList<>());
        }
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Plan plan = stage.plan();
        try (Scene scene = Scene.inFailover(stage, "failover", plan.engines(), stage.flags());
                LoopProcess plain = new LoopProcess(stage, TransactionLoop.Kind.PLAIN);
                LoopProcess engine = new LoopProcess(stage, TransactionLoop.Kind.ENGINE)) {
            List<Entry> order = new ArrayList<>();
            order.add(new Entry("failover", new InFailover(scene)));
            order.add(new Entry("plain loop", new Loop(plain)));
            order.add(new Entry("engine in a loop", new Loop(engine)));
            List<Entry> entries = List.copyOf(order);
            for (Entry e : entries) {
                e.contestant().pause();
            }
            for (int k = -plan.warmUp(); k < plan.rounds(Part.THROUGHPUT); k++) {
                for (Entry e : order) {
                    double speed = round(e.contestant(), plan);
                    boolean counts = k >= 0;
                    if (counts) {
                        e.speeds().add(speed);
                    }
                    stage.say(
                            "%s: %,.0f events/s%s",
                            e.name(), speed, counts ? "" : " (does not count)");
                }
                // everybody comes first once
                order.add(order.remove(0));
            }
            return figures(
                    entries.get(0).speeds(), entries.get(1).speeds(), entries.get(2).speeds());
        }
    }

    /**
     * Rows a second, from the first ones seen. An engine that is paused reads ahead: as many rows
     * as it may do that with do not count at the end, for nobody, so that in the time that counts
     * as much is read as is put out.
     */
    private static double round(Contestant c, Plan plan) throws InterruptedException {
        Lane lane = c.lane();
        long before = lane.next();
        lane.fill(plan.events());
        c.resume();
        lane.awaitAll();
        c.pause();
        Arrivals seen = lane.arrivals();
        return Speeds.perSecond(
                seen.moments(), seen.counts(), before, lane.next() - readAhead(lane, plan));
    }

    /** Not more than nine in ten, where there are so few that they all are read ahead. */
    private static long readAhead(Lane lane, Plan plan) {
        long records = FailoverLimits.READ_AHEAD_BYTES.defaultValue() / lane.recordBytes();
        return Math.min(records * plan.rowsOfRecord(), plan.events() / 10L * 9);
    }

    private static List<Figure> figures(List<Double> own, List<Double> plain, List<Double> engine) {
        return List.of(
                Figure.of(
                                Part.THROUGHPUT,
                                "throughput in failover",
                                Target.none("events/s"),
                                Quantiles.of(own).median(),
                                own.size())
                        .with("plainLoop", Quantiles.of(plain).median())
                        .with("engineInALoop", Quantiles.of(engine).median()),
                ratio("beside a plain loop with transactions", 0.8, own, plain),
                ratio("beside the project without failover in such a loop", 0.9, own, engine));
    }

    private static Figure ratio(String what, double least, List<Double> own, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int k = 0; k < own.size(); k++) {
            ratios.add(own.get(k) / others.get(k));
        }
        Quantiles q = Quantiles.of(ratios);
        return Figure.of(Part.THROUGHPUT, what, Target.atLeast(least, "×"), q.median(), q.count())
                .with(q);
    }
}
