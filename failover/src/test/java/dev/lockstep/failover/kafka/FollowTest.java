package dev.lockstep.failover.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.InputRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Following the journal and the inputs on real brokers. */
final class FollowTest {
    private static final long AHEAD = FailoverLimits.READ_AHEAD_BYTES.defaultValue();

    @Test
    void whatWasNotCommittedIsSkippedAndNextPassesIt() {
        try (Bench bench = new Bench().made();
                var old = bench.rival();
                Party one = new Party(bench.settings("one"));
                Party two = new Party(bench.settings("two"))) {
            one.fence();
            one.commit("a", 1, 0);
            old.initTransactions();
            old.beginTransaction();
            old.send(Bench.record(bench.journal, "never"));
            old.flush();
            one.fence();
            one.commit("b", 2, 0);
            one.fence();

            assertThat(two.journal(0)).containsExactly("entry a0", "entry b0", "entry b1");
            // entries and what ends each transaction, the undone one included
            assertThat(two.end()).isEqualTo(7);
            assertThat(two.journal(2)).containsExactly("entry b0", "entry b1");
        }
    }

    @Test
    void theEndIsBehindARecordWhoseTransactionIsStillOpen() {
        try (Bench bench = new Bench().made();
                var old = bench.rival();
                Party one = new Party(bench.settings("one"))) {
            old.initTransactions();
            old.beginTransaction();
            old.send(Bench.record(bench.journal, "open"));
            old.flush();

            assertThat(one.end()).isEqualTo(1);
            old.commitTransaction();
            assertThat(one.journal(0)).containsExactly("open");
        }
    }

