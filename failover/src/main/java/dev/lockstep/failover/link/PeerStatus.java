package dev.lockstep.failover.link;

import dev.lockstep.failover.role.Role;

/**
 * What is known of a peer by the link.
 *
 * @param address where its link listens; empty if it did not say
 * @param isPaused it stays where it is and takes nothing over
 * @param isSilent nothing was heard of it for longer than heartbeats allow
 */
public record PeerStatus(
        String engine,
        String address,
        Role role,
        int epoch,
        long index,
        long committedIndex,
        boolean isPaused,
        boolean isSilent) {}
