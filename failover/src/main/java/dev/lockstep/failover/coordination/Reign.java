package dev.lockstep.failover.coordination;

import dev.lockstep.failover.role.Role;

/** What a role says of whether its engine decides. */
public final class Reign {
    private Reign() {}

    /** It has come to reign, and others may be told so. */
    public static boolean isSure(Role role) {
        return role == Role.ACTIVE || role == Role.HANDING_OVER;
    }

    /** An engine that reigned may do so still: it settles a commit whose outcome is unknown. */
    public static boolean isOpen(Role role) {
        return switch (role) {
            case FENCING, READING_END, RESUMING, CLAIMING -> true;
            default -> false;
        };
    }
}