    @Test
    void notMoreIsReadAheadThanThereIsCreditFor() throws Exception {
        byte[] large = new byte[100_000];
        int count = (int) (AHEAD / large.length) + 30;
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            bench.publish(
                    IntStream.range(0, count)
                            .mapToObj(k -> new ProducerRecord<>(bench.input, 0, null, large)));
            follow(one, bench.inputAsItIs(), 0);
            List<InputRecord> read = new ArrayList<>();
            readAll(one, read);
            long ahead = bytes(read);
            assertThat(ahead).isBetween(AHEAD, AHEAD + 2 * large.length);
            assertThat(read).hasSizeLessThan(count);

            one.bus.perform(new Effect.Credit(1, 0, 10L * large.length));
            readAll(one, read);
            assertThat(bytes(read) - ahead).isBetween(9L * large.length, 12L * large.length);

            one.bus.perform(new Effect.Credit(1, 0, AHEAD));
            readAll(one, read);
            assertThat(read).extracting(InputRecord::offset).isSorted().hasSize(count);
        }
    }

    private static void readAll(Party party, List<InputRecord> target) throws Exception {
        Fact f = party.takeSoon();
        while (f != null) {
            assertThat(f).isInstanceOf(Fact.InputRead.class);
            target.addAll(((Fact.InputRead) f).records());
            f = party.takeSoon();
        }
    }

    private static long bytes(List<InputRecord> records) {
        return records.stream().mapToLong(InputRecord::bytes).sum();
    }

    private static void follow(Party party, Entry.Input input, long from) {
        party.bus.perform(new Effect.FollowInput(party.nextTicket(), 0, input, from));
    }

    @Test
    void followingAgainBeginsAtTheNewPlaceUnderTheNewTicket() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            bench.publish(bench.input, IntStream.range(0, 10).mapToObj(k -> "r" + k).toList());
            Entry.Input input = bench.inputAsItIs();
            follow(one, input, 0);
            assertThat(one.take(Fact.InputRead.class).records().get(0).offset()).isZero();
            follow(one, input, 7);
            Fact.InputRead second = one.take(Fact.InputRead.class);
            while (second.ticket() == 1) {
                second = one.take(Fact.InputRead.class);
            }
            assertThat(second.records())
                    .extracting(InputRecord::offset)
                    .containsExactly(7L, 8L, 9L);
            assertThat(second.next()).isEqualTo(10);
        }
    }

    @Test
    void aRecordWithoutAValueIsAnEmptyOne() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            bench.publish(Stream.of(new ProducerRecord<>(bench.input, 0, new byte[] {1}, null)));
            follow(one, bench.inputAsItIs(), 0);
            assertThat(one.take(Fact.InputRead.class).records().get(0).value()).isEmpty();
        }
    }

    @Test
    void anInputOfAnotherIdIsLost() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            Entry.Input before = bench.inputAsItIs();
            Entry.Input other =
                    new Entry.Input(
                            before.source(), before.topic(), new UUID(1, 2), 0, before.from());
            follow(one, other, 0);
            Fact.InputLost lost = one.take(Fact.InputLost.class);
            assertThat(lost.reason()).contains(before.topicId().toString(), bench.input);
        }
    }

    @Test
    void anInputThatIsMadeAnewWhileItIsReadIsLost() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            Entry.Input before = bench.inputAsItIs();
            bench.publish(bench.input, List.of("a", "b"));
            follow(one, before, 0);
            assertThat(one.take(Fact.InputRead.class).records()).isNotEmpty();
            bench.delete(bench.input);
            bench.makeAgain(bench.input);
            assertThat(one.take(Fact.InputLost.class).reason()).contains(bench.input);
        }
    }

    @Test
    void anInputThatIsMadeAnewIsLostEvenIfThePlaceIsThereAgain() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            follow(one, bench.inputAsItIs(), 0);
            assertThat(one.takeSoon()).isNull();
            bench.delete(bench.input);
            bench.makeAgain(bench.input);
            bench.publish(bench.input, List.of("of another topic"));
            assertThat(one.take(Fact.InputLost.class).reason()).contains("another one than before");
        }
    }

    @Test
    void aPlaceThatIsNotThereIsLostWithWhatIsThere() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            bench.publish(bench.input, List.of("a", "b", "c"));
            follow(one, bench.inputAsItIs(), 9);
            assertThat(one.take(Fact.InputLost.class).reason())
                    .contains("offset 9", "offsets 0 to 3");

            TopicPartition place = new TopicPartition(bench.input, 0);
            bench.admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(2))).all().get();
            follow(one, bench.inputAsItIs(), 1);
            assertThat(one.take(Fact.InputLost.class).reason())
                    .contains("offset 1", "offsets 2 to 3");
            follow(one, bench.inputAsItIs(), 2);
            assertThat(one.take(Fact.InputRead.class).next()).isEqualTo(3);
        }
    }

    @Test
    void aJournalThatDoesNotReachBackIsLost() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            one.fence();
            one.commit("a", 1, 0);
            one.commit("b", 1, 0);
            TopicPartition place = new TopicPartition(bench.journal, 0);
            bench.admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(2))).all().get();
            one.bus.perform(new Effect.FollowJournal(one.nextTicket(), 0));
            assertThat(one.take(Fact.JournalLost.class).reason()).contains("offset 0");
            assertThat(one.journal(2)).containsExactly("entry b0");
        }
    }

    @Test
    void anInputThatThisEngineDoesNotHaveIsLost() throws Exception {
        try (Bench bench = new Bench().made();
                Party one = new Party(bench.settings("one"))) {
            Entry.Input input = bench.inputAsItIs();
            one.bus.perform(new Effect.FollowInput(1, 5, input, 0));
            assertThat(one.take(Fact.InputLost.class).input()).isEqualTo(5);
            one.bus.perform(new Effect.Credit(1, 5, 10));
        }
    }

    @Test
    void aTopicThatIsNotThereIsLost() throws Exception {
        try (Bench bench = new Bench();
                Party one = new Party(bench.settings("one"))) {
            Entry.Input input = new Entry.Input("cq/in", bench.input, new UUID(1, 2), 0, 0);
            follow(one, input, 0);
            assertThat(one.take(Fact.InputLost.class).reason()).contains(bench.input);
        }
    }

    @Test
    void threadsEndThoughNobodyTakesTheirFacts() throws Exception {
        try (Bench bench = new Bench().made()) {
            bench.publish(bench.input, IntStream.range(0, 10_000).mapToObj(k -> "r" + k).toList());
            var full = new java.util.concurrent.ArrayBlockingQueue<Fact>(1);
            KafkaBus bus = new KafkaBus(bench.settings("blocked"), Driver.blocking(full));
            bus.perform(new Effect.FollowInput(1, 0, bench.inputAsItIs(), 0));
            bus.perform(new Effect.Fence(1));
            bus.perform(new Effect.AskJournalEnd(2));
            bus.perform(new Effect.Rehearse(3));
            requireNonNull(full.poll(20, java.util.concurrent.TimeUnit.SECONDS));
            long start = System.nanoTime();
            bus.close();
            long millis = (System.nanoTime() - start) / 1_000_000;
            System.out.println("closed in " + millis + " ms");
            assertThat(millis).isLessThan(10_000);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(n -> n.startsWith("blocked-"));
        }
    }
}
