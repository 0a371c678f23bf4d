package dev.lockstep.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.measure.Histogram;
import dev.lockstep.server.measure.Sample;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
    @Test
    void samplesOfANameStandTogetherBelowTheirMeaning() {
        PrometheusText t = new PrometheusText();
        t.gauge("a", "First.", 1, "x", "1");
        t.counter("b_total", "Second.", 2.5);
        t.gauge("a", "First.", -3, "x", "2", "y", "z");
        assertThat(t.text())
                .isEqualTo(
                        """
                        # HELP a First.
                        # TYPE a gauge
                        a{x="1"} 1
                        a{x="2",y="z"} -3
                        # HELP b_total Second.
                        # TYPE b_total counter
                        b_total 2.5
                        """);
    }

    @Test
    void aHistogramCountsInEachRangeWhatIsInTheSmallerOnes() {
        Histogram h = Histogram.ofSizes();
        h.record(1);
        h.record(3, 2);
        h.record(1_000_000);
        PrometheusText t = new PrometheusText();
        t.sample(new Sample.Distribution("n", "N.", h.read(), List.of("k", "v")), "p", "q");
        assertThat(t.text())
                .startsWith(
                        """
                        # HELP n N.
                        # TYPE n histogram
                        n_bucket{p="q",k="v",le="1"} 1
                        n_bucket{p="q",k="v",le="4"} 3
                        n_bucket{p="q",k="v",le="16"} 3
                        """)
                .endsWith(
                        """
                        n_bucket{p="q",k="v",le="262144"} 3
                        n_bucket{p="q",k="v",le="+Inf"} 4
                        n_sum{p="q",k="v"} 1000007
                        n_count{p="q",k="v"} 4
                        """);
    }

    @Test
    void labelsCannotEndTheirQuotationMarksOrTheLine() {
        PrometheusText t = new PrometheusText();
        t.gauge("a", "A.", 1, "x", "q\"b\\n\n#");
        assertThat(t.text().lines()).hasSize(3).last().isEqualTo("a{x=\"q\\\"b\\\\n\\n#\"} 1");
    }

    @Test
    void largeAndOddNumbersAreWrittenAsPrometheusReadsThem() {
        PrometheusText t = new PrometheusText();
        t.gauge("a", "A.", 1e14);
        t.gauge("b", "B.", 1e300);
        t.gauge("c", "C.", Double.NaN);
        t.gauge("d", "D.", Double.NEGATIVE_INFINITY);
        assertThat(t.text()).contains("a 100000000000000\n", "b 1.0E300\n", "c NaN\n", "d -Inf\n");
    }

    @Test
    void aRateIsTheMeanSinceALookAtLeastASecondAgo() {
        Rates rates = new Rates();
        long second = 1_000_000_000;
        assertThat(rates.of("c", 100, 0)).isZero();
        assertThat(rates.of("c", 150, second / 2)).isZero();
        assertThat(rates.of("c", 300, 2 * second)).isEqualTo(100);
        assertThat(rates.of("c", 999, 2 * second + 1)).isEqualTo(100);
        assertThat(rates.of("c", 300, 4 * second)).isZero();
        // started again
        assertThat(rates.of("c", 5, 6 * second)).isZero();
        assertThat(rates.of("c", 15, 7 * second)).isEqualTo(10);
        rates.keep(Set.of());
        assertThat(rates.of("c", 25, 8 * second)).isZero();
    }
}
