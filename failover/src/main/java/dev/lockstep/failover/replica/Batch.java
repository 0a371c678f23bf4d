package dev.lockstep.failover.replica;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.Effect;
import java.util.ArrayList;
import java.util.List;

/** What one transaction commits: entries in order and the output that they cause. */
final class Batch {
    private final int epoch;
    private final long firstIndex;
    private final List<byte[]> entries = new ArrayList<>();
    private final List<ReplicaOutput> output = new ArrayList<>();

    /** For each entry, where its output begins. */
    private final List<Integer> outputFrom = new ArrayList<>();

    private final List<Effect.Receipt> receipts = new ArrayList<>();
    private long bytes;
    private boolean isClaim;
    private boolean isAbdication;

    Batch(int epoch, long firstIndex) {
        this.epoch = epoch;
        this.firstIndex = firstIndex;
    }

    /** Whether it holds a reign, which is stepped only once it is committed. */
    boolean isClaim() {
        return isClaim;
    }

    boolean isAbdication() {
        return isAbdication;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** No more should be added. */
    boolean isFull() {
        return bytes >= FailoverLimits.BATCH_BYTES.defaultValue();
    }

    long firstIndex() {
        return firstIndex;
    }

    /** Index behind the last entry. */
    long endIndex() {
        return firstIndex + entries.size();
    }

    void add(Entry entry, long inputBytes) {
        if (entry.index() != endIndex() || entry.epoch() != epoch) {
            throw new IllegalStateException("entry " + entry.index() + " does not belong there");
        }
        byte[] written = EntryCodec.write(entry);
        entries.add(written);
        outputFrom.add(output.size());
        bytes += written.length + inputBytes;
        isClaim |= entry.body() instanceof Entry.Reign;
        isAbdication |= entry.body() instanceof Entry.Abdication;
    }

    void add(List<ReplicaOutput> more) {
        output.addAll(more);
        for (ReplicaOutput o : more) {
            bytes += o.value().length;
        }
    }

    void add(Effect.Receipt receipt) {
        receipts.add(receipt);
    }

    /** The number of entries. */
    int size() {
        return entries.size();
    }

    /**
     * Takes the second half of the entries out of it, with their output. Receipts go along, since
     * nobody knows here which entries they are for.
     */
    Batch cut() {
        int keep = entries.size() / 2;
        int from = outputFrom.get(keep);
        Batch rest = new Batch(epoch, firstIndex + keep);
        for (int k = keep; k < entries.size(); k++) {
            rest.entries.add(entries.get(k));
            rest.outputFrom.add(outputFrom.get(k) - from);
        }
        rest.output.addAll(output.subList(from, output.size()));
        rest.receipts.addAll(receipts);
        rest.isAbdication = isAbdication;
        rest.bytes = bytes;
        entries.subList(keep, entries.size()).clear();
        outputFrom.subList(keep, outputFrom.size()).clear();
        output.subList(from, output.size()).clear();
        receipts.clear();
        isAbdication = false;
        return rest;
    }

    int epoch() {
        return epoch;
    }

    List<Effect.Receipt> receipts() {
        return receipts;
    }

    Effect.Commit commit(long id) {
        return new Effect.Commit(id, epoch, List.copyOf(entries), List.copyOf(output));
    }

    Effect.Release release() {
        return new Effect.Release(List.copyOf(output), List.copyOf(receipts));
    }
}
