package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.Node;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/** Fences and commits on real brokers. */
final class CommitTest {
    @Test
    void entriesAndOutputAppearTogetherInOrderAndWithTheirHeaders() {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            one.fence();
            assertThat(one.commit("a", 2, 3)).isInstanceOf(Fact.Committed.class);
            assertThat(one.commit("b", 1, 0)).isInstanceOf(Fact.Committed.class);

            assertThat(Bench.values(bench.observe(bench.journal, 3)))
                    .containsExactly("entry a0", "entry a1", "entry b0");
            var output = bench.observe(bench.output, 3);
            assertThat(Bench.values(output)).containsExactly("output a0", "output a1", "output a2");
            assertThat(output)
                    .extracting(r -> header(r.headers().lastHeader("lockstep-epoch")))
                    .containsOnly("7");
            assertThat(output)
                    .extracting(r -> header(r.headers().lastHeader("lockstep-sequence")))
                    .containsExactly("1", "2", "3");
        }
    }

    private static String header(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    @Test
    void aFenceRefusesOneThatIsInTheMiddleOfATransactionAndUndoesIt() {
        try (Bench bench = new Bench().made();
                var old = bench.rival();
                Party one = new Party(bench.settings("one"))) {
            old.initTransactions();
            old.beginTransaction();
            old.send(Bench.record(bench.journal, "entry of the old one"));
            old.send(Bench.record(bench.output, "output of the old one"));
            old.flush();

            one.fence();
            Throwable refusal = catchThrowable(old::commitTransaction);

            assertThat(Failures.isFenced(refusal)).as("%s", refusal).isTrue();
            assertThat(one.commit("new", 1, 1)).isInstanceOf(Fact.Committed.class);
            assertThat(Bench.values(bench.observe(bench.journal, 1))).containsExactly("entry new0");
            assertThat(Bench.values(bench.observe(bench.output, 1))).containsExactly("output new0");
        }
    }

    @Test
    void aFencedOneIsRefusedWhateverItSendsNext() {
        try (Bench bench = new Bench().made();
                var old = bench.rival();
                Party one = new Party(bench.settings("one"))) {
            old.initTransactions();
            old.beginTransaction();
            old.send(Bench.record(bench.journal, "before"));
            old.flush();

            one.fence();
            Throwable refusal =
                    catchThrowable(
                            () -> {
                                old.send(Bench.record(bench.output, "behind"));
                                old.flush();
                                old.commitTransaction();
                            });

            assertThat(Failures.isFenced(refusal)).as("%s", refusal).isTrue();
        }
    }

    @Test
    void aCommitBehindTheFenceOfAnotherIsRefusedAndTheLaterFenceWins() {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"));
                Party two = new Party(bench.settings("two"))) {
            one.fence();
            assertThat(one.commit("a", 1, 1)).isInstanceOf(Fact.Committed.class);
            two.fence();
            assertThat(one.commit("b", 1, 1)).isInstanceOf(Fact.CommitRefused.class);
            assertThat(two.commit("c", 1, 1)).isInstanceOf(Fact.Committed.class);
            one.fence();
            assertThat(two.commit("d", 1, 1)).isInstanceOf(Fact.CommitRefused.class);
            assertThat(one.commit("e", 1, 1)).isInstanceOf(Fact.Committed.class);

            assertThat(Bench.values(bench.observe(bench.journal, 3)))
                    .containsExactly("entry a0", "entry c0", "entry e0");
            assertThat(Bench.values(bench.observe(bench.output, 3)))
                    .containsExactly("output a0", "output c0", "output e0");
        }
    }

    @Test
    void withoutAFenceNothingIsCommitted() {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            assertThat(one.commit("a", 1, 1)).isInstanceOf(Fact.CommitUnknown.class);
            assertThat(bench.committed(bench.journal)).isEmpty();
        }
    }

    @Test
    void aCommitWhoseCoordinatorIsFrozenIsUnknownAndSettledByTheNextFence() throws Exception {
        LocalKafka cluster = SharedKafka.get();
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one").with("max.block.ms", "3000"))) {
            one.fence();
            assertThat(one.commit("a", 1, 1)).isInstanceOf(Fact.Committed.class);
            Node coordinator = cluster.node(bench.coordinator());
            coordinator.freeze();
            try {
                assertThat(one.commit("b", 2, 2)).isInstanceOf(Fact.CommitUnknown.class);
                assertThat(one.commit("x", 1, 1)).isInstanceOf(Fact.CommitUnknown.class);
                settle(one);
            } finally {
                coordinator.thaw();
            }
            assertThat(Bench.values(bench.observe(bench.journal, 3)))
                    .containsExactly("entry a0", "entry b0", "entry b1");
            assertThat(Bench.values(bench.observe(bench.output, 3)))
                    .containsExactly("output a0", "output b0", "output b1");
            assertThat(one.commit("c", 1, 0)).isInstanceOf(Fact.Committed.class);
            assertThat(Bench.values(bench.observe(bench.journal, 4))).endsWith("entry c0");
        } finally {
            SharedKafka.get();
        }
    }

    /** As an active does it: fences, looks, and commits the same again where it is not there. */
    private static void settle(Party party) {
        List<String> there;
        do {
            party.fence();
            there = party.journal(0);
            assertThat(there)
                    .isIn(List.of("entry a0"), List.of("entry a0", "entry b0", "entry b1"));
        } while (there.size() == 1 && !(party.commit("b", 2, 2) instanceof Fact.Committed));
    }

    @Test
    void otherEffectsAreSomebodyElsesBusiness() {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            assertThat(one.bus.perform(new Effect.Prepare(1))).isFalse();
            assertThat(one.bus.perform(new Effect.Release(List.of(), List.of()))).isFalse();
            assertThat(one.bus.perform(new Effect.AskJournalEnd(2))).isTrue();
        }
    }

    @Test
    void aRecordThatItsTopicNeverTakesIsNamedAndNothingOfTheCommitIsThere() {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one").with("max.request.size", "50000"))) {
            one.fence();
            byte[] large = new byte[100_000];
            Fact answer =
                    one.commit(
                            new Effect.Commit(
                                    one.nextTicket(),
                                    7,
                                    List.of("entry".getBytes(StandardCharsets.UTF_8)),
                                    List.of(new ReplicaOutput(0, 1, large))));
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Fact.CommitImpossible.class,
                            i ->
                                    assertThat(i.problem().toString())
                                            .contains("LS-7077", "100000 bytes", bench.output)
                                            .contains("max.message.bytes is 16")
                                            .contains("50000"));
            one.fence();
            assertThat(one.commit("a", 1, 1)).isInstanceOf(Fact.Committed.class);
            assertThat(Bench.values(bench.observe(bench.journal, 1))).containsExactly("entry a0");
        }
    }

    @Test
    void aRecordThatBrokersRefuseIsNamed() throws Exception {
        try (Bench bench = new Bench();
                Party one = new Party(bench.settings("one"))) {
            NewTopic small = new NewTopic(bench.output, 1, (short) 1);
            small.configs(Map.of("max.message.bytes", "1000"));
            bench.admin.createTopics(List.of(small)).all().get();
            bench.made();
            one.fence();
            Effect.Commit large =
                    new Effect.Commit(
                            one.nextTicket(),
                            7,
                            List.of("entry".getBytes(StandardCharsets.UTF_8)),
                            List.of(new ReplicaOutput(0, 1, new byte[2000])));
            assertThat(one.commit(large))
                    .isInstanceOfSatisfying(
                            Fact.CommitImpossible.class,
                            i ->
                                    assertThat(i.problem().toString())
                                            .contains("2000 bytes", bench.output)
                                            .contains("max.message.bytes is 1000"));
            assertThat(bench.committed(bench.journal)).isEmpty();
        }
    }
}
