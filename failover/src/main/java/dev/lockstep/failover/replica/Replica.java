package dev.lockstep.failover.replica;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.role.RoleMachine;
import dev.lockstep.failover.role.Situation;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One engine's part in one project's failover. {@link #step} is told the time and what has happened
 * since, and says what is to be done; it never waits, reads no clock and touches nothing outside.
 * Equal calls give equal effects. One thread.
 */
public final class Replica {
    /** Arrows that one step may go over; more would be a circle. */
    private static final int ARROWS_MAX = 32;

    /** So many silences: whoever stands still for as long is rightly held for gone. */
    private static final int LONG_PAUSE = 3;

    private final ReplicaSettings settings;
    private final RoleMachine machine;
    private final Situation situation = new Situation();
    private final Following following;
    private final Reigning reigning;
    private final Fencing fencing;
    private final Requests requests = new Requests();
    private Consumer<Effect> effects = e -> {};
    private Now now;
    private final Tickets tickets = new Tickets();
    private int prepareTicket;
    private boolean isPrepareFailed;
    private long prepareAskedNanos;
    private boolean isRehearsing;
    private int rehearsalTicket;
    private long rehearsalNanos;
    private boolean isBegun;
    private boolean isWaitingForChange;

    public Replica(ReplicaSettings settings, Now now) {
        this.settings = settings;
        this.now = now;
        // a clock that never goes back may begin anywhere, also below zero
        this.rehearsalNanos = now.nanos() - settings.role().retry();
        this.machine = new RoleMachine(settings.role(), now.nanos());
        this.following = new Following(settings.engine(), tickets, situation);
        this.fencing = new Fencing(situation, settings.role(), tickets);
        this.reigning = new Reigning(settings, situation, following);
    }

    /** The role behind the last step. */
    public Role role() {
        return machine.role();
    }

    /** Why it has that role; for people. */
    public String reason() {
        boolean isWaiting = isWaitingForChange && following.mustWaitForChange();
        return isWaiting ? following.stepper().waits() : machine.reason();
    }

    /**
     * How long the active must say nothing now before this engine suspects it: longer than usual
     * for an engine that was fenced though it lives. Nanoseconds.
     */
    public long silenceNanos() {
        return machine.silence(now.nanos());
    }

    /** Index behind the last entry that was stepped. */
    public long index() {
        return following.state().nextIndex;
    }

    /** Index behind the last entry that is known to be committed. */
    public long committedIndex() {
        return following.committedIndex();
    }

    /** The epoch of the last reign that is known to be committed, 0 before the first. */
    public int epoch() {
        return following.epoch();
    }

    /** The engine of that reign; empty before the first. */
    public String reignEngine() {
        return following.reignEngine();
    }

    /** Whether nothing comes to it from the brokers. */
    public boolean isCutOff() {
        return situation.isCutOff;
    }

    /** Whether it was told to stay where it is. */
    public boolean isPaused() {
        return situation.isPaused;
    }

    /**
     * The last message of each publisher, as far as this engine has stepped. Who begins to publish
     * when {@link Role#ACTIVE} is announced goes on behind it.
     */
    public Map<String, Long> clients() {
        return following.state().clients();
    }

    /** Whether the project's input has ended, as far as this engine has stepped. */
    public boolean isEnded() {
        return following.state().isEnded;
    }

    /**
     * Takes what has happened and goes on as far as that allows.
     *
     * @param facts in the order in which they happened; not kept
     * @param target is given the effects, in order; must not call back
     */
    public void step(Now time, List<Fact> facts, Consumer<Effect> target) {
        long pause = time.nanos() - now.nanos();
        if (pause > settings.role().silence() / 2) {
            // while this engine itself stood still it could hear nobody
            situation.lastSignNanos = time.nanos();
        }
        if (pause >= LONG_PAUSE * settings.role().silence()) {
            situation.hasStoodStill = true;
            situation.stoodStillNanos = time.nanos();
        }
        now = time;
        effects = target;
        if (!isBegun) {
            isBegun = true;
            enter(null, machine.role());
        }
        for (Fact fact : facts) {
            // one that cannot be taken does not keep the next ones from being answered
            attempt(fact);
        }
        attempt(null);
    }

    private void attempt(@Nullable Fact fact) {
        try {
            if (fact != null) {
                take(fact);
            }
            settle();
        } catch (LockstepException e) {
            hinder(e.problems().get(0));
        } catch (RuntimeException e) {
            // a fault of ours: better no replica than a wrong one
            hinder(
                    Problem.error(
                            FailoverError.BROKEN_RULE,
                            Location.UNKNOWN,
                            "Engine " + settings.engine() + " broke a rule: " + e));
        }
    }

    private void hinder(Problem problem) {
        situation.obstacle = problem;
        Role before = machine.step(now.nanos(), situation);
        if (before != null) {
            enter(before, machine.role());
        }
    }

    /** Works and changes roles until nothing more follows from what is known. */
    private void settle() {
        for (int k = 0; k < ARROWS_MAX; k++) {
            work();
            Role before = machine.step(now.nanos(), situation);
            if (before == null) {
                following.giveCredit(effects);
                return;
            }
            enter(before, machine.role());
        }
        throw new IllegalStateException("roles go round in a circle at " + machine.role());
    }

    private void work() {
        switch (machine.role()) {
            case JOINING -> {
                boolean isOver = now.nanos() - prepareAskedNanos >= settings.role().retry();
                if (isPrepareFailed && isOver) {
                    prepare();
                }
            }
            case STANDBY -> {
                if (situation.isPaused) {
                    // or its last entries as active would keep it from ever being persisted
                    following.confirm();
                } else {
                    follow();
                }
            }
            case CATCHING_UP, RESUMING -> follow();
            case PROVING -> {
                follow();
                rehearse();
            }
            case FENCING, READING_END -> {
                follow();
                fencing.goOnLooking(now, following.state(), settings.engine(), effects);
                fencing.retry(machine.role(), now, effects);
            }
            case CLAIMING -> following.listen();
            case HANDING_OVER -> {
                following.listen();
                reigning.hold(effects);
            }
            case ACTIVE -> {
                following.listen();
                if (requests.isWaiting()) {
                    reigning.hold(effects);
                } else {
                    reigning.decide(now, effects);
                }
            }
            case ASIDE -> {
                // waits
            }
        }
        requests.serve(machine.role(), following);
        situation.isAhead = following.isAhead();
    }

    private void follow() {
        if (machine.role() == Role.CATCHING_UP) {
            fencing.retry(machine.role(), now, effects);
        }
        following.step(machine.role(), now, effects);
        if (situation.isUnsettled && reigning.isOvertaken()) {
            // somebody else has reigned since: to decide again it must claim again
            leave();
        }
        situation.hasReachedEnd = situation.isEndKnown && following.isStepped(fencing.end());
        if (situation.hasReachedEnd && following.mustWaitForChange()) {
            waitForChange();
        }
        situation.isUnsettledThere = situation.isUnsettled && reigning.isSettledByJournal();
        situation.hasAbdicated = situation.isUnsettledThere && reigning.isAbdicationUnderWay();
    }

    /** What was taken over from another version counts once the journal says so. */
    private void waitForChange() {
        situation.hasReachedEnd = false;
        if (!isWaitingForChange) {
            isWaitingForChange = true;
            effects.accept(
                    new Effect.Alarm(
                            Problem.error(
                                    FailoverError.WAITS_FOR_CHANGE,
                                    Location.UNKNOWN,
                                    following.stepper().waits())));
        }
    }

    private void prepare() {
        isPrepareFailed = false;
        prepareAskedNanos = now.nanos();
        prepareTicket = tickets.next();
        effects.accept(new Effect.Prepare(prepareTicket));
    }

    private void rehearse() {
        boolean isOver = now.nanos() - rehearsalNanos >= settings.role().retry();
        if (!situation.isRehearsed && !isRehearsing && isOver) {
            isRehearsing = true;
            rehearsalNanos = now.nanos();
            rehearsalTicket = tickets.next();
            effects.accept(new Effect.Rehearse(rehearsalTicket));
        }
    }

    private void enter(@Nullable Role before, Role role) {
        effects.accept(new Effect.Announce(role, epoch(), index(), machine.reason()));
        boolean isDone = before == Role.ACTIVE || before == Role.HANDING_OVER;
        situation.isLooking = false;
        switch (role) {
            case JOINING -> {
                leave();
                following.discard(effects);
                situation.isRebuildAsked = false;
                situation.obstacle = null;
                situation.isPrepared = false;
                situation.isRehearsed = false;
                situation.hasReachedEnd = false;
                isRehearsing = false;
                isWaitingForChange = false;
                prepare();
            }
            case CATCHING_UP -> {
                following.begin(effects);
                fencing.askEnd(effects);
            }
            case STANDBY -> {
                leave();
                following.speak(false);
                if (isDone) {
                    situation.lastSignNanos = now.nanos();
                }
            }
            case FENCING -> {
                situation.isUnsettled = reigning.mustSettle();
                if (isDone || before == Role.CLAIMING) {
                    fencing.look(now, epoch(), effects);
                } else {
                    fencing.begin(effects);
                }
            }
            case READING_END -> fencing.askEnd(effects);
            case CLAIMING -> reigning.claim(now, machine.reason(), effects);
            case ACTIVE -> reigning.begin(now, effects);
            case HANDING_OVER -> reigning.abdicate(now, effects);
            case ASIDE -> {
                leave();
                Problem obstacle = situation.obstacle;
                if (obstacle != null) {
                    effects.accept(new Effect.Alarm(obstacle));
                }
            }
            case PROVING, RESUMING -> {
                // the same work goes on
            }
        }
    }

    /** Nothing of what was begun while reigning goes on. */
    private void leave() {
        if (reigning.isSettledByJournal()) {
            reigning.settle(now, effects);
        }
        reigning.giveUp(effects);
        situation.isHandOverAsked = false;
        situation.isUnsettled = false;
    }

    private void take(Fact fact) {
        switch (fact) {
            case Fact.Prepared p -> prepared(p);
            case Fact.NotPrepared n -> notPrepared(n);
            case Fact.JournalRead r -> {
                if (following.journal().add(r)) {
                    // a sign of the active, also where stepping has to wait for an input
                    situation.lastSignNanos = now.nanos();
                }
            }
            case Fact.JournalLost l -> following.journal().lost(l);
            case Fact.JournalEnd e -> fencing.ended(e);
            case Fact.InputRead r -> following.read(r);
            case Fact.InputLost l -> following.lost(l);
            case Fact.Fenced f -> fencing.fenced(f);
            case Fact.Failed f -> failed(f);
            case Fact.Rehearsed r -> rehearsed(r);
            case Fact.Committed c -> reigning.committed(c, now, effects);
            case Fact.CommitRefused c -> situation.isRefused |= reigning.answer(c.batch());
            case Fact.CommitUnknown c -> situation.isUnknown |= reigning.answer(c.batch());
            case Fact.CommitImpossible c -> impossible(c);
            case Fact.Suspected s -> suspect(s.epoch(), s.detector(), s.isCertain());
            case Fact.Seen s -> seen(s.epoch());
            case Fact.Heard h -> reigning.heard(h.epoch());
            case Fact.Ranked r -> situation.before = r.before();
            case Fact.UnderWay u -> situation.isUnderWay = u.isUnderWay();
            case Fact.Offered o -> reigning.offer(o, machine.role(), effects);
            case Fact.InputEnded ignored -> reigning.inputEnded();
            case Fact.HandOverAsked h -> {
                if (machine.role() == Role.ACTIVE) {
                    situation.isHandOverAsked = true;
                    reigning.successor(h.to());
                }
            }
            case Fact.SnapshotAsked s -> requests.add(s);
            case Fact.LookAsked l -> requests.add(l);
            case Fact.Paused p -> {
                if (situation.isPaused != p.isPaused()) {
                    situation.isPaused = p.isPaused();
                    // who stood still has heard nobody meanwhile
                    situation.lastSignNanos = now.nanos();
                }
            }
            case Fact.CutOff c -> {
                if (situation.isCutOff && !c.isCutOff()) {
                    // the journal, by which the active shows, comes only now
                    situation.lastSignNanos = now.nanos();
                    situation.hasStoodStill = true;
                    situation.stoodStillNanos = now.nanos();
                }
                situation.isCutOff = c.isCutOff();
            }
            case Fact.RebuildAsked ignored -> situation.isRebuildAsked = true;
        }
    }

    /** What is not to blame is committed in smaller parts; what is left then is named. */
    private void impossible(Fact.CommitImpossible c) {
        if (!reigning.answer(c.batch())) {
            return;
        }
        if (!reigning.split()) {
            throw new LockstepException(c.problem());
        }
        // as after an unknown outcome it has to fence before it commits again
        situation.isUnknown = true;
    }

    private void prepared(Fact.Prepared p) {
        if (p.ticket() == prepareTicket && machine.role() == Role.JOINING) {
            following.prepared(p);
            situation.lastSignNanos = now.nanos();
        } else {
            effects.accept(new Effect.Discard(p.model()));
        }
    }

    private void notPrepared(Fact.NotPrepared n) {
        if (n.ticket() == prepareTicket && machine.role() == Role.JOINING) {
            isPrepareFailed = true;
            situation.obstacle = n.obstacle();
        }
    }

    private void failed(Fact.Failed f) {
        fencing.failed(f, now);
        if (f.ticket() == rehearsalTicket) {
            isRehearsing = false;
        }
    }

    private void rehearsed(Fact.Rehearsed r) {
        if (r.ticket() == rehearsalTicket) {
            isRehearsing = false;
            situation.isRehearsed = true;
            reigning.topics(r.inputs());
        }
    }

    private void suspect(int epoch, String detector, boolean isCertain) {
        boolean isNew = epoch > situation.suspectedEpoch || isCertain && !situation.isCertain;
        if (epoch >= situation.epoch && isNew) {
            situation.suspectedEpoch = epoch;
            situation.suspectedNanos = now.nanos();
            situation.detector = detector;
            situation.isCertain = isCertain;
        }
    }

    private void seen(int epoch) {
        if (epoch == situation.epoch) {
            situation.lastSignNanos = now.nanos();
        }
        if (epoch >= situation.suspectedEpoch) {
            situation.suspectedEpoch = -1;
            situation.isCertain = false;
        }
    }
}
