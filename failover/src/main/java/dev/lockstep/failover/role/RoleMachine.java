package dev.lockstep.failover.role;

import org.jspecify.annotations.Nullable;

/**
 * Decides the role of one engine for one project: a pure function of the time and the situation,
 * but for the role itself. Every transition of the product is in this class. One thread.
 */
public final class RoleMachine {
    private final RoleSettings settings;
    private Role role = Role.JOINING;
    private long sinceNanos;

    /** Until then it does not try again. */
    private long notBeforeNanos;

    private String reason = "started";
    private final Patience patience = new Patience();

    public RoleMachine(RoleSettings settings, long nowNanos) {
        this.settings = settings;
        this.sinceNanos = nowNanos;
        this.notBeforeNanos = nowNanos;
    }

    public Role role() {
        return role;
    }

    /** Why it has that role; for people. */
    public String reason() {
        return reason;
    }

    /** When the role was taken; nanoseconds. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /**
     * Goes over one arrow at most.
     *
     * @return the role before, or null if nothing changed
     * @throws IllegalStateException if what must hold on the arrow does not
     */
    public @Nullable Role step(long now, Situation s) {
        Role before = role;
        Role next = next(now, s);
        if (next == before) {
            return null;
        }
        Arrows.check(before, next, s);
        role = next;
        sinceNanos = now;
        return before;
    }

    private Role next(long now, Situation s) {
        if (s.obstacle != null && role != Role.ASIDE) {
            return to(Role.ASIDE, s.obstacle.toString());
        }
        if (s.isRebuildAsked && role != Role.JOINING) {
            return to(Role.JOINING, "was asked to build its state anew");
        }
        return switch (role) {
            case JOINING -> s.isPrepared ? to(Role.CATCHING_UP, "has a state to go on from") : role;
            case CATCHING_UP -> s.hasReachedEnd ? to(Role.PROVING, "has caught up") : role;
            case PROVING -> proving(now, s);
            case STANDBY -> standby(now, s);
            case FENCING -> fencing(now, s);
            case READING_END -> readingEnd(s);
            case RESUMING -> resuming(now, s);
            case CLAIMING -> claiming(now, s);
            case ACTIVE -> active(now, s);
            case HANDING_OVER -> handingOver(now, s);
            case ASIDE ->
                    now - sinceNanos >= settings.aside() ? to(Role.JOINING, "tries again") : role;
        };
    }

    private Role to(Role next, String why) {
        reason = why;
        return next;
    }

    private Role proving(long now, Situation s) {
        if (!s.isRehearsed) {
            return role;
        }
        if (s.isDigestProven) {
            return to(Role.STANDBY, "agrees with the active and could take over");
        }
        // where nobody reigns there is nobody to agree with
        return isSilent(now, s) ? to(Role.STANDBY, "could take over; nobody reigns") : role;
    }

    private boolean isSilent(long now, Situation s) {
        return now - s.lastSignNanos >= silence(now);
    }

    /** How long the active must say nothing before this engine may suspect it; nanoseconds. */
    public long silence(long now) {
        return patience.of(settings.silence(), now);
    }

    private Role standby(long now, Situation s) {
        if (s.isPaused || s.isCutOff || now - notBeforeNanos < 0) {
            return role;
        }
        if (s.isCalled && (s.isNamed || now - s.lastSignNanos >= turn(s))) {
            return to(Role.FENCING, "handed over");
        }
        String why = suspicion(now, s);
        return why == null ? role : to(Role.FENCING, why);
    }

    /** Why the active may be held for gone, if so and it is this engine's turn. */
    private @Nullable String suspicion(long now, Situation s) {
        boolean isOver = now - s.suspectedNanos >= turn(s);
        boolean isSuspected = s.suspectedEpoch == s.epoch && isOver;
        if (isSuspected && s.isCertain) {
            return s.detector;
        }
        if (s.isReignFresh && now - s.reignNanos < settings.tenure()) {
            return null;
        }
        long quiet = now - s.lastSignNanos;
        // what came from the active since then speaks against a suspicion that may be wrong
        boolean isContradicted = s.lastSignNanos - s.suspectedNanos > 0;
        if (isSuspected && !isContradicted && quiet >= patience.more(settings.silence(), now)) {
            return s.detector;
        }
        return quiet >= silence(now) + turn(s) ? "silence" : null;
    }

    /** How long those before it in line are given; longer if one of them is at it already. */
    private long turn(Situation s) {
        return s.before * settings.stagger() + (s.isUnderWay ? settings.tenure() : 0);
    }

    private Role fencing(long now, Situation s) {
        if (s.isSuperseded && (s.isUnsettled || s.isLooking)) {
            return refused(now, s);
        }
        if (s.isUnsettledThere && s.hasAbdicated) {
            // its successor must not be fenced
            return to(Role.STANDBY, "has handed over");
        }
        if (s.fenceWon == s.fenceAsked) {
            return to(Role.READING_END, reason);
        }
        if (s.fenceFailure == null || s.isUnsettled) {
            // who has something to settle must not leave it open
            return role;
        }
        notBeforeNanos = now + settings.retry();
        return to(Role.STANDBY, "could not fence: " + s.fenceFailure);
    }

    private Role readingEnd(Situation s) {
        if (s.fenceFailure != null) {
            return to(Role.FENCING, reason);
        }
        return s.isEndKnown ? to(Role.RESUMING, reason) : role;
    }

    private Role resuming(long now, Situation s) {
        if (s.isUnsettled && s.isSuperseded) {
            return refused(now, s);
        }
        if (!s.hasReachedEnd) {
            return role;
        }
        if (s.isUnsettled && s.isUnsettledThere) {
            if (s.hasAbdicated) {
                return to(Role.STANDBY, "has handed over");
            }
            return to(Role.ACTIVE, "what it did not know the outcome of is committed");
        }
        return to(Role.CLAIMING, reason);
    }

    private Role claiming(long now, Situation s) {
        if (s.isRefused || s.isSuperseded) {
            return refused(now, s);
        }
        if (s.isUnknown) {
            return to(Role.FENCING, "does not know whether its commit came through");
        }
        if (s.hasAbdicated) {
            return to(Role.STANDBY, "has handed over");
        }
        return s.isClaimCommitted ? to(Role.ACTIVE, reason) : role;
    }

    /** Somebody else has fenced. Whoever that is gets time to show that it reigns. */
    private Role refused(long now, Situation s) {
        notBeforeNanos = now + settings.silence();
        boolean hasReigned = role == Role.ACTIVE || role == Role.HANDING_OVER || s.isLooking;
        boolean wasGone =
                s.isCutOff || s.hasStoodStill && now - s.stoodStillNanos < settings.aside();
        if (hasReigned && !wasGone) {
            patience.wasFenced(now);
        }
        return s.isAhead
                ? to(Role.JOINING, "was fenced; gives up what it had not committed")
                : to(Role.STANDBY, "was fenced; another engine was faster");
    }

    private Role active(long now, Situation s) {
        if (s.isRefused || s.isSuperseded) {
            return refused(now, s);
        }
        if (s.isUnknown) {
            return to(Role.FENCING, "does not know whether its commit came through");
        }
        return s.isHandOverAsked ? to(Role.HANDING_OVER, "was asked to hand over") : role;
    }

    private Role handingOver(long now, Situation s) {
        if (s.isRefused || s.isSuperseded) {
            return refused(now, s);
        }
        if (s.isUnknown) {
            return to(Role.FENCING, "does not know whether its commit came through");
        }
        return s.hasAbdicated ? to(Role.STANDBY, "has handed over") : role;
    }
}
