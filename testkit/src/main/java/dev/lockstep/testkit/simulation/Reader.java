package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.InputRecord;
import dev.lockstep.failover.port.JournalRecord;
import java.util.ArrayList;
import java.util.List;

/** Reads committed records of one log for one process, as far as its credit goes. */
final class Reader {
    private final World world;
    private final Process owner;
    private final Log log;
    private final int input;
    private final int ticket;
    private final Runnable listener = this::wake;
    private long next;
    private long credit;
    private boolean isArmed;
    private boolean isClosed;

    /**
     * @param input −1 for the journal
     */
    Reader(World world, Process owner, int input, int ticket, long from) {
        this.world = world;
        this.owner = owner;
        this.input = input;
        this.ticket = ticket;
        this.log = input < 0 ? world.bus().journal : world.bus().inputs[input];
        this.next = from;
        this.credit = world.plan().credit();
        log.listen(listener);
        wake();
    }

    int ticket() {
        return ticket;
    }

    void close() {
        isClosed = true;
        log.ignore(listener);
    }

    void credit(long bytes) {
        credit += bytes;
        if (credit > world.plan().credit()) {
            throw new Violation(owner + " gave back more credit than was used");
        }
        wake();
    }

    void wake() {
        if (!isArmed && !isClosed) {
            isArmed = true;
            world.timeline().after(world.busDelay(owner.machine()), this::fetch);
        }
    }

    private void fetch() {
        isArmed = false;
        if (isClosed || owner.isFrozen()) {
            return;
        }
        if (owner.machine().isCutFromBus() || world.bus().isDown()) {
            isArmed = true;
            world.timeline().after(world.retransmitDelay(), this::fetch);
            return;
        }
        if (next < log.start() || next > log.lastStable() && log.lastStable() < next - 1000) {
            String reason = "it begins at " + log.start() + ", wanted is " + next;
            owner.receive(
                    input < 0
                            ? new Fact.JournalLost(ticket, reason)
                            : new Fact.InputLost(ticket, input, reason));
            close();
            return;
        }
        if (next < log.lastStable() && credit > 0) {
            read();
        }
    }

    private void read() {
        long end = log.lastStable();
        long from = next;
        int most = world.fetchSize();
        List<JournalRecord> entries = new ArrayList<>();
        List<InputRecord> records = new ArrayList<>();
        int place = log.placeOf(next);
        int taken = 0;
        while (place < log.places() && taken < most && credit > 0) {
            Log.Slot slot = log.slot(place);
            if (slot.offset() >= end) {
                break;
            }
            byte[] value = Log.committed(slot);
            if (value != null) {
                if (input < 0) {
                    JournalRecord record = new JournalRecord(slot.offset(), value);
                    entries.add(record);
                    credit -= record.bytes();
                } else {
                    byte[] seen = owner.seen(input, slot, value);
                    InputRecord record = new InputRecord(slot.offset(), seen);
                    records.add(record);
                    credit -= record.bytes();
                }
                taken++;
            }
            next = slot.offset() + 1;
            place++;
        }
        if (place == log.places() || log.slot(place).offset() >= end) {
            next = Math.max(next, end);
        }
        owner.receive(
                input < 0
                        ? new Fact.JournalRead(ticket, entries, next)
                        : new Fact.InputRead(ticket, input, from, records, next));
        if (next < log.lastStable() && credit > 0) {
            wake();
        }
    }
}
