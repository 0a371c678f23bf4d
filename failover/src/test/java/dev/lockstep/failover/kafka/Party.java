package dev.lockstep.failover.kafka;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.JournalRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A bus whose facts a test takes one by one. */
final class Party implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    final KafkaBus bus;
    private final BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
    private int ticket;

    Party(KafkaBusSettings settings) {
        bus = new KafkaBus(settings, Driver.blocking(facts));
    }

    int nextTicket() {
        return ++ticket;
    }

    /** The next fact of that kind; others before it are let go. */
    <F extends Fact> F take(Class<F> kind) {
        return kind.cast(takeAny(kind::isInstance));
    }

    private Fact takeAny(Predicate<Fact> wanted) {
        try {
            while (true) {
                Fact f = facts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (f == null) {
                    throw new AssertionError("what was waited for did not come");
                }
                if (wanted.test(f)) {
                    return f;
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What comes within a second, or null. */
    @Nullable Fact takeSoon() throws InterruptedException {
        return facts.poll(1, TimeUnit.SECONDS);
    }

    /** Fences, again and again while it fails. */
    void fence() {
        Fact answer;
        do {
            bus.perform(new Effect.Fence(nextTicket()));
            answer = takeAny(f -> f instanceof Fact.Fenced || f instanceof Fact.Failed);
        } while (!(answer instanceof Fact.Fenced));
    }

    /** Commits entries and as many records of output with those names, and gives the answer. */
    Fact commit(String name, int entries, int outputs) {
        return commit(batch(nextTicket(), name, entries, outputs));
    }

    Fact commit(Effect.Commit batch) {
        bus.perform(batch);
        return takeAny(
                f ->
                        f instanceof Fact.Committed
                                || f instanceof Fact.CommitRefused
                                || f instanceof Fact.CommitImpossible
                                || f instanceof Fact.CommitUnknown);
    }

    static Effect.Commit batch(long id, String name, int entries, int outputs) {
        List<byte[]> journal =
                IntStream.range(0, entries).mapToObj(k -> bytes("entry " + name + k)).toList();
        List<ReplicaOutput> output =
                IntStream.range(0, outputs)
                        .mapToObj(k -> new ReplicaOutput(0, k + 1, bytes("output " + name + k)))
                        .toList();
        return new Effect.Commit(id, 7, journal, output);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    long end() {
        bus.perform(new Effect.AskJournalEnd(nextTicket()));
        return take(Fact.JournalEnd.class).end();
    }

    /** All entries from there up to the end as it is now. */
    List<String> journal(long from) {
        long end = end();
        bus.perform(new Effect.FollowJournal(nextTicket(), from));
        List<String> entries = new ArrayList<>();
        long next = from;
        while (next < end) {
            Fact.JournalRead read = take(Fact.JournalRead.class);
            for (JournalRecord r : read.records()) {
                entries.add(new String(r.value(), StandardCharsets.UTF_8));
            }
            next = read.next();
        }
        return entries;
    }

    @Override
    public void close() {
        bus.close();
    }
}
