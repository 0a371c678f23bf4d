package dev.lockstep.server.failover;

import dev.lockstep.failover.port.Effect;

/** Carries effects out that are not the replica's own thread's; none of its methods waits. */
interface Outside {
    /** Whether it has taken the effect on; who tells the result does so as a fact. */
    boolean perform(Effect effect);
}
