package dev.lockstep.failover.replica;

import dev.lockstep.failover.role.RoleSettings;

/**
 * What one engine is told of its part.
 *
 * @param engine its name, unlike that of any other engine of the project
 * @param seed where random functions start, if this engine is the one that starts the project
 * @param tickNanos how often time is an entry, whatever else is; the project's heartbeat
 * @param idleTickNanos how often it is while nothing else is decided, so that others see a sign
 * @param digestEntries after how many entries the active tells its digests
 * @param digestNanos after which time it tells them, if anything was decided
 */
public record ReplicaSettings(
        String engine,
        long seed,
        long tickNanos,
        long idleTickNanos,
        int digestEntries,
        long digestNanos,
        RoleSettings role) {
    /** Of an engine that has no other beside it, whose time passes as the project says. */
    public static ReplicaSettings alone(String engine, long heartbeatMicros) {
        long tick = heartbeatMicros * 1_000;
        return new ReplicaSettings(engine, 1, tick, tick, 256, 1_000_000_000, RoleSettings.alone());
    }

    /**
     * Ticks once a second and five times a second while idle; digests each 256 entries or second.
     */
    public static ReplicaSettings of(String engine) {
        return new ReplicaSettings(
                engine, 1, 1_000_000_000, 200_000_000, 256, 1_000_000_000, RoleSettings.standard());
    }
}
