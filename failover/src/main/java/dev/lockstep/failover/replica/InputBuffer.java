package dev.lockstep.failover.replica;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.InputRecord;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What was read ahead of one input topic. Bounded by the credit that the reader is given. */
final class InputBuffer {
    private final ArrayDeque<InputRecord> records = new ArrayDeque<>();
    private int ticket;
    private long next = -1;
    private long usedBytes;
    private @Nullable String loss;

    /** Begins anew: what is read from now on names this ticket. */
    void follow(int newTicket, long from) {
        records.clear();
        ticket = newTicket;
        next = from;
        usedBytes = 0;
        loss = null;
    }

    int ticket() {
        return ticket;
    }

    /**
     * @throws IllegalStateException if it is not what comes next: to go on would leave out records,
     *     or take some twice, unnoticed
     */
    void add(Fact.InputRead read) {
        long at = next;
        boolean isNext = read.from() == at && read.next() >= at;
        for (InputRecord r : read.records()) {
            isNext &= r.offset() >= at;
            at = r.offset() + 1;
        }
        if (!isNext || at > read.next()) {
            throw new IllegalStateException(
                    "reading input "
                            + read.input()
                            + " stands at "
                            + next
                            + ", but was given "
                            + read.records().size()
                            + " records of "
                            + read.from()
                            + " to "
                            + read.next());
        }
        records.addAll(read.records());
        next = read.next();
    }

    void lost(String reason) {
        loss = reason;
    }

    /** Why nothing more will come, if so. */
    @Nullable String loss() {
        return loss;
    }

    /** Whether everything before that offset was read. */
    boolean isReadTo(long offset) {
        return next >= offset;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The records that wait, oldest first. */
    Iterable<InputRecord> records() {
        return records;
    }

    /** Takes the oldest away. */
    InputRecord take() {
        InputRecord r = records.remove();
        usedBytes += r.bytes();
        return r;
    }

    /** Bytes taken since the last call, for the reader's credit. */
    long takeUsedBytes() {
        long used = usedBytes;
        usedBytes = 0;
        return used;
    }
}
