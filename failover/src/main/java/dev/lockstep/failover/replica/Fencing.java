package dev.lockstep.failover.replica;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.role.RoleSettings;
import dev.lockstep.failover.role.Situation;
import java.util.function.Consumer;

/** Asks for fences and for the journal's end, and knows which answer belongs to which question. */
final class Fencing {
    private final Situation situation;
    private final RoleSettings settings;
    private final Tickets tickets;
    private int endTicket;
    private long end;
    private long failedNanos;
    private long lookedNanos;
    private int epochBefore;

    Fencing(Situation situation, RoleSettings settings, Tickets tickets) {
        this.situation = situation;
        this.settings = settings;
        this.tickets = tickets;
    }

    /** Offset behind everything that was committed when the end was asked for. */
    long end() {
        return end;
    }

    /**
     * Begins to look in the journal before it fences. Who does not know the outcome of its commit
     * may have stood still for long, and is not to fence who has come to reign meanwhile.
     *
     * @param epoch of this engine's reign
     */
    void look(Now now, int epoch, Consumer<Effect> effects) {
        situation.isLooking = true;
        lookedNanos = now.nanos();
        epochBefore = epoch;
        situation.fenceAsked = tickets.next();
        askEnd(effects);
    }

    /** Fences, if it has looked for long enough and nobody else reigns. */
    void goOnLooking(Now now, ReplicaState state, String engine, Consumer<Effect> effects) {
        if (!situation.isLooking) {
            return;
        }
        situation.isSuperseded |= state.epoch > epochBefore && !state.reignEngine.equals(engine);
        // what this engine left open keeps the end of what is committed from being reached
        boolean isOver = now.nanos() - lookedNanos >= settings.silence();
        if (!situation.isSuperseded && (situation.hasReachedEnd || isOver)) {
            begin(effects);
        }
    }

    void begin(Consumer<Effect> effects) {
        situation.isLooking = false;
        int ticket = tickets.next();
        situation.fenceAsked = ticket;
        situation.fenceFailure = null;
        situation.hasReachedEnd = false;
        effects.accept(new Effect.Fence(ticket));
    }

    void askEnd(Consumer<Effect> effects) {
        endTicket = tickets.next();
        situation.endAskedAfterFence = situation.fenceWon;
        situation.isEndKnown = false;
        situation.hasReachedEnd = false;
        situation.fenceFailure = null;
        effects.accept(new Effect.AskJournalEnd(endTicket));
    }

    /** Tries again what failed, after a while. */
    void retry(Role role, Now now, Consumer<Effect> effects) {
        if (situation.fenceFailure != null && now.nanos() - failedNanos >= settings.retry()) {
            if (role == Role.FENCING) {
                begin(effects);
            } else if (role == Role.CATCHING_UP) {
                askEnd(effects);
            }
        }
    }

    void fenced(Fact.Fenced f) {
        if (f.ticket() == situation.fenceAsked) {
            situation.fenceWon = f.ticket();
        }
    }

    void ended(Fact.JournalEnd e) {
        if (e.ticket() == endTicket) {
            end = e.end();
            situation.isEndKnown = true;
        }
    }

    void failed(Fact.Failed f, Now now) {
        boolean isFence = f.ticket() == situation.fenceAsked && f.ticket() != situation.fenceWon;
        if (isFence || f.ticket() == endTicket && !situation.isEndKnown) {
            situation.fenceFailure = f.reason();
            failedNanos = now.nanos();
        }
    }
}
