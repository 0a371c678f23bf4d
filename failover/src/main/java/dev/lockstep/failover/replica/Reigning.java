package dev.lockstep.failover.replica;

import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.role.Situation;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an engine does from its claim to its abdication: decide, commit, and only then show. */
final class Reigning {
    private final ReplicaSettings settings;
    private final Situation situation;
    private final Following following;
    private final Commits commits = new Commits();
    private final Offers offers = new Offers();
    private List<Entry.Input> topics = List.of();
    private @Nullable Decider decider;
    private @Nullable Entry claim;
    private String successor = "";
    private boolean hasInputEnded;
    private int heardEpoch;

    Reigning(ReplicaSettings settings, Situation situation, Following following) {
        this.settings = settings;
        this.situation = situation;
        this.following = following;
    }

    /** The input topics as a rehearsal found them. */
    void topics(List<Entry.Input> found) {
        topics = found;
    }

    /** Whom an abdication names. */
    void successor(String engine) {
        successor = engine;
    }

    void inputEnded() {
        hasInputEnded = true;
    }

    /** Nothing is under way or about to be. */
    boolean isQuiet() {
        return commits.areEmpty() && !following.isAhead();
    }

    /** Whether a commit of unknown outcome holds what was stepped already. */
    boolean mustSettle() {
        Batch b = commits.underWay();
        if (b != null && b.firstIndex() == following.state().nextIndex) {
            // a reign alone was not stepped: whether it is there shows when the journal is read
            commits.settled();
            return false;
        }
        return b != null;
    }

    /** Whether the journal holds the batch whose outcome was unknown. */
    boolean isSettledByJournal() {
        Batch b = commits.underWay();
        return b != null && following.committedIndex() >= b.endIndex();
    }

    /** Whether the journal goes on behind that batch with another reign. */
    boolean isOvertaken() {
        Batch b = commits.underWay();
        return b != null && isSettledByJournal() && following.state().epoch != b.epoch();
    }

    /** That batch is committed, as the journal says. */
    void settle(Now now, Consumer<Effect> effects) {
        Batch batch = commits.settled();
        Entry reign = claim;
        if (batch.isClaim() && reign != null && following.state().epoch == reign.epoch()) {
            following.reign(reign, now);
        }
        release(batch, effects);
    }

    /** Whether that batch ended this engine's reign. */
    boolean isAbdicationUnderWay() {
        Batch b = commits.underWay();
        return b != null && b.isAbdication();
    }

    /**
     * Commits that this engine reigns, or once more what it had under way. Where a race is unlikely
     * the first of its input goes along, which saves a transaction's time; who is fenced then has
     * to build its state anew.
     */
    void claim(Now now, String cause, Consumer<Effect> effects) {
        situation.isRefused = false;
        situation.isUnknown = false;
        situation.isClaimCommitted = false;
        situation.isSuperseded = false;
        situation.hasAbdicated = false;
        if (situation.isUnsettled) {
            situation.isSuperseded = isOutdone();
            effects.accept(commits.sendAgain());
            return;
        }
        ReplicaState state = following.state();
        Entry entry =
                new Entry(
                        state.nextIndex,
                        state.epoch + 1,
                        Math.max(state.timeMicros, now.micros()),
                        new Entry.Reign(settings.engine(), cause));
        claim = entry;
        Batch batch = new Batch(entry.epoch(), entry.index());
        batch.add(entry, 0);
        if (state.start != null && isFirstChoice() && following.hasInput()) {
            following.speak(true);
            following.stepper().step(entry);
            decider(now).first(batch, now);
        }
        effects.accept(commits.send(batch));
    }

    /** Whether no other engine has as good a reason to claim now. */
    private boolean isFirstChoice() {
        if (situation.isCalled && situation.isNamed) {
            return true;
        }
        boolean isGone = situation.isCertain && situation.suspectedEpoch == situation.epoch;
        return isGone && situation.before == 0 && !situation.isUnderWay;
    }

    private Decider decider(Now now) {
        Decider d = decider;
        if (d == null) {
            d =
                    new Decider(
                            settings,
                            following.state(),
                            following.presentModel(),
                            following.inputs(),
                            following.stepper(),
                            offers,
                            now);
            decider = d;
        }
        return d;
    }

    void begin(Now now, Consumer<Effect> effects) {
        if (commits.underWay() != null) {
            settle(now, effects);
        }
        situation.isUnsettled = false;
        situation.isRefused = false;
        situation.isUnknown = false;
        following.speak(true);
        decider(now);
    }

