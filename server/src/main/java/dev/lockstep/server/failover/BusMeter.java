package dev.lockstep.server.failover;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.entry.EntryHead;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.JournalRecord;
import dev.lockstep.server.measure.Histogram;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what goes between a replica and its bus, by looking at effects and facts as they pass.
 * Most of the work is done by the thread that commits, once the replica has been told: the
 * replica's own thread looks at the clock when it sends a commit, and at nothing else. Thread-safe.
 */
final class BusMeter {
    /** What was sent and not answered yet. */
    private record Sent(long number, long nanos) {}

    /** A commit under way. */
    private record Batch(Effect.Commit commit, long nanos) {}

    /** A commit that is settled, with the time at which that was known. */
    record Settled(Effect.Commit commit, long nanos) {}

    /** A payload that a publisher has handed over. */
    private record Handed(String client, long messageId) {}

    final Histogram latency = Histogram.ofNanos();
    final Histogram fences = Histogram.ofNanos();
    final Histogram ends = Histogram.ofNanos();
    final Histogram commits = Histogram.ofNanos();
    final Histogram commitEntries = Histogram.ofSizes();
    final Histogram commitRecords = Histogram.ofSizes();
    final LongAdder commitBytes = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder again = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder lost = new LongAdder();
    final LongAdder cutOff = new LongAdder();

    private final Arrivals[] arrivals;
    private final AtomicLongArray taken;
    private final AtomicLongArray written;

    /** When payloads were first handed over of which nothing is known yet. */
    private final Map<Handed, Long> handed = new ConcurrentHashMap<>();

    private volatile @Nullable Sent fence;
    private volatile @Nullable Sent end;
    private volatile @Nullable Batch batch;
    private volatile long readIndex;
    private volatile long readMicros;
    private volatile @Nullable EngineModel model;

    // of the replica's thread
    private long lastFirstIndex = -1;

    BusMeter(int inputs, int outputs) {
        arrivals = new Arrivals[inputs];
        for (int k = 0; k < inputs; k++) {
            arrivals[k] = new Arrivals((int) FailoverServerLimits.ARRIVALS.defaultValue());
        }
        taken = new AtomicLongArray(inputs);
        written = new AtomicLongArray(outputs);
    }

    // ---- effects, on the replica's thread

    void begins(Effect effect) {
        switch (effect) {
            case Effect.Fence f -> fence = new Sent(f.ticket(), System.nanoTime());
            case Effect.AskJournalEnd a -> end = new Sent(a.ticket(), System.nanoTime());
            case Effect.Commit c -> {
                long first = EntryHead.of(c.entries().get(0)).map(EntryHead::index).orElse(-1L);
                batch = new Batch(c, System.nanoTime());
                if (first == lastFirstIndex) {
                    again.increment();
                }
                lastFirstIndex = first;
            }
            case Effect.Release r -> r.acknowledged().forEach(this::acknowledged);
            case Effect.TurnAway t -> handed.remove(new Handed(t.client(), t.messageId()));
            default -> {
                // nothing is measured of it
            }
        }
    }

    private void acknowledged(Effect.Receipt r) {
        Long first = handed.remove(new Handed(r.client(), r.messageId()));
        if (first != null && !r.isRepeat()) {
            latency.record(System.nanoTime() - first);
        }
    }

    // ---- facts, on whatever thread tells them

    /**
     * Before the replica is told.
     *
     * @return what {@link #record} shall be given afterwards, or null
     */
    @Nullable Settled passes(Fact fact) {
        switch (fact) {
            case Fact.InputRead r -> {
                if (r.input() < arrivals.length) {
                    arrivals[r.input()].add(r.ticket(), r.next(), System.nanoTime());
                }
            }
            case Fact.Offered o -> handed(o);
            case Fact.JournalRead r -> read(r.records());
            case Fact.Prepared p -> model = p.model() instanceof EngineModel e ? e : null;
            case Fact.Fenced f -> answered(fence, f.ticket(), fences);
            case Fact.JournalEnd e -> answered(end, e.ticket(), ends);
            case Fact.Failed ignored -> failed.increment();
            case Fact.JournalLost ignored -> lost.increment();
            case Fact.InputLost ignored -> lost.increment();
            case Fact.CommitRefused ignored -> refused.increment();
            case Fact.CommitUnknown ignored -> unknown.increment();
            case Fact.CutOff c -> cutOff.add(c.isCutOff() ? 1 : 0);
            case Fact.Committed c -> {
                return settled(c.batch());
            }
            default -> {
                // nothing is measured of it
            }
        }
        return null;
    }

    private void handed(Fact.Offered o) {
        if (handed.size() < FailoverServerLimits.ARRIVALS.defaultValue()) {
            handed.putIfAbsent(new Handed(o.client(), o.messageId()), System.nanoTime());
        }
    }

    private void read(List<JournalRecord> records) {
        if (!records.isEmpty()) {
            EntryHead.of(records.get(records.size() - 1).value())
                    .ifPresent(
                            head -> {
                                readIndex = head.index() + 1;
                                readMicros = head.timeMicros();
                            });
        }
    }

    private static void answered(@Nullable Sent sent, int ticket, Histogram times) {
        if (sent != null && sent.number() == ticket) {
            times.record(System.nanoTime() - sent.nanos());
        }
    }

    private @Nullable Settled settled(long number) {
        Batch b = batch;
        // held no longer than it must be: a batch may be large
        batch = null;
        if (b == null || b.commit().batch() != number) {
            return null;
        }
        long now = System.nanoTime();
        commits.record(now - b.nanos());
        return new Settled(b.commit(), now);
    }

    /** After the replica was told, so that counting holds nobody up. */
    void record(Settled done) {
        Effect.Commit c = done.commit();
        commitEntries.record(c.entries().size());
        commitRecords.record(c.output().size());
        long bytes = 0;
        for (ReplicaOutput o : c.output()) {
            bytes += o.value().length;
            if (o.output() < written.length()) {
                written.incrementAndGet(o.output());
            }
        }
        for (byte[] entry : c.entries()) {
            bytes += entry.length;
            if (EntryHead.of(entry).map(EntryHead::isRange).orElse(false)) {
                range((Entry.Range) EntryCodec.read(entry).body(), done.nanos());
            }
        }
        commitBytes.add(bytes);
    }

    private void range(Entry.Range r, long nanos) {
        if (r.input() < arrivals.length) {
            taken.addAndGet(r.input(), r.count());
            arrivals[r.input()].settle(r.from(), r.to(), r.count(), nanos, latency);
        }
    }

    // ---- by any thread

    /** Records of an input that this engine has committed as active. */
    long taken(int input) {
        return taken.get(input);
    }

    /** Records of an output that this engine has committed. */
    long written(int output) {
        return written.get(output);
    }

    /** Index behind the newest entry that was read from the journal; 0 before the first. */
    long readIndex() {
        return readIndex;
    }

    /** How old the newest entry is that was read, in seconds; 0 before the first. */
    double readAgeSeconds(long nowMicros) {
        return readMicros == 0 ? 0 : Math.max(0, nowMicros - readMicros) / 1e6;
    }

    /** The window at work now; null for none. */
    @Nullable String running() {
        EngineModel m = model;
        int place = m == null ? -1 : m.engine().running();
        return m == null || place < 0 ? null : m.windows().get(place);
    }
}
