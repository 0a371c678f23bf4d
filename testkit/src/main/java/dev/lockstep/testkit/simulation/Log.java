package dev.lockstep.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the simulated bus, as a reader of committed records sees it: nothing of an open
 * transaction and nothing behind its beginning, nothing of an aborted one. The marks that end a
 * transaction take an offset each, so that offsets have gaps.
 */
final class Log {
    /** Records of several logs that become visible together or never. */
    static class Transaction {
        boolean isCommitted;
    }

    /**
     * @param value null for a mark
     * @param tag travels beside the value
     */
    record Slot(long offset, byte @Nullable [] value, @Nullable Transaction transaction, int tag) {}

    private record Open(Transaction transaction, long from) {}

    private final List<Slot> slots = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private long start;
    private long end;

    /** Offset of the oldest record that is still there, or behind the end. */
    long start() {
        return start;
    }

    /** Readers of committed records come up to here and not further. */
    long lastStable() {
        return open.isEmpty() ? end : open.get(0).from();
    }

    void append(byte[] value, @Nullable Transaction transaction, int tag) {
        if (transaction != null && !isOpen(transaction)) {
            open.add(new Open(transaction, end));
        }
        slots.add(new Slot(end++, value, transaction, tag));
        if (open.isEmpty()) {
            tell();
        }
    }

    private boolean isOpen(Transaction transaction) {
        return open.stream().anyMatch(o -> o.transaction() == transaction);
    }

    /** Leaves out an offset, as compaction or marks of others do. */
    void skip() {
        end++;
    }

    /** Writes the mark of a transaction that was decided. */
    void close(Transaction transaction) {
        open.removeIf(o -> o.transaction() == transaction);
        slots.add(new Slot(end++, null, transaction, 0));
        tell();
    }

    private void tell() {
        for (int k = 0; k < listeners.size(); k++) {
            listeners.get(k).run();
        }
    }

    /** Is told whenever more can be read. */
    void listen(Runnable listener) {
        listeners.add(listener);
    }

    void ignore(Runnable listener) {
        listeners.remove(listener);
    }

    /** Place of the first slot at or behind that offset. */
    int placeOf(long offset) {
        int low = 0;
        int high = slots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int places() {
        return slots.size();
    }

    Slot slot(int place) {
        return slots.get(place);
    }

    /** The committed value of a slot before {@link #lastStable}, null if there is none. */
    static byte @Nullable [] committed(Slot slot) {
        Transaction t = slot.transaction();
        return t == null || t.isCommitted ? slot.value() : null;
    }

    /** Nothing before that offset can be read any more. */
    void trim(long before) {
        start = Math.max(start, Math.min(before, lastStable()));
    }
}
