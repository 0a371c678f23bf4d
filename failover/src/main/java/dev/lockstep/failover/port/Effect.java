package dev.lockstep.failover.port;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.role.Role;
import java.util.List;

/** Something that the core wants done outside. */
public sealed interface Effect {
    /** Make a model and load the newest valid snapshot; answered by Prepared or NotPrepared. */
    record Prepare(int ticket) implements Effect {}

    /** The model is not used any more. */
    record Discard(ReplicaModel model) implements Effect {}

    /**
     * Read committed records of the journal from that offset on, until told otherwise; not more
     * than the credit that is left.
     */
    record FollowJournal(int ticket, long from) implements Effect {}

    /** Read committed records of an input; replaces what was followed there before. */
    record FollowInput(int ticket, int input, Entry.Input topic, long from) implements Effect {}

    /**
     * So many bytes that were read have been used up, and as many may be read ahead again.
     *
     * @param input −1 for the journal
     */
    record Credit(int ticket, int input, long bytes) implements Effect {}

    /** Ask for the end of what is committed in the journal, now. */
    record AskJournalEnd(int ticket) implements Effect {}

    /** Prove that this engine could take over, without doing it. */
    record Rehearse(int ticket) implements Effect {}

    /** Take the right to commit away from everybody else. */
    record Fence(int ticket) implements Effect {}

    /**
     * Commit entries and output together, or nothing of it. Only after a fence of this engine; one
     * at a time.
     *
     * @param epoch travels beside the output, never inside
     * @param entries in their bytes, in order
     */
    record Commit(long batch, int epoch, List<byte[]> entries, List<ReplicaOutput> output)
            implements Effect {}

    /**
     * This is committed and may be seen by everybody.
     *
     * @param acknowledged payloads whose publishers may forget them
     */
    record Release(List<ReplicaOutput> output, List<Receipt> acknowledged) implements Effect {}

    /** A payload that will never be lost, or was there before. */
    record Receipt(String client, long messageId, boolean isRepeat) {}

    /** A payload is not taken: this engine does not reign. */
    record TurnAway(String client, long messageId) implements Effect {}

    /** A change of role. */
    record Announce(Role role, int epoch, long index, String reason) implements Effect {}

    /** Something that somebody must know. */
    record Alarm(Problem problem) implements Effect {}
}
