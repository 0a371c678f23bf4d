package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a link tells of a real process that is killed or stopped, and how long that takes. */
class LostEngineTest {
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final int KILLS = 3;

    @Test
    void aKilledEngineIsSuspectedForCertainWithinMilliseconds() throws Exception {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            try (LinkProcess child = LinkProcess.start(Role.ACTIVE);
                    TestEngine standby = TestEngine.named("standby", Role.STANDBY)) {
                standby.link.peers(List.of(child.address()));
                await().until(() -> standby.hears("child", Role.ACTIVE));
                long begin = System.nanoTime();
                child.process().destroyForcibly();
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> !standby.suspicions().isEmpty());

                assertThat(standby.suspicions())
                        .containsExactly(new Fact.Suspected(1, "link reset", true));
                micros.add(nanosOfSuspicion(standby, begin) / 1000);
            }
        }
        System.out.println("microseconds from kill -9 until it is suspected: " + micros);
        assertThat(micros).allMatch(m -> m < BOUND.toNanos() / 1000);
    }

    @Test
    void oneThatIsKilledBehindItsClaimIsSuspectedThoughOnlyTheJournalTellsThatItReigned()
            throws Exception {
        try (LinkProcess child = LinkProcess.start(Role.CLAIMING);
                TestEngine standby = TestEngine.named("standby", Role.STANDBY)) {
            standby.link.peers(List.of(child.address()));
            await().until(() -> standby.hears("child", Role.CLAIMING));
            child.process().destroyForcibly();
            await().until(() -> !standby.isLinkedTo("child"));
            standby.epoch = 2;
            standby.reigns = "child";
            await().until(() -> !standby.suspicions().isEmpty());

            assertThat(standby.suspicions())
                    .containsExactly(new Fact.Suspected(2, "link reset", true));
        }
    }

    private static long nanosOfSuspicion(TestEngine engine, long begin) {
        return engine.told.stream()
                .filter(t -> t.fact() instanceof Fact.Suspected)
                .mapToLong(t -> t.nanos() - begin)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStoppedEngineIsSuspectedByItsSilenceAndSeenWhenItGoesOn() throws Exception {
        try (LinkProcess child = LinkProcess.start(Role.ACTIVE);
                TestEngine standby = TestEngine.named("standby", Role.STANDBY)) {
            standby.link.peers(List.of(child.address()));
            await().until(() -> standby.hears("child", Role.ACTIVE));
            long begin = System.nanoTime();
            child.signal("-STOP");
            await().until(() -> !standby.suspicions().isEmpty());

            assertThat(standby.suspicions())
                    .containsExactly(new Fact.Suspected(1, "silence", false));
            long millis = nanosOfSuspicion(standby, begin) / 1_000_000;
            System.out.println("milliseconds from SIGSTOP until it is suspected: " + millis);
            assertThat(millis).isBetween(350L, 2000L);

            int before = standby.told.size();
            child.signal("-CONT");
            await().until(
                            () ->
                                    standby.facts()
                                            .subList(before, standby.told.size())
                                            .contains(new Fact.Seen(1)));
            assertThat(standby.suspicions()).hasSize(1);
        }
    }

    /** Its end of the connection was closed meanwhile, which says nothing of those that went on. */
    @Test
    void anEngineThatWasStoppedForLongSuspectsNobodyWhenItGoesOn() throws Exception {
        try (LinkProcess child = LinkProcess.start(Role.ACTIVE);
                TestEngine standby = TestEngine.named("standby", Role.STANDBY)) {
            standby.link.peers(List.of(child.address()));
            await().until(() -> standby.hears("child", Role.ACTIVE));
            child.signal("-STOP");
            await().atMost(Duration.ofSeconds(15)).until(() -> !standby.isLinkedTo("child"));
            standby.role = Role.ACTIVE;
            standby.epoch = 2;
            child.signal("-CONT");
            await().atMost(Duration.ofSeconds(15)).until(() -> standby.isLinkedTo("child"));

            assertThat(standby.count("tooSlow")).isEqualTo(1);
            assertThat(standby.suspicions())
                    .as("the silence of the child, and nothing else")
                    .isEqualTo(Arrays.asList(new Fact.Suspected(1, "silence", false)));
        }
    }
}
