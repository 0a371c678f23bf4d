package dev.lockstep.failover.port;

/** A committed record of an input topic. */
public record InputRecord(long offset, byte[] value) {
    /** What it counts against the credit: its value, and what any record costs. */
    public int bytes() {
        return JournalRecord.OVERHEAD + value.length;
    }
}
