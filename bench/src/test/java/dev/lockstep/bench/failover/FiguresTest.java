package dev.lockstep.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What becomes of samples. */
final class FiguresTest {
    private static final long MILLI = 1_000_000;

    @Test
    void theNinetyNinthOfFewerThanAHundredSamplesIsTheGreatest() {
        Quantiles few = Quantiles.of(DoubleStream.iterate(99, v -> v - 1).limit(99).toArray());
        Quantiles many = Quantiles.of(DoubleStream.iterate(1, v -> v + 1).limit(200).toArray());

        assertThat(few.p99()).isEqualTo(99);
        assertThat(few.p50()).isEqualTo(50);
        assertThat(many.p99()).isEqualTo(198);
        assertThat(many.max()).isEqualTo(200);
        assertThat(many.median()).isEqualTo(100.5);
        assertThat(Quantiles.of().p99()).isNaN();
    }

    @Test
    void aGapThatBeginsBeforeTheFaultCountsAsAWhole() {
        long[] arrivals = {0, 10 * MILLI, 20 * MILLI, 90 * MILLI, 95 * MILLI};

        assertThat(Gaps.longestMillis(arrivals, 25 * MILLI, 95 * MILLI)).isEqualTo(70);
    }

    @Test
    void gapsOutsideOfTheStretchDoNotCount() {
        long[] arrivals = {0, 50 * MILLI, 60 * MILLI, 65 * MILLI, 165 * MILLI};

        assertThat(Gaps.longestMillis(arrivals, 50 * MILLI, 65 * MILLI)).isEqualTo(10);
    }

    @Test
    void outputThatNeverCameAgainIsAGapUntilTheEnd() {
        long[] arrivals = {0, 10 * MILLI};

        assertThat(Gaps.longestMillis(arrivals, 5 * MILLI, 500 * MILLI)).isEqualTo(490);
        assertThat(Gaps.longestMillis(new long[0], 5 * MILLI, 500 * MILLI)).isEqualTo(495);
    }

    @Test
    void theGapInWhichAFaultLiesIsNotOneBeforeIt() {
        long[] arrivals = {0, 30 * MILLI, 40 * MILLI, 60 * MILLI, 160 * MILLI};

        assertThat(Gaps.longestBeforeMillis(arrivals, 100 * MILLI, 65 * MILLI)).isEqualTo(20);
        assertThat(Gaps.longestBeforeMillis(arrivals, 100 * MILLI, 40 * MILLI)).isEqualTo(40);
        assertThat(Gaps.longestBeforeMillis(new long[0], 100 * MILLI, 65 * MILLI)).isEqualTo(65);
    }

    @Test
    void aSpeedDoesNotCountWhatCameWithTheFirstRows() {
        long[] moments = {0, 1_000 * MILLI, 3_000 * MILLI, 4_000 * MILLI};
        long[] counts = {100, 700, 1_100, 5_000};

        assertThat(Speeds.perSecond(moments, counts, 100, 1_100)).isEqualTo(200);
        assertThat(Speeds.perSecond(moments, counts, 100, 700)).isNaN();
        assertThat(Speeds.perSecond(moments, counts, 100, 9_000)).isNaN();
    }

    @Test
    void aTargetIsReachedAtItsLimit() {
        assertThat(Target.atMost(100, "ms").isReached(100)).isTrue();
        assertThat(Target.atMost(100, "ms").isReached(100.1)).isFalse();
        assertThat(Target.atLeast(0.8, "×").isReached(0.79)).isFalse();
        assertThat(Target.atLeast(0.8, "×").isReached(Double.NaN)).isFalse();
        assertThat(Target.none("events/s").isReached(5)).isNull();
    }

    @Test
    void everyPartIsFoundByItsName() {
        for (Part p : Part.values()) {
            assertThat(Part.labelled(p.label())).isEqualTo(p);
        }
        assertThat(Part.labels()).startsWith("gap-kill, gap-freeze, switch, latency");
    }
}
