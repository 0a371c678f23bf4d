package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SeedsTest {
    private static final List<Long> RUN = new ArrayList<>();

    @Seeds(value = 3, base = 40)
    void theMethodTakesItsSeed(long seed) {
        RUN.add(seed);
        assertThat(seed).isPositive();
    }

    @AfterAll
    static void everySeedHasRun() {
        if (System.getProperty(SeedsExtension.ONE) == null
                && System.getProperty(SeedsExtension.COUNT) == null) {
            assertThat(RUN).containsExactly(40L, 41L, 42L);
        }
    }

    @Test
    void oneSeedReplacesAllOthers() throws NoSuchMethodException {
        Seeds seeds =
                SeedsTest.class
                        .getDeclaredMethod("theMethodTakesItsSeed", long.class)
                        .getAnnotation(Seeds.class);
        assertThat(SeedsExtension.seeds(seeds, "-7", 3)).containsExactly(-7L);
        assertThat(SeedsExtension.seeds(seeds, null, 2)).containsExactly(40L, 41L);
    }
}
