package dev.lockstep.failover.link;

import dev.lockstep.failover.role.Role;

/**
 * What an engine is at the moment; told to its peers with each heartbeat.
 *
 * @param isPaused it stays where it is and takes nothing over
 * @param isCutOff nothing comes to it from the brokers
 */
public record Status(
        Role role,
        int epoch,
        long index,
        long committedIndex,
        boolean isPaused,
        boolean isCutOff) {}
