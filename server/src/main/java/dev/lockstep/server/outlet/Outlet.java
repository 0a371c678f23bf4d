package dev.lockstep.server.outlet;

import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.project.ConnectorStatus;

/** Where one output of a replicated project goes. The replica's thread never waits for it. */
public interface Outlet extends AutoCloseable {
    /** Told by the replica's thread. */
    void announced(Role role);

    /** That is committed. Told by the replica's thread, in order. */
    void released(ReplicaOutput output);

    /** Whether it is so far behind that less should come in; by any thread. */
    boolean isBehind();

    /** By any thread. */
    ConnectorStatus status();

    /** Ends it: what is committed is written, for a bounded time. */
    @Override
    void close() throws InterruptedException;
}
