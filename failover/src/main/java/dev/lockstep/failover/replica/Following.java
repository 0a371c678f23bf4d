package dev.lockstep.failover.replica;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.role.Situation;
import java.io.DataInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal in every role and steps what others have decided. What this engine itself has
 * decided comes back to it, too: as the proof that it is committed.
 */
final class Following {
    private final String engine;
    private final Tickets tickets;
    private final Situation situation;
    private final Journal journal = new Journal();
    private final List<InputBuffer> inputs = new ArrayList<>();
    private ReplicaState state = new ReplicaState();
    private @Nullable ReplicaModel model;
    private @Nullable Stepper stepper;
    private long journalFrom;

    /** Whether this engine may decide that the journal goes on with its version of the project. */
    private boolean mayChange;

    /** The engine of the last reign that is known to be committed. */
    private String reignEngine = "";

    /** Index behind the last entry that is known to be committed. */
    private long committed;

    /** Index behind the last entry that was taken from the journal. */
    private long taken;

    Following(String engine, Tickets tickets, Situation situation) {
        this.engine = engine;
        this.tickets = tickets;
        this.situation = situation;
    }

    ReplicaState state() {
        return state;
    }

    Journal journal() {
        return journal;
    }

    List<InputBuffer> inputs() {
        return inputs;
    }

    @Nullable ReplicaModel model() {
        return model;
    }

    /** The model of a role that has one. */
    ReplicaModel presentModel() {
        return present(model);
    }

    /** Whether anything was read of an input that no entry names yet. */
    boolean hasInput() {
        return inputs.stream().anyMatch(i -> !i.isEmpty());
    }

    /** See {@link Stepper#isChanging}. */
    boolean isChanging() {
        return stepper != null && stepper.isChanging();
    }

    /** Whether only another engine may say that the journal goes on with this version. */
    boolean mustWaitForChange() {
        return isChanging() && !mayChange;
    }

