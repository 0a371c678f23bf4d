package dev.lockstep.failover.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.link.LinkSettings;
import dev.lockstep.failover.link.PeerStatus;
import dev.lockstep.failover.link.Secret;
import dev.lockstep.failover.link.Status;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetectionTest {
    private static final Secret SECRET = Secret.of("a secret of the tests");

    private final Board board = new Board();
    private final List<Engine> engines = new ArrayList<>();

    /** A coordinator within this process, which a test can make lie. */
    private static final class Board {
        final Map<Long, Member> members = new ConcurrentSkipListMap<>();
        final Map<String, Coordination.Listener> listeners = new ConcurrentSkipListMap<>();
        private long next;

        synchronized void put(Member member) {
            long number =
                    members.values().stream()
                            .filter(m -> m.engine().equals(member.engine()))
                            .mapToLong(Member::number)
                            .findFirst()
                            .orElseGet(() -> next++);
            members.put(number, member.withNumber(number));
            tell();
        }

        synchronized void remove(String engine) {
            for (Member m : List.copyOf(members.values())) {
                if (m.engine().equals(engine)) {
                    members.remove(m.number());
                    listeners.values().forEach(l -> l.gone(m));
                }
            }
            tell();
        }

        private void tell() {
            listeners.values().forEach(l -> l.changed(List.copyOf(members.values())));
        }

        Coordination client() {
            return new Coordination() {
                private String engine = "";

                @Override
                public void register(Member self, Listener listener) {
                    engine = self.engine();
                    listeners.put(engine, listener);
                    put(self);
                }

                @Override
                public void update(Member self) {
                    put(self);
                }

                @Override
                public List<Member> members() {
                    return List.copyOf(members.values());
                }

                @Override
                public boolean isInTouch() {
                    return true;
                }

                @Override
                public void close() {
                    listeners.remove(engine);
                    remove(engine);
                }
            };
        }
    }

    private static final class Engine {
        final List<Fact> facts = new CopyOnWriteArrayList<>();
        final AtomicLong index = new AtomicLong();
        volatile Role role;
        volatile boolean isCutOff;
        final Detection detection;

        Engine(String name, Role role, @Nullable Coordination coordination, List<String> peers) {
            this.role = role;
            this.detection =
                    Detection.start(
                            new DetectionSettings(LinkSettings.local("p", name, SECRET), peers, 5),
                            coordination,
                            () ->
                                    new Status(
                                            this.role,
                                            1,
                                            "",
                                            index.incrementAndGet(),
                                            index.get(),
                                            false,
                                            isCutOff),
                            () -> null,
                            facts::add);
        }

        boolean hears(String engine, Role peerRole) {
            return detection.link().linked().stream()
                    .anyMatch(p -> p.engine().equals(engine) && p.role() == peerRole);
        }

        boolean isSuspecting() {
            return facts.stream().anyMatch(f -> f instanceof Fact.Suspected);
        }
    }

    private Engine engine(String name, Role role) {
        Engine engine = new Engine(name, role, board.client(), List.of());
        engines.add(engine);
        return engine;
    }

    @AfterEach
    void end() {
        engines.forEach(e -> e.detection.close());
    }

    @Test
    void enginesThatTheCoordinatorNamesAreLinkedAndRanked() {
        Engine a = engine("a", Role.ACTIVE);
        Engine b = engine("b", Role.STANDBY);
        Engine c = engine("c", Role.STANDBY);
        await().until(() -> c.hears("a", Role.ACTIVE) && c.hears("b", Role.STANDBY));
        await().until(() -> c.facts.contains(new Fact.Ranked(1)));

        assertThat(b.facts).contains(new Fact.Ranked(0)).doesNotContain(new Fact.Ranked(1));
        assertThat(c.facts).contains(new Fact.Heard(1), new Fact.Seen(1));
        assertThat(c.detection.members()).extracting(Member::engine).containsExactly("a", "b", "c");
        assertThat(a.isSuspecting() || b.isSuspecting() || c.isSuspecting()).isFalse();
    }

    @Test
    void aRoleThatChangesIsKnownToAllAtOnce() {
        Engine b = engine("b", Role.STANDBY);
        Engine c = engine("c", Role.STANDBY);
        await().until(() -> c.hears("b", Role.STANDBY) && c.facts.contains(new Fact.Ranked(1)));
        b.role = Role.JOINING;
        b.detection.changed();

        await().until(() -> c.facts.get(c.facts.size() - 1).equals(new Fact.Ranked(0)));
    }

    @Test
    void nobodyWaitsForAnEngineThatBrokersDoNotServe() {
        Engine b = engine("b", Role.STANDBY);
        Engine c = engine("c", Role.STANDBY);
        await().until(() -> c.hears("b", Role.STANDBY) && c.facts.contains(new Fact.Ranked(1)));
        b.isCutOff = true;

        await().until(() -> c.facts.get(c.facts.size() - 1).equals(new Fact.Ranked(0)));
        assertThat(c.detection.nextInLine()).isEmpty();
    }

    @Test
    void whoTakesOverTellsItAndTheOthersLearnWhenItIsOver() {
        Engine b = engine("b", Role.STANDBY);
        Engine c = engine("c", Role.STANDBY);
        await().until(() -> c.hears("b", Role.STANDBY) && c.facts.contains(new Fact.Ranked(1)));
        b.role = Role.FENCING;
        b.detection.changed();

        await().until(() -> c.facts.contains(new Fact.UnderWay(true)));
        b.detection.close();
        await().until(() -> c.facts.contains(new Fact.UnderWay(false)));
    }

    @Test
    void aCoordinatorThatMissesAnEngineIsNotBelievedWhileItsHeartbeatsCome() {
        engine("a", Role.ACTIVE);
        Engine b = engine("b", Role.STANDBY);
        await().until(() -> b.hears("a", Role.ACTIVE));
        board.remove("a");

        await().until(() -> b.detection.members().stream().anyMatch(m -> m.engine().equals("a")));
        assertThat(b.isSuspecting()).isFalse();
    }

    @Test
    void aCoordinatorIsBelievedWhereThereIsNoLink() {
        Engine b = engine("b", Role.STANDBY);
        Member lost = new Member("p", "a", -1, "", Role.ACTIVE, 7, 1, 1);
        board.put(lost);
        await().until(() -> b.facts.contains(new Fact.Heard(7)));
        board.remove("a");

        await().until(() -> b.facts.contains(new Fact.Suspected(7, "coordinator", false)));
    }

    @Test
    void anEngineThatLeavesIsSuspectedForCertainAndNotAgain() {
        Engine a = engine("a", Role.ACTIVE);
        Engine b = engine("b", Role.STANDBY);
        await().until(() -> b.hears("a", Role.ACTIVE));
        a.detection.leave();
        await().until(b::isSuspecting);

        assertThat(b.facts.stream().filter(f -> f instanceof Fact.Suspected))
                .first()
                .isEqualTo(new Fact.Suspected(1, "left", true));
        await().until(() -> b.detection.members().size() == 1);
    }

    @Test
    void withoutACoordinatorTheLinkedPeersAreInTheOrderOfTheirNames() {
        Engine a = new Engine("a", Role.STANDBY, null, List.of());
        engines.add(a);
        Engine b = new Engine("b", Role.STANDBY, null, List.of(a.detection.link().address()));
        engines.add(b);
        await().until(() -> b.facts.contains(new Fact.Ranked(1)));

        assertThat(b.detection.isInTouch()).isTrue();
        assertThat(b.detection.link().linked()).extracting(PeerStatus::engine).containsExactly("a");
        a.detection.close();
        await().until(() -> b.facts.get(b.facts.size() - 1).equals(new Fact.Ranked(0)));
        assertThat(b.isSuspecting()).isFalse();
    }
}
