package dev.lockstep.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WindowLoadTest {
    private final AtomicReference<List<String>> running = new AtomicReference<>(List.of());

    private void look(WindowLoad load, int times, String... windows) {
        running.set(List.of(windows));
        for (int k = 0; k < times; k++) {
            load.look();
        }
    }

    @Test
    void aWindowsLoadIsThePartOfTheLooksThatFoundItAtWork() {
        try (WindowLoad load = new WindowLoad(running::get)) {
            assertThat(load.percent("p/q/w")).isZero();
            assertThat(load.percent("p/q/v")).isZero();
            look(load, 60, "p/q/w");
            look(load, 20, "p/q/v", "other/q/w");
            look(load, 120);
            assertThat(load.percent("p/q/w")).isEqualTo(30);
            assertThat(load.percent("p/q/v")).isEqualTo(10);
            assertThat(load.percent("p/q/none")).isZero();
        }
    }

    @Test
    void itIsThatSinceTheQuestionBefore() {
        try (WindowLoad load = new WindowLoad(running::get)) {
            assertThat(load.percent("w")).isZero();
            look(load, 100, "w");
            assertThat(load.percent("w")).isEqualTo(100);
            look(load, 50);
            // too soon for a new answer
            assertThat(load.percent("w")).isEqualTo(100);
            look(load, 50);
            assertThat(load.percent("w")).isZero();
        }
    }

    @Test
    void windowsThatAreGoneAreForgotten() {
        try (WindowLoad load = new WindowLoad(running::get)) {
            assertThat(load.percent("w")).isZero();
            look(load, 100, "w");
            load.keep(Set.of());
            assertThat(load.percent("w")).isZero();
        }
    }
}
