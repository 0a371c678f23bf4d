package dev.lockstep.failover.port;

/**
 * A committed record of the journal.
 *
 * @param offset its place in the log; may have gaps, unlike the index of the entry inside
 */
public record JournalRecord(long offset, byte[] value) {
    /** What a record takes in memory beside its value; without it, empty ones would be free. */
    static final int OVERHEAD = 48;

    /** What it counts against the credit: its value, and what any record costs. */
    public int bytes() {
        return OVERHEAD + value.length;
    }
}
