package dev.lockstep.server.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void aValueAtTheEndOfARangeIsInItAndTheNextIsNot() {
        Histogram h = Histogram.ofSizes();
        h.record(1);
        h.record(4, 3);
        h.record(5);
        h.record(10_000_000);
        Histogram.Reading r = h.read();
        assertThat(r.ends()).startsWith(1, 4, 16).isSorted();
        assertThat(r.counts()).hasSize(r.ends().length + 1).startsWith(1, 3, 1, 0).endsWith(1);
        assertThat(r.count()).isEqualTo(6);
        assertThat(r.sum()).isEqualTo(1 + 12 + 5 + 10_000_000);
    }

    @Test
    void timesAreRecordedInNanosecondsAndReadInSeconds() {
        Histogram h = Histogram.ofNanos();
        h.record(500_000);
        h.record(99_999_999, 2);
        h.record(100_000_001);
        Histogram.Reading r = h.read();
        assertThat(r.ends()[0]).isEqualTo(0.0005);
        assertThat(r.counts()[0]).isEqualTo(1);
        int tenth = toList(r.ends()).indexOf(0.1);
        assertThat(r.counts()[tenth]).isEqualTo(2);
        assertThat(r.counts()[tenth + 1]).isEqualTo(1);
        assertThat(r.sum()).isEqualTo(0.300499999);
    }

    private static List<Double> toList(double[] values) {
        List<Double> all = new ArrayList<>();
        for (double v : values) {
            all.add(v);
        }
        return all;
    }

    @Test
    void nothingIsLostWhereManyRecordAtOnce() throws Exception {
        Histogram h = Histogram.ofSizes();
        List<Thread> threads = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            int value = 1 << (2 * k);
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        for (int i = 0; i < 50_000; i++) {
                                            h.record(value);
                                        }
                                    }));
        }
        for (Thread t : threads) {
            t.join();
        }
        assertThat(h.read().counts()).startsWith(50_000, 50_000, 50_000, 50_000, 0);
        assertThat(h.read().sum()).isEqualTo(50_000 * (1 + 4 + 16 + 64));
    }
}
