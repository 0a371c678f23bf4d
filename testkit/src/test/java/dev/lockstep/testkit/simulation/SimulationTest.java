package dev.lockstep.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {
    /** {@code FROM-TO}, or how many from 1 on. */
    private static final String SEEDS = System.getProperty("lockstep.seeds", "1-500");

    /** What every range of some hundred seeds comes across. */
    private static final List<Seen> COMMON =
            List.of(
                    Seen.CRASH,
                    Seen.FREEZE,
                    Seen.CUT_FROM_BUS,
                    Seen.CUT_FROM_PEERS,
                    Seen.CUT_NOTICED,
                    Seen.SLOW_NETWORK,
                    Seen.CONNECTIONS_RESET,
                    Seen.FULL_DISK,
                    Seen.DAMAGED_SNAPSHOT,
                    Seen.WALL_CLOCK_JUMP,
                    Seen.LOST_ANSWER,
                    Seen.BUS_DOWN,
                    Seen.HAND_OVER_ASKED,
                    Seen.REBUILD_ASKED,
                    Seen.PAUSED,
                    Seen.FALSE_SUSPICION,
                    Seen.SNAPSHOT_KEPT,
                    Seen.TRIMMED,
                    Seen.GONE_ASTRAY,
                    Seen.ALTERED_INPUT,
                    Seen.LOST_INPUT,
                    Seen.FAULT_AT_A_MOMENT,
                    Seen.TAKE_OVER,
                    Seen.HANDED_OVER,
                    Seen.REFUSED,
                    Seen.UNKNOWN_BUT_COMMITTED,
                    Seen.UNKNOWN_AND_LOST,
                    Seen.REPEAT,
                    Seen.STEPPED_ASIDE,
                    Seen.ENDED);

    @Test
    void noSeedBreaksAPromise() throws InterruptedException {
        int dash = SEEDS.indexOf('-');
        long from = dash < 0 ? 1 : Long.parseLong(SEEDS.substring(0, dash));
        long to = Long.parseLong(SEEDS.substring(dash + 1));
        Seeds seeds = new Seeds(from, to, Runtime.getRuntime().availableProcessors());
        seeds.run();
        System.out.print(seeds.coverage());
        assertThat(seeds.violations()).isEmpty();
        if (to - from >= 400) {
            assertThat(COMMON).allMatch(s -> seeds.coverage().of(s) > 0);
        }
    }

    /** Seeds in which nobody reigned in time, since only who was told anew knew of the change. */
    @ParameterizedTest
    @ValueSource(longs = {115491, 233806, 265530, 281394})
    void whoGoesOnIsToldWhatHasChangedWhileItWasFrozen(long seed) throws InterruptedException {
        Seeds seeds = new Seeds(seed, seed, 1);
        seeds.run();
        assertThat(seeds.violations()).isEmpty();
    }

    /** A seed in which states that a peer gave came damaged again and again. */
    @Test
    void nothingIsDamagedAnyMoreOnceEverythingIsHealed() throws InterruptedException {
        Seeds seeds = new Seeds(400156, 400156, 1);
        seeds.run();
        assertThat(seeds.violations()).isEmpty();
    }

    @Test
    void realEnginesKeepThePromisesToo() throws InterruptedException {
        Seeds seeds = new Seeds(1, 8, Runtime.getRuntime().availableProcessors(), true);
        seeds.run();
        assertThat(seeds.violations()).isEmpty();
        assertThat(seeds.coverage().of(Seen.OUTPUT)).isGreaterThan(100);
    }

    @Test
    void theSameSeedIsTheSameHistory() {
        List<String> once = trace(17);
        assertThat(once).hasSizeGreaterThan(100).isEqualTo(trace(17)).isNotEqualTo(trace(18));
    }

    private static List<String> trace(long seed) {
        Trace trace = Trace.on();
        Simulation.run(seed, trace);
        // objects are told apart by where they lie in memory
        return trace.lines().stream().map(l -> l.replaceAll("(@|Lambda/)[0-9a-fx@]+", "")).toList();
    }
}
