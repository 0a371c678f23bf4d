package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.Node;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.replica.ReplicaSettings;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.role.RoleSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Engines in one process: the active is abandoned in the middle, the next goes on. */
final class TakeOverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** More of them where somebody wants figures. */
    private static final int ROUNDS = Integer.getInteger("lockstep.takeovers", 2);

    private static final int PER_SECOND = Integer.getInteger("lockstep.rate", 2_000);

    @Test
    void theOutputIsThatOfAnUndisturbedRunThoughActivesAreAbandoned() throws Exception {
        List<Driver> drivers = new ArrayList<>();
        try (Bench bench = new Bench().made();
                Flow flow = new Flow(bench, PER_SECOND)) {
            drivers.add(started(bench, 0));
            await().atMost(PATIENCE).until(() -> drivers.get(0).role == Role.ACTIVE);
            for (int k = 1; k <= ROUNDS; k++) {
                Driver next = started(bench, k);
                await().atMost(PATIENCE).until(() -> next.role == Role.STANDBY);
                flow.runOn(PER_SECOND);
                Driver active = drivers.get(k - 1);
                active.abandon();
                long abandoned = System.nanoTime();
                next.tell(new Fact.Suspected(next.epoch, "the test", true));
                await().atMost(PATIENCE).until(() -> next.firstReleaseNanos != 0);
                report(next, abandoned);
                drivers.add(next);
                active.close();
            }
            flow.runOn(PER_SECOND);
            List<String> published = flow.end();
            List<String> seen = Bench.values(bench.observe(bench.output, published.size()));

            assertThat(seen).isEqualTo(ChainModel.reference(published));
            assertThat(drivers).allSatisfy(d -> assertThat(d.trouble).isEmpty());
        } finally {
            for (Driver d : drivers) {
                d.close();
            }
        }
    }

    @Test
    void anActiveThatWasFrozenFindsItselfFencedAndDoesNotTakeTheReignBack() throws Exception {
        try (Bench bench = new Bench().made();
                Flow flow = new Flow(bench, PER_SECOND);
                Driver old = started(bench, 1)) {
            await().atMost(PATIENCE).until(() -> old.role == Role.ACTIVE);
            try (Driver next = started(bench, 2)) {
                await().atMost(PATIENCE).until(() -> next.role == Role.STANDBY);
                flow.runOn(PER_SECOND);
                old.pause();
                int stepsOfOld = old.steps.size();
                next.tell(new Fact.Suspected(next.epoch, "the test", true));
                await().atMost(PATIENCE).until(() -> next.firstReleaseNanos != 0);
                flow.runOn(PER_SECOND);
                old.goOn();
                await().atMost(PATIENCE).until(() -> old.role == Role.STANDBY);
                flow.runOn(PER_SECOND);
                List<String> published = flow.end();
                List<String> seen = Bench.values(bench.observe(bench.output, published.size()));

                assertThat(seen).isEqualTo(ChainModel.reference(published));
                assertThat(old.steps.stream().skip(stepsOfOld).map(Driver.Step::role))
                        .as("%s, then %s; %s", old.steps, next.steps, old.trouble)
                        .endsWith(Role.STANDBY)
                        .doesNotContain(Role.FENCING, Role.CLAIMING, Role.ACTIVE);
                assertThat(next.role).isEqualTo(Role.ACTIVE);
            }
        }
    }

    @Test
    void theOutputIsThatOfAnUndisturbedRunThoughACoordinatorIsFrozen() throws Exception {
        try (Bench bench = new Bench().made();
                Flow flow = new Flow(bench, PER_SECOND);
                Driver one = started(bench, 1);
                Driver two = started(bench, 2)) {
            await().atMost(PATIENCE)
                    .until(() -> one.role == Role.STANDBY || two.role == Role.STANDBY);
            flow.runOn(PER_SECOND);
            Node coordinator = SharedKafka.get().node(bench.coordinator());
            coordinator.freeze();
            flow.runOn(PER_SECOND * 6);
            coordinator.thaw();
            flow.runOn(PER_SECOND);
            List<String> published = flow.end();
            List<String> seen = Bench.values(bench.observe(bench.output, published.size()));

            assertThat(seen).isEqualTo(ChainModel.reference(published));
        } finally {
            SharedKafka.get();
        }
    }

    /** Suspects nobody by itself for long, as the test says whom to suspect. */
    private static Driver started(Bench bench, int number) {
        KafkaBusSettings settings = bench.settings("engine" + number);
        ReplicaSettings of = ReplicaSettings.of(settings.engine());
        RoleSettings role = of.role();
        return new Driver(
                settings,
                new ReplicaSettings(
                        of.engine(),
                        of.seed(),
                        of.tickNanos(),
                        of.idleTickNanos(),
                        of.digestEntries(),
                        of.digestNanos(),
                        new RoleSettings(
                                3_000_000_000L,
                                role.stagger(),
                                role.tenure(),
                                role.retry(),
                                role.aside())));
    }

    private static void report(Driver second, long from) {
        StringBuilder text = new StringBuilder("take-over, ms after the active was abandoned:");
        for (Driver.Step s : second.steps) {
            if (s.nanos() >= from) {
                text.append(" %s %.1f,".formatted(s.role(), (s.nanos() - from) / 1e6));
            }
        }
        text.append(" first output %.1f".formatted((second.firstReleaseNanos - from) / 1e6));
        System.out.println(text);
    }
}