    Stepper stepper() {
        return present(stepper);
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("there is no model in this role");
        }
        return value;
    }

    /** The engine that reigns, or reigned last; empty before the first. */
    String reignEngine() {
        return reignEngine;
    }

    /** The epoch of that reign. */
    int epoch() {
        // an engine that claims has stepped its reign before it is one
        return Math.min(state.epoch, situation.epoch);
    }

    long committedIndex() {
        return committed;
    }

    boolean isAhead() {
        return state.nextIndex > committed;
    }

    /** Whether reading stands where stepping does, so that both can be told in one snapshot. */
    boolean isLevel() {
        return taken == state.nextIndex && !isAhead();
    }

    /** Entries before that index are committed, as the answer to their commit says. */
    void committedTo(long index) {
        committed = Math.max(committed, index);
    }

    /** Whether everything that the journal holds before that offset was taken. */
    boolean isStepped(long end) {
        return journal.isTakenTo(end);
    }

    void discard(Consumer<Effect> effects) {
        ReplicaModel old = model;
        if (old != null) {
            effects.accept(new Effect.Discard(old));
        }
        model = null;
        stepper = null;
        state = new ReplicaState();
        reignEngine = "";
        committed = 0;
        taken = 0;
        inputs.clear();
        situation.isDigestProven = false;
        situation.isAhead = false;
        situation.isCalled = false;
    }

    /**
     * Takes a model as it was made, or loaded; whoever prepared it has read all of the snapshot.
     *
     * @throws LockstepException if the snapshot's head is none, or of another project
     */
    void prepared(Fact.Prepared p) {
        ReplicaModel fresh = p.model();
        model = fresh;
        mayChange = p.version() == Fact.Version.CHANGES;
        journalFrom = 0;
        DataInput head = p.head();
        if (head != null) {
            try {
                journalFrom = state.load(head);
                Entry.Start start = state.start;
                boolean mustBeSame = p.version() == Fact.Version.SAME;
                if (start != null && mustBeSame && !start.identity().equals(fresh.identity())) {
                    throw new LockstepException(
                            FailoverError.OTHER_MODEL,
                            Stepper.difference(start.identity(), fresh.identity()));
                }
            } catch (IOException e) {
                throw new LockstepException(
                        FailoverError.CANNOT_PREPARE, "The snapshot cannot be read: " + e + ".");
            }
        }
        committed = state.nextIndex;
        taken = state.nextIndex;
        stepper = new Stepper(state, fresh, inputs);
        situation.epoch = state.epoch;
        reignEngine = state.reignEngine;
        situation.isPrepared = true;
    }

    /** Reads from where the state stands. */
    void begin(Consumer<Effect> effects) {
        int ticket = tickets.next();
        journal.follow(ticket, journalFrom);
        effects.accept(new Effect.FollowJournal(ticket, journalFrom));
        followInputs(effects);
    }

    /** Reads the inputs, once it is known which they are. */
    void followInputs(Consumer<Effect> effects) {
        Entry.Start start = state.start;
        if (start == null || isChanging() || inputs.size() == start.inputs().size()) {
            return;
        }
        for (int k = 0; k < start.inputs().size(); k++) {
            InputBuffer buffer = new InputBuffer();
            buffer.follow(tickets.next(), state.inputNext[k]);
            inputs.add(buffer);
            effects.accept(
                    new Effect.FollowInput(
                            buffer.ticket(), k, start.inputs().get(k), state.inputNext[k]));
        }
    }

    void read(Fact.InputRead r) {
        InputBuffer buffer = r.input() < inputs.size() ? inputs.get(r.input()) : null;
        if (buffer != null && buffer.ticket() == r.ticket()) {
            buffer.add(r);
        }
    }

    void lost(Fact.InputLost l) {
        InputBuffer buffer = l.input() < inputs.size() ? inputs.get(l.input()) : null;
        if (buffer != null && buffer.ticket() == l.ticket()) {
            buffer.lost(l.reason());
        }
    }

    /** Goes on in a role that follows what others decide. */
    void step(Role role, Now now, Consumer<Effect> effects) {
        for (Entry e = journal.head(); e != null; e = journal.head()) {
            if (e.index() < state.nextIndex) {
                if (!takeOwn(e)) {
                    return;
                }
            } else if (!take(e, role, now)) {
                return;
            }
            followInputs(effects);
        }
    }

    /** Goes on in a role that decides: only this engine's own entries are due. */
    void listen() {
        confirm();
        Entry e = journal.head();
        if (e != null && e.index() >= state.nextIndex) {
            // what this engine has not decided somebody else has, or an earlier claim of its own
            situation.isSuperseded |= e.epoch() > state.epoch && !isOwnReign(e);
        }
    }

    /** Takes what the journal has of entries that were stepped before, and steps nothing. */
    void confirm() {
        Entry e = journal.head();
        while (e != null && e.index() < state.nextIndex && takeOwn(e)) {
            e = journal.head();
        }
    }

    private static boolean isReign(Entry e) {
        return e.body() instanceof Entry.Reign;
    }

    private boolean isOwnReign(Entry e) {
        return e.body() instanceof Entry.Reign r && r.engine().equals(engine);
    }

    /** An entry that was stepped before: one of this engine's own, unless somebody else reigns. */
    private boolean takeOwn(Entry e) {
        // two engines that claim at once count the same epoch, and whoever was reigning may have
        // gone on between this engine's fence and its claim
        boolean isOthers = e.epoch() != state.epoch || isReign(e) && !isOwnReign(e);
        if (e.index() >= committed && isOthers) {
            situation.isSuperseded = true;
            return false;
        }
        if (isOwnReign(e)) {
            situation.epoch = e.epoch();
            reignEngine = engine;
        }
        journal.take();
        taken = e.index() + 1;
        committedTo(taken);
        return true;
    }

    private boolean take(Entry e, Role role, Now now) {
        if (!stepper().step(e)) {
            return false;
        }
        journal.take();
        taken = e.index() + 1;
        committedTo(taken);
        situation.lastSignNanos = now.nanos();
        situation.isDigestProven = stepper().isDigestProven();
        switch (e.body()) {
            case Entry.Reign r -> {
                // what somebody else decides from here on is not this engine's to put out
                speak(false);
                situation.epoch = e.epoch();
                reignEngine = r.engine();
                situation.isCalled = false;
                situation.isReignFresh = role == Role.STANDBY || role == Role.PROVING;
                situation.reignNanos = now.nanos();
            }
            case Entry.Abdication a -> {
                situation.isNamed = a.to().equals(engine);
                situation.isCalled =
                        !state.reignEngine.equals(engine)
                                && (a.to().isEmpty() || situation.isNamed);
            }
            default -> {
                // says nothing about roles
            }
        }
        return true;
    }

    /** This engine's own reign is committed; steps it, unless that was done before. */
    void reign(Entry entry, Now now) {
        if (entry.index() == state.nextIndex) {
            stepper().step(entry);
        }
        committedTo(entry.index() + 1);
        situation.epoch = state.epoch;
        reignEngine = engine;
        situation.isCalled = false;
        situation.isReignFresh = true;
        situation.reignNanos = now.nanos();
        situation.lastSignNanos = now.nanos();
    }

    void speak(boolean isSpeaking) {
        ReplicaModel m = model;
        if (m != null) {
            m.speak(isSpeaking);
        }
    }

    /** Lets readers go on by what was used up. */
    void giveCredit(Consumer<Effect> effects) {
        long used = journal.takeUsedBytes();
        if (used > 0) {
            effects.accept(new Effect.Credit(journal.ticket(), -1, used));
        }
        for (int k = 0; k < inputs.size(); k++) {
            long ofInput = inputs.get(k).takeUsedBytes();
            if (ofInput > 0) {
                effects.accept(new Effect.Credit(inputs.get(k).ticket(), k, ofInput));
            }
        }
    }
}
