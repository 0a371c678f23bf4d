package dev.lockstep.failover.link;

import dev.lockstep.failover.role.Role;

/**
 * What an engine is at the moment; told to its peers with each heartbeat, but for who reigns.
 *
 * @param epoch of the last reign that the journal tells of; 0 before the first
 * @param reigns the engine of that reign; empty before the first
 * @param isPaused it stays where it is and takes nothing over
 * @param isCutOff nothing comes to it from the brokers
 */
public record Status(
        Role role,
        int epoch,
        String reigns,
        long index,
        long committedIndex,
        boolean isPaused,
        boolean isCutOff) {}
