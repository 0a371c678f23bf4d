package dev.lockstep.server.failover;

import dev.lockstep.failover.role.Role;

/**
 * How long this engine's last take-over took: from the moment at which it set out to reign until it
 * had committed that it does. Written by the replica's thread, read by any.
 */
final class Takeover {
    private static final double NANOS_PER_MILLI = 1e6;

    private long beganNanos;
    private volatile double lastMillis = -1;
    private volatile int count;

    void announced(Role role, long nowNanos) {
        if (role == Role.FENCING) {
            beganNanos = nowNanos;
        } else if (role == Role.ACTIVE) {
            lastMillis = (nowNanos - beganNanos) / NANOS_PER_MILLI;
            count = count + 1;
        }
    }

    /** −1 before the first. */
    double lastMillis() {
        return lastMillis;
    }

    int count() {
        return count;
    }
}
