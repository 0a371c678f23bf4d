package dev.lockstep.failover.replica;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.JournalRecord;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What was read ahead of the journal, entry by entry, and how far reading has come. */
final class Journal {
    private final ArrayDeque<JournalRecord> records = new ArrayDeque<>();
    private @Nullable Entry head;
    private int ticket;

    /** Offset behind everything that was read. */
    private long readTo;

    /** Offset behind the last entry that was taken. */
    private long takenTo;

    private long usedBytes;
    private @Nullable String loss;

    /** Begins anew at that offset. */
    void follow(int newTicket, long from) {
        records.clear();
        head = null;
        ticket = newTicket;
        readTo = from;
        takenTo = from;
        usedBytes = 0;
        loss = null;
    }

    int ticket() {
        return ticket;
    }

    /** Whether entries came. */
    boolean add(Fact.JournalRead read) {
        if (read.ticket() != ticket) {
            return false;
        }
        records.addAll(read.records());
        readTo = Math.max(readTo, read.next());
        return !read.records().isEmpty();
    }

    void lost(Fact.JournalLost lost) {
        if (lost.ticket() == ticket) {
            loss = lost.reason();
        }
    }

    /**
     * The next entry, or null if none was read.
     *
     * @throws LockstepException if it is damaged, or the journal cannot be read on
     */
    @Nullable Entry head() {
        if (head == null) {
            JournalRecord next = records.peek();
            if (next != null) {
                head = EntryCodec.read(next.value());
            } else if (loss != null) {
                throw new LockstepException(
                        FailoverError.LACKS_HISTORY, "The journal cannot be followed: " + loss);
            }
        }
        return head;
    }

    /** Takes the head away. */
    void take() {
        JournalRecord taken = records.remove();
        takenTo = taken.offset() + 1;
        usedBytes += taken.bytes();
        head = null;
    }

    /** Whether everything before that offset was read and taken. */
    boolean isTakenTo(long offset) {
        return readTo >= offset && records.isEmpty();
    }

    /** Where reading goes on behind the last entry that was taken. */
    long takenTo() {
        return takenTo;
    }

    /** Bytes taken since the last call, for the reader's credit. */
    long takeUsedBytes() {
        long used = usedBytes;
        usedBytes = 0;
        return used;
    }
}