    /** Decides what there is to be decided, and sends it if nothing else is under way. */
    void decide(Now now, Consumer<Effect> effects) {
        ReplicaState state = following.state();
        Decider d = decider;
        if (d == null || state.isAbdicated) {
            hold(effects);
            return;
        }
        Batch batch = commits.filling(state.epoch, state.nextIndex);
        if (state.start == null) {
            d.start(batch, now, topics);
            following.followInputs(effects);
        } else if (following.isChanging()) {
            d.change(batch, now, topics);
            following.followInputs(effects);
        } else if (!batch.isFull()) {
            d.decide(batch, now, hasInputEnded);
        }
        hold(effects);
    }

    /** Sends what was decided, but decides nothing more. */
    void hold(Consumer<Effect> effects) {
        Effect.Commit commit = commits.send();
        if (commit != null) {
            effects.accept(commit);
        }
        List<Effect.Receipt> receipts = commits.takeIdleReceipts();
        if (!receipts.isEmpty()) {
            effects.accept(new Effect.Release(List.of(), receipts));
        }
    }

    void abdicate(Now now, Consumer<Effect> effects) {
        ReplicaState state = following.state();
        Decider d = decider;
        if (d == null) {
            throw new IllegalStateException("who does not reign cannot abdicate");
        }
        if (!state.isAbdicated) {
            // an outcome that was unknown may have had to be settled since it was decided
            d.abdicate(commits.filling(state.epoch, state.nextIndex), now, successor);
        }
        hold(effects);
    }

    /** Whether an answer is to the commit that waits for one. */
    boolean answer(long batch) {
        return commits.answer(batch);
    }

    /** Makes the batch under way smaller, if it has several entries; the rest follows it. */
    boolean split() {
        return commits.split();
    }

    void committed(Fact.Committed c, Now now, Consumer<Effect> effects) {
        if (!commits.answer(c.batch())) {
            return;
        }
        Batch batch = commits.underWay();
        Entry reign = claim;
        if (batch != null && batch.isClaim() && reign != null) {
            // what it holds besides is shown once the role has been told
            following.reign(reign, now);
            following.committedTo(batch.endIndex());
        } else {
            settle(now, effects);
        }
        situation.isClaimCommitted = true;
    }

    private void release(Batch batch, Consumer<Effect> effects) {
        following.committedTo(batch.endIndex());
        situation.hasAbdicated |= batch.isAbdication();
        effects.accept(batch.release());
    }

    /** Somebody else reigns in that epoch, as was heard outside of the journal. */
    void heard(int epoch) {
        heardEpoch = Math.max(heardEpoch, epoch);
        situation.isSuperseded |= isOutdone();
    }

    /** Whether somebody else has come to reign in the epoch that this engine claims, or later. */
    private boolean isOutdone() {
        Entry reign = claim;
        if (reign == null) {
            return false;
        }
        // of two that claim the same epoch only one can have committed it
        boolean isOpen = following.epoch() < reign.epoch();
        return heardEpoch > reign.epoch() || isOpen && heardEpoch == reign.epoch();
    }

    void offer(Fact.Offered o, Role role, Consumer<Effect> effects) {
        ReplicaState state = following.state();
        long last = state.lastMessage(o.client());
        if (!canBeDecided(o, role)) {
            // nobody ever takes it, so that it is not waited for
            effects.accept(new Effect.TurnAway(o.client(), o.messageId()));
            return;
        }
        // behind the end only what was taken before it can be acknowledged
        boolean isWanted = role == Role.ACTIVE && (!state.isEnded || o.messageId() <= last);
        offers.offer(o, isWanted, last, effects);
    }

    /** What no entry can hold, or no model take, would stop one active after the other. */
    private boolean canBeDecided(Fact.Offered o, Role role) {
        // half of an entry's room: names and numbers stand beside the content
        return o.content().length <= FailoverLimits.ENTRY_BYTES.defaultValue() / 2
                && o.client().length() <= FailoverLimits.CLIENT_CHARS.defaultValue()
                && (role != Role.ACTIVE || following.presentModel().windows().contains(o.source()));
    }

    /** Nothing that is not committed will be. */
    void giveUp(Consumer<Effect> effects) {
        for (Effect.Receipt r : commits.giveUp()) {
            offers.turnAway(r.client(), r.messageId(), effects);
        }
        offers.turnAllAway(effects);
        decider = null;
        situation.isRefused = false;
        situation.isUnknown = false;
    }
}
