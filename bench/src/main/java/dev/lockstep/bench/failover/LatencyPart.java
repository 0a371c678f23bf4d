package dev.lockstep.bench.failover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time from publishing a row to seeing its output, at low load: in failover and by a plain loop
 * with transactions, in turns.
 */
record LatencyPart() implements Measurement {
    private static final List<Integer> RATES = List.of(25, 200, 1_000);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int WARM_UP_RATE = 1_000;

    /** A part of each stretch that does not count, since it follows a rest. */
    private static final int UNCOUNTED = 10;

    /** What was seen at one rate; a value a round. */
    private static final class Seen {
        final List<Double> ours = new ArrayList<>();
        final List<Double> oursLate = new ArrayList<>();
        final List<Double> theirs = new ArrayList<>();
        final List<Double> theirsLate = new ArrayList<>();
        final List<Double> ratios = new ArrayList<>();

        void add(Quantiles own, Quantiles plain) {
            ours.add(own.p50());
            oursLate.add(own.p99());
            theirs.add(plain.p50());
            theirsLate.add(plain.p99());
            ratios.add(own.p50() / plain.p50());
        }

        private static double median(List<Double> values) {
            return Quantiles.of(values).median();
        }

        List<Figure> figures(int rate) {
            String at = " at " + rate + " events/s";
            Figure latency =
                    Figure.of(
                                    Part.LATENCY,
                                    "latency in failover, p50" + at,
                                    Target.atMost(15, "ms"),
                                    median(ours),
                                    ours.size())
                            .with("p99", median(oursLate))
                            .with("plainLoopP50", median(theirs))
                            .with("plainLoopP99", median(theirsLate));
            Figure ratio =
                    Figure.of(
                                    Part.LATENCY,
                                    "beside a plain loop, p50" + at,
                                    Target.atMost(1.2, "×"),
                                    median(ratios),
                                    ratios.size())
                            .with(Quantiles.of(ratios))
                            .with("ratioOfP99", median(oursLate) / median(theirsLate));
            return List.of(latency, ratio);
        }
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException, InterruptedException {
        Plan plan = stage.plan();
        List<Figure> figures = new ArrayList<>();
        try (Scene scene = Scene.inFailover(stage, "failover", plan.engines(), stage.flags());
                LoopProcess plain = new LoopProcess(stage, TransactionLoop.Kind.PLAIN)) {
            warmUp(List.of(scene.lane(), plain.lane()), stage);
            for (int rate : RATES) {
                Seen seen = new Seen();
                for (int k = -plan.warmUp(); k < plan.rounds(Part.LATENCY); k++) {
                    // who is first changes, so that neither always follows the other
                    Quantiles first = stretch(k % 2 == 0 ? scene.lane() : plain.lane(), rate, plan);
                    Quantiles second =
                            stretch(k % 2 == 0 ? plain.lane() : scene.lane(), rate, plan);
                    Quantiles own = k % 2 == 0 ? first : second;
                    Quantiles other = k % 2 == 0 ? second : first;
                    stage.say(
                            "%d events/s: %.2f ms (p99 %.2f), plain loop %.2f ms (p99 %.2f)%s",
                            rate,
                            own.p50(),
                            own.p99(),
                            other.p50(),
                            other.p99(),
                            k < 0 ? " (does not count)" : "");
                    if (k >= 0) {
                        seen.add(own, other);
                    }
                }
                figures.addAll(seen.figures(rate));
            }
        }
        return figures;
    }

    /** Compilers share the processors with what is measured until they have seen all of it. */
    private static void warmUp(List<Lane> lanes, Stage stage) throws InterruptedException {
        stage.say("warming up with %d events/s each", WARM_UP_RATE);
        List<Feed> feeds = lanes.stream().map(l -> l.promptFeed(WARM_UP_RATE)).toList();
        TimeUnit.SECONDS.sleep(stage.plan().settle());
        for (int k = 0; k < feeds.size(); k++) {
            lanes.get(k).end(feeds.get(k));
            lanes.get(k).awaitAll();
        }
    }

    /** Milliseconds of each record of one stretch of load. */
    private static Quantiles stretch(Lane lane, int rate, Plan plan) throws InterruptedException {
        long first = lane.next();
        Feed feed = lane.promptFeed(rate);
        TimeUnit.SECONDS.sleep(plan.seconds());
        lane.end(feed);
        lane.awaitAll();
        List<Double> millis = new ArrayList<>();
        long from = first + (lane.next() - first) / UNCOUNTED;
        for (long row = from; row < lane.next(); row++) {
            long nanos = lane.arrivals().nanosOf(row) - feed.sentNanos(row);
            millis.add(nanos / NANOS_PER_MILLI);
        }
        return Quantiles.of(millis);
    }
}
