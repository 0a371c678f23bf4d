package dev.lockstep.testkit.simulation;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.entry.RangeChecksum;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.InputRecord;
import dev.lockstep.failover.port.JournalRecord;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.replica.Replica;
import dev.lockstep.failover.replica.ReplicaSettings;
import dev.lockstep.failover.role.Role;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One engine, with everything around it played by hand: what is asked is answered at once. */
final class Hand {
    static final long MS = 1_000_000;
    static final FailoverError TOO_LARGE = FailoverError.TOO_LARGE;

    final List<Effect> effects = new ArrayList<>();
    final LedgerModel model = new LedgerModel(1);
    final List<byte[]> journal = new ArrayList<>();
    boolean isFencing = true;
    boolean isCommitting = true;

    /** What is in the journal is read at once. */
    boolean isReading = true;

    /** Payloads from that number on are never taken. */
    long tooLargeFrom = Long.MAX_VALUE;

    /** Commits of more entries are never taken. */
    int mostEntries = Integer.MAX_VALUE;

    /** Answers a request for a model, by its ticket. */
    IntFunction<Fact.Prepared> preparing = ticket -> new Fact.Prepared(ticket, model, null);

    /** The input topics as they are found. */
    List<Entry.Input> topics = List.of(new Entry.Input("cq/in", "in", new UUID(1, 1), 0, 0));

    Effect.@Nullable Commit held;
    private final Replica replica;
    private final RangeChecksum checksum = new RangeChecksum();
    private long nanos;
    private int journalTicket;
    private final Map<Integer, Integer> inputTickets = new TreeMap<>();
    private int delivered;

    /**
     * @param origin where the clock begins
     */
    Hand(long origin) {
        nanos = origin;
        replica = new Replica(ReplicaSettings.of("a"), now());
    }

    /** An engine that reigns in a project that it has started. */
    static Hand reigning() {
        Hand hand = new Hand(0);
        hand.pass(2000);
        hand.effects.clear();
        return hand;
    }

    /** An engine that stands by while engine b reigns. */
    static Hand standingBy() {
        Hand hand = new Hand(0);
        hand.standBy();
        return hand;
    }

    /** Engine b comes to reign and starts the project, and this engine agrees with it. */
    void standBy() {
        step();
        entry(1, new Entry.Reign("b", "test"));
        entry(1, start());
        entry(1, new Entry.Digest(model.digests()));
        effects.clear();
    }

    Entry.Start start() {
        return new Entry.Start(1, model.identity(), topics);
    }

    Role role() {
        return replica.role();
    }

    String reason() {
        return replica.reason();
    }

    int epoch() {
        return replica.epoch();
    }

    long silenceMillis() {
        return replica.silenceNanos() / MS;
    }

    String reignEngine() {
        return replica.reignEngine();
    }

    private Now now() {
        return new Now(nanos, 1_000_000 + Math.max(0, nanos / 1000));
    }

    /** Time goes by in small steps. */
    void pass(long milliseconds) {
        for (long k = 0; k < milliseconds; k += 20) {
            nanos += 20 * MS;
            step();
        }
    }

    /** Time goes by and nobody steps the engine. */
    void sleep(long milliseconds) {
        nanos += milliseconds * MS;
    }

    Fact.InputLost inputLost() {
        return new Fact.InputLost(ticketOf(0), 0, "it is gone");
    }

    /** Somebody else's entry is committed and read. */
    void entry(int epoch, Entry.Body body) {
        append(epoch, body);
        step();
    }

    /** Somebody else's entry is committed and not read yet. */
    void append(int epoch, Entry.Body body) {
        journal.add(EntryCodec.write(new Entry(journal.size(), epoch, 2_000_000_000_000L, body)));
    }

    /** What the active would decide about one record of the input. */
    Entry.Range range(long offset, byte[] value) {
        checksum.reset();
        checksum.add(offset, value);
        return new Entry.Range(0, offset, offset + 1, 1, checksum.value());
    }

    Fact.InputRead input(long offset, byte[] value) {
        return input(offset, offset + 1, offset, value);
    }

    /** A reading from one offset to another in which there was one record. */
    Fact.InputRead input(long from, long next, long offset, byte[] value) {
        List<InputRecord> records = List.of(new InputRecord(offset, value));
        return new Fact.InputRead(ticketOf(0), 0, from, records, next);
    }

    private int ticketOf(int input) {
        return inputTickets.getOrDefault(input, 0);
    }

    /** Somebody else brings an input to an offset, by one record right before it. */
    void bring(int input, long to, byte[] value) {
        List<InputRecord> records = List.of(new InputRecord(to - 1, value));
        step(new Fact.InputRead(ticketOf(input), input, 0, records, to));
        checksum.reset();
        checksum.add(to - 1, value);
        entry(1, new Entry.Range(input, 0, to, 1, checksum.value()));
    }

