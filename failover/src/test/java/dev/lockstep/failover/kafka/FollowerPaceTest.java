package dev.lockstep.failover.kafka;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How often brokers are asked for what comes in small pieces. */
final class FollowerPaceTest {
    private static final long PACE_NANOS = 5_000_000;
    private static final long INPUT_PACE_NANOS = 15_000_000;
    private static final int RECORDS = 200;

    /** Records, polled or still to come, from which on a follower counts as behind. */
    private static final int FULL = 1_000;

    /** A fact may be told late, just before the next poll, and a thread may wake early. */
    private static final int SPARE = 10;

    /** A fact and when it was told, which is behind the poll that it is of and before the next. */
    private record Told(long nanos, Fact fact) {}

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    @Test
    void aStandbyAsksForAnInputWhoseRecordsComeOneByOneAtMostEveryFifteenMilliseconds()
            throws Exception {
        try (Bench bench = new Bench().made();
                KafkaBus bus = bus(bench, 1)) {
            List<String> values = IntStream.range(0, RECORDS).mapToObj(k -> "r" + k).toList();
            bench.publish(bench.input, values);
            bus.perform(new Effect.FollowInput(1, 0, bench.inputAsItIs(), 0));
            assertPaced(INPUT_PACE_NANOS, f -> ((Fact.InputRead) f).records().size());
        }
    }

    @Test
    void whoTakesOverAsksMoreOftenThanAStandby() throws Exception {
        try (Bench bench = new Bench().made();
                KafkaBus bus = bus(bench, 1)) {
            List<String> values = IntStream.range(0, RECORDS).mapToObj(k -> "r" + k).toList();
            bench.publish(bench.input, values);
            bus.perform(new Effect.Fence(1));
            bus.perform(new Effect.FollowInput(2, 0, bench.inputAsItIs(), 0));
            List<Told> facts =
                    take(RECORDS, f -> f instanceof Fact.InputRead i ? i.records().size() : 0);
            assertThat(quick(INPUT_PACE_NANOS, facts)).isGreaterThan(SPARE);
        }
    }

    @Test
    void aJournalWhoseEntriesComeOneByOneIsAskedForAtMostEveryFiveMilliseconds() throws Exception {
        try (Bench bench = new Bench().made();
                Party active = new Party(bench.settings("active"));
                KafkaBus bus = bus(bench, 1)) {
            active.fence();
            assertThat(active.commit("a", RECORDS, 0)).isInstanceOf(Fact.Committed.class);
            bus.perform(new Effect.FollowJournal(1, 0));
            assertPaced(PACE_NANOS, f -> ((Fact.JournalRead) f).records().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FULL, FULL / 10})
    void whoIsFarBehindDoesNotWaitHoweverFewRecordsAPollGives(int records) throws Exception {
        int many = 50 * records + FULL;
        try (Bench bench = new Bench().made();
                KafkaBus bus = bus(bench, records)) {
            bench.publish(bench.input, IntStream.range(0, many).mapToObj(k -> "r").toList());
            bus.perform(new Effect.FollowInput(1, 0, bench.inputAsItIs(), 0));
            List<Told> facts = take(many, f -> ((Fact.InputRead) f).records().size());
            // where processors are short many take longer, but hardly one is quick if all wait
            assertThat(quick(PACE_NANOS, facts)).isGreaterThan(SPARE);
        }
    }

    /** Each poll gives so many records, however quickly they can be written here. */
    private KafkaBus bus(Bench bench, int records) {
        return new KafkaBus(
                bench.settings("paced").with("max.poll.records", String.valueOf(records)),
                f -> told.add(new Told(System.nanoTime(), f)));
    }

    private void assertPaced(long pace, ToIntFunction<Fact> size) throws InterruptedException {
        List<Told> facts = take(RECORDS, size);
        long nanos = facts.get(facts.size() - 1).nanos() - facts.get(0).nanos();
        assertThat((long) facts.size())
                .as("facts in %,d ns", nanos)
                .isLessThanOrEqualTo(nanos / pace + SPARE);
    }

    private static long quick(long pace, List<Told> facts) {
        return IntStream.range(1, facts.size())
                .filter(k -> facts.get(k).nanos() - facts.get(k - 1).nanos() < pace)
                .count();
    }

    private List<Told> take(int count, ToIntFunction<Fact> size) throws InterruptedException {
        List<Told> facts = new ArrayList<>();
        for (int records = 0; records < count; ) {
            Told next = requireNonNull(told.poll(40, TimeUnit.SECONDS), "no more came");
            facts.add(next);
            records += size.applyAsInt(next.fact());
        }
        return facts;
    }
}
