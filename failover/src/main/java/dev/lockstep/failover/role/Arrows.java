package dev.lockstep.failover.role;

import static dev.lockstep.failover.role.Role.ACTIVE;
import static dev.lockstep.failover.role.Role.ASIDE;
import static dev.lockstep.failover.role.Role.CATCHING_UP;
import static dev.lockstep.failover.role.Role.CLAIMING;
import static dev.lockstep.failover.role.Role.FENCING;
import static dev.lockstep.failover.role.Role.HANDING_OVER;
import static dev.lockstep.failover.role.Role.JOINING;
import static dev.lockstep.failover.role.Role.PROVING;
import static dev.lockstep.failover.role.Role.READING_END;
import static dev.lockstep.failover.role.Role.RESUMING;
import static dev.lockstep.failover.role.Role.STANDBY;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The arrows between roles and what must hold on each of them, asked independently of what decided
 * to go there: an arrow without its ground stops the engine rather than risk an output.
 */
final class Arrows {
    private static final Map<Role, Set<Role>> ALLOWED = new EnumMap<>(Role.class);

    static {
        ALLOWED.put(JOINING, EnumSet.of(CATCHING_UP, ASIDE));
        ALLOWED.put(CATCHING_UP, EnumSet.of(PROVING, JOINING, ASIDE));
        ALLOWED.put(PROVING, EnumSet.of(STANDBY, JOINING, ASIDE));
        ALLOWED.put(STANDBY, EnumSet.of(FENCING, JOINING, ASIDE));
        ALLOWED.put(FENCING, EnumSet.of(READING_END, STANDBY, JOINING, ASIDE));
        ALLOWED.put(READING_END, EnumSet.of(RESUMING, FENCING, JOINING, ASIDE));
        ALLOWED.put(RESUMING, EnumSet.of(CLAIMING, ACTIVE, STANDBY, JOINING, ASIDE));
        ALLOWED.put(CLAIMING, EnumSet.of(ACTIVE, STANDBY, FENCING, JOINING, ASIDE));
        ALLOWED.put(ACTIVE, EnumSet.of(HANDING_OVER, FENCING, STANDBY, JOINING, ASIDE));
        ALLOWED.put(HANDING_OVER, EnumSet.of(STANDBY, FENCING, JOINING, ASIDE));
        ALLOWED.put(ASIDE, EnumSet.of(JOINING));
    }

    private Arrows() {}

    /**
     * @throws IllegalStateException naming the arrow and what is missing on it
     */
    static void check(Role from, Role to, Situation s) {
        require(
                from,
                to,
                ALLOWED.getOrDefault(from, Set.of()).contains(to),
                "there is no such way");
        switch (to) {
            case FENCING -> require(from, to, s.isPrepared, "it has no state");
            case READING_END ->
                    require(
                            from,
                            to,
                            s.fenceWon == s.fenceAsked && s.fenceWon > 0,
                            "it has not fenced");
            case RESUMING ->
                    require(
                            from,
                            to,
                            s.isEndKnown && s.endAskedAfterFence == s.fenceWon,
                            "the end was not asked for behind the fence");
            case CLAIMING -> checkInStep(from, to, s);
            case ACTIVE -> {
                checkInStep(from, to, s);
                require(
                        from,
                        to,
                        s.isClaimCommitted || s.isUnsettledThere,
                        "its claim is not committed");
                require(from, to, !s.isSuperseded, "another engine reigns");
            }
            case STANDBY -> require(from, to, !s.isAhead, "it is ahead of what is committed");
            case HANDING_OVER -> require(from, to, s.isHandOverAsked, "nobody asked for it");
            default -> {
                // joining and stepping aside are always safe
            }
        }
    }

    private static void checkInStep(Role from, Role to, Situation s) {
        require(from, to, s.hasReachedEnd, "it has not stepped what is committed");
        require(from, to, s.endAskedAfterFence == s.fenceWon, "its end is of an older fence");
    }

    private static void require(Role from, Role to, boolean holds, String missing) {
        if (!holds) {
            throw new IllegalStateException(from + " to " + to + ": " + missing);
        }
    }
}
