package dev.lockstep.failover.role;

import dev.lockstep.api.error.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What an engine knows that its role depends on. Filled by the replica between two steps; read by
 * {@link RoleMachine}. One thread.
 */
public final class Situation {
    /** Why it cannot be in step, if so. */
    public @Nullable Problem obstacle;

    /** A model is there, loaded or fresh. */
    public boolean isPrepared;

    /** Everything that the journal held when its end was last asked has been stepped. */
    public boolean hasReachedEnd;

    /** It could fence and reads all inputs. */
    public boolean isRehearsed;

    /** A digest of the active agreed since it has joined. */
    public boolean isDigestProven;

    /** The epoch of the last reign in the journal, 0 before the first. */
    public int epoch;

    /** Somebody else has come to reign since this engine claimed to. */
    public boolean isSuperseded;

    /**
     * When the reign of {@link #epoch} was read, or a sign of its engine came last; nanoseconds.
     */
    public long lastSignNanos;

    /** When the reign of {@link #epoch} was read; nanoseconds. */
    public long reignNanos;

    /** That reign was read as it came, not among what was caught up with. */
    public boolean isReignFresh;

    /** The active has handed over to this engine, or to any. */
    public boolean isCalled;

    /** It was called by its name, so that nobody else is to try before. */
    public boolean isNamed;

    /** The epoch whose engine is suspected to be gone, −1 for none. */
    public int suspectedEpoch = -1;

    /** When it was suspected; nanoseconds. */
    public long suspectedNanos;

    /** What made it suspected. */
    public String detector = "";

    /** The suspicion is beyond doubt, as when the system closed the connection. */
    public boolean isCertain;

    /** How many others are to try before. */
    public int before;

    /** One of those tells that it is taking over. */
    public boolean isUnderWay;

    /** The number of the last fence that was asked for, and of the last that was won. */
    public int fenceAsked;

    public int fenceWon;

    /** It does not fence yet, but looks in the journal whether somebody else has come to reign. */
    public boolean isLooking;

    /** Why the last fence, or asking for the end behind it, failed. */
    public @Nullable String fenceFailure;

    /** The fence that was the last won when the journal's end was asked for. */
    public int endAskedAfterFence;

    /** The end is known. */
    public boolean isEndKnown;

    /** Entries were stepped that are not known to be committed. */
    public boolean isAhead;

    /** A batch whose outcome was unknown is known to be there, or not. */
    public boolean isUnsettled;

    /** Of the unsettled batch: its last entry was read from the journal. */
    public boolean isUnsettledThere;

    /** The claim, or the first commit behind one, is committed. */
    public boolean isClaimCommitted;

    /** A commit was answered: somebody else has fenced. */
    public boolean isRefused;

    /** A commit was answered: it may be there or not. */
    public boolean isUnknown;

    /** It once stood still, or was cut off, for so long that others rightly held it for gone. */
    public boolean hasStoodStill;

    /** When it went on behind the last time; nanoseconds. */
    public long stoodStillNanos;

    /** It was asked to hand over. */
    public boolean isHandOverAsked;

    /** Its own abdication is committed. */
    public boolean hasAbdicated;

    /** It shall stay where it is. */
    public boolean isPaused;

    /** Nothing comes from the brokers. */
    public boolean isCutOff;

    /** Somebody asked it to begin anew. */
    public boolean isRebuildAsked;
}
