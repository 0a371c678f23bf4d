package dev.lockstep.failover.port;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.failover.entry.Entry;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that has happened outside. */
public sealed interface Fact {
    /**
     * Answers {@link Effect.Prepare}: a fresh model, or one that was loaded from a snapshot.
     *
     * @param head where the snapshot stands, as {@code SnapshotHead} gives it; null for a fresh one
     * @param version whose state it is
     */
    record Prepared(int ticket, ReplicaModel model, @Nullable DataInput head, Version version)
            implements Fact {
        public Prepared(int ticket, ReplicaModel model, @Nullable DataInput head) {
            this(ticket, model, head, Version.SAME);
        }
    }

    /** Which version of the project a state comes from. */
    enum Version {
        /** That of the engine. */
        SAME,
        /** Another one, and the journal has to say that the engine's own goes on there. */
        TAKEN_OVER,
        /** Another one, and the engine may itself decide that its own goes on there. */
        CHANGES
    }

    /**
     * Answers {@link Effect.Prepare}: not now; it may be asked again.
     *
     * @param obstacle why the engine cannot be in step until something outside changes, if so; null
     *     where trying again may help
     */
    record NotPrepared(int ticket, String reason, @Nullable Problem obstacle) implements Fact {}

    /**
     * Of {@link Effect.FollowJournal}: what has been committed, in order.
     *
     * @param next offset behind everything that was looked at, also where no record of ours stood
     */
    record JournalRead(int ticket, List<JournalRecord> records, long next) implements Fact {}

    /**
     * Of {@link Effect.FollowJournal}: the journal does not reach back so far, or cannot be read.
     */
    record JournalLost(int ticket, String reason) implements Fact {}

    /**
     * Answers {@link Effect.AskJournalEnd}: every entry that was committed when it was asked lies
     * before this offset.
     */
    record JournalEnd(int ticket, long end) implements Fact {}

    /**
     * Of {@link Effect.FollowInput}: as {@link JournalRead}, for an input. Records of an input have
     * no numbers of their own, so each reading says where it began: at the {@code next} of the one
     * before, or where it was told to begin. Otherwise something was passed over.
     */
    record InputRead(int ticket, int input, long from, List<InputRecord> records, long next)
            implements Fact {}

    /** Of {@link Effect.FollowInput}: its topic is another one, ends before, begins behind. */
    record InputLost(int ticket, int input, String reason) implements Fact {}

    /**
     * Answers {@link Effect.Fence}: nobody who was fenced before can commit any more, and what they
     * had not committed is gone.
     */
    record Fenced(int ticket) implements Fact {}

    /**
     * Answers {@link Effect.Fence}, {@link Effect.AskJournalEnd}, {@link Effect.Rehearse}: not now.
     */
    record Failed(int ticket, String reason) implements Fact {}

    /**
     * Answers {@link Effect.Rehearse}: this engine could fence, and reads all input topics.
     *
     * @param inputs the input topics as they are, in the order of the project
     */
    record Rehearsed(int ticket, List<Entry.Input> inputs) implements Fact {}

    /** Answers {@link Effect.Commit}: the batch is committed. */
    record Committed(long batch) implements Fact {}

    /**
     * Answers {@link Effect.Commit}: somebody else has fenced. What of the batch is not in the
     * journal by now never will be; it may be there, if the answer to its commit was lost.
     */
    record CommitRefused(long batch) implements Fact {}

    /** Answers {@link Effect.Commit}: it may be committed or not. */
    record CommitUnknown(long batch, String reason) implements Fact {}

    /**
     * Answers {@link Effect.Commit}: the bus took nothing of it and never will, since a record is
     * larger than it takes. Who wants to commit anything else has to fence again.
     */
    record CommitImpossible(long batch, Problem problem) implements Fact {}

    /**
     * The engine that reigns in that epoch seems to be gone.
     *
     * @param detector what noticed it; for people
     * @param isCertain beyond doubt, as when the system closed the engine's connection
     */
    record Suspected(int epoch, String detector, boolean isCertain) implements Fact {}

    /** A suspicion was premature: the engine of that epoch lives. */
    record Seen(int epoch) implements Fact {}

    /** An engine has come to reign, as somebody heard who is not the journal. */
    record Heard(int epoch) implements Fact {}

    /** How many standbys are to try before this one; 0 for the next in line. */
    record Ranked(int before) implements Fact {}

    /** Whether another engine is taking over just now, as it tells by its link. */
    record UnderWay(boolean isUnderWay) implements Fact {}

    /**
     * A publisher hands over a payload. It hands over the next one only when this one was
     * acknowledged: if one were turned away and a later one taken, the first would pass for a
     * repeat when it comes again.
     *
     * @param messageId greater than that of the client's payload before
     */
    record Offered(String source, String client, long messageId, byte[] content) implements Fact {}

    /**
     * The publishers have ended: so shall the project, once everything is decided. Told when this
     * engine has been given all that they have put in: what is not read yet would be left out.
     */
    record InputEnded() implements Fact {}

    /** The active shall hand over, to that engine or to any if empty. */
    record HandOverAsked(String to) implements Fact {}

    /**
     * Write a snapshot, between two entries of which all are committed.
     *
     * @param done told where it stands; called on the core's thread
     */
    record SnapshotAsked(DataOutput out, Consumer<SnapshotResult> done) implements Fact {}

    /**
     * Look at the model, at a moment when all that it has stepped is committed.
     *
     * @param look given null where this engine has no state that counts
     */
    record LookAsked(Consumer<@Nullable ReplicaModel> look) implements Fact {}

    /** Whether a standby shall stay where it is: it steps nothing and takes nothing over. */
    record Paused(boolean isPaused) implements Fact {}

    /**
     * Whether nothing at all comes from the brokers: as long as that is so, this engine takes
     * nothing over, as it could not.
     */
    record CutOff(boolean isCutOff) implements Fact {}

    /** Rebuild from the newest snapshot, or try again after a final refusal. */
    record RebuildAsked() implements Fact {}

    /** What became of a snapshot. */
    record SnapshotResult(long index, long journalNext, @Nullable String failure) {}
}
