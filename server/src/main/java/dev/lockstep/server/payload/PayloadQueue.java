package dev.lockstep.server.payload;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Fact;
import org.jspecify.annotations.Nullable;

/** Where one run of a publisher puts its payloads. */
interface PayloadQueue {
    /** Waits while too many are not acknowledged. */
    void put(Fact.Offered payload) throws InterruptedException;

    /** Nothing more comes. */
    void ended(@Nullable LockstepException failure);
}