    /**
     * What a snapshot holds that is asked for now.
     *
     * @param result null while it is not answered
     */
    record Saved(byte[] content, Fact.@Nullable SnapshotResult result) {}

    Saved save() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<Fact.SnapshotResult> results = new ArrayList<>();
        step(new Fact.SnapshotAsked(new DataOutputStream(bytes), results::add));
        return new Saved(bytes.toByteArray(), results.isEmpty() ? null : results.getFirst());
    }

    /** Takes these facts and whatever follows from them. */
    void step(Fact... facts) {
        List<Fact> due = new ArrayList<>(news());
        due.addAll(List.of(facts));
        do {
            List<Effect> now = new ArrayList<>();
            replica.step(now(), due, now::add);
            effects.addAll(now);
            due = new ArrayList<>();
            for (Effect e : now) {
                answer(e, due);
            }
            due.addAll(news());
        } while (!due.isEmpty());
    }

    private List<Fact> news() {
        if (!isReading || journalTicket == 0 || delivered == journal.size()) {
            return List.of();
        }
        List<JournalRecord> records = new ArrayList<>();
        for (; delivered < journal.size(); delivered++) {
            records.add(new JournalRecord(delivered, journal.get(delivered)));
        }
        return List.of(new Fact.JournalRead(journalTicket, records, delivered));
    }

    private void answer(Effect effect, List<Fact> due) {
        switch (effect) {
            case Effect.Prepare p -> due.add(preparing.apply(p.ticket()));
            case Effect.FollowJournal f -> {
                journalTicket = f.ticket();
                delivered = (int) f.from();
                due.addAll(news());
            }
            case Effect.FollowInput f -> inputTickets.put(f.input(), f.ticket());
            case Effect.AskJournalEnd a -> due.add(new Fact.JournalEnd(a.ticket(), journal.size()));
            case Effect.Rehearse r -> due.add(new Fact.Rehearsed(r.ticket(), topics));
            case Effect.Fence f -> {
                if (isFencing) {
                    due.add(new Fact.Fenced(f.ticket()));
                }
            }
            case Effect.Commit c -> {
                held = c;
                if (isCommitting && isTooLarge(c)) {
                    held = null;
                    due.add(new Fact.CommitImpossible(c.batch(), tooLarge()));
                } else if (isCommitting) {
                    commit();
                    due.add(new Fact.Committed(c.batch()));
                }
            }
            default -> {
                // only looked at
            }
        }
    }

    private boolean isTooLarge(Effect.Commit c) {
        List<Entry> entries = c.entries().stream().map(EntryCodec::read).toList();
        boolean holdsLarge =
                entries.stream()
                        .anyMatch(
                                e ->
                                        e.body() instanceof Entry.Payload p
                                                && p.messageId() >= tooLargeFrom);
        return holdsLarge || entries.size() > mostEntries;
    }

    private static Problem tooLarge() {
        return Problem.error(TOO_LARGE, Location.UNKNOWN, "It is too large.");
    }

    /** The payloads that are committed, in order. */
    List<Long> payloads() {
        return journal.stream()
                .map(EntryCodec::read)
                .filter(e -> e.body() instanceof Entry.Payload)
                .map(e -> ((Entry.Payload) e.body()).messageId())
                .toList();
    }

    /** The payloads that were acknowledged, in order. */
    List<Long> acknowledged() {
        return of(Effect.Release.class).stream()
                .flatMap(r -> r.acknowledged().stream())
                .map(Effect.Receipt::messageId)
                .toList();
    }

    /** What was asked to be committed is committed. */
    Fact.Committed commitAnswered() {
        return new Fact.Committed(commit().batch());
    }

    /** What was asked to be committed is committed, and the answer is lost. */
    Fact.CommitUnknown commitUnanswered() {
        Effect.Commit c = commit();
        return new Fact.CommitUnknown(c.batch(), "lost");
    }

    /** Nobody says whether what was asked to be committed is; it is not. */
    Fact.CommitUnknown unanswered() {
        return new Fact.CommitUnknown(held().batch(), "lost");
    }

    private Effect.Commit held() {
        Effect.Commit c = held;
        if (c == null) {
            throw new IllegalStateException("nothing was asked to be committed");
        }
        return c;
    }

    private Effect.Commit commit() {
        Effect.Commit c = held();
        journal.addAll(c.entries());
        held = null;
        return c;
    }

    /** The entries that this engine asked to be committed, oldest first. */
    List<Entry> decided() {
        return of(Effect.Commit.class).stream()
                .flatMap(c -> c.entries().stream())
                .map(EntryCodec::read)
                .toList();
    }

    <T extends Effect> List<T> of(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Fact.Offered payload(long messageId) {
        return new Fact.Offered("ledger/calls", "client", messageId, new byte[] {1});
    }
}
