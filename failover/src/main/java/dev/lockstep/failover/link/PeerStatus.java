package dev.lockstep.failover.link;

import dev.lockstep.failover.role.Role;

/**
 * What is known of a peer by the link.
 *
 * @param address where its link listens; empty if it did not say
 * @param isPaused it stays where it is and takes nothing over
 * @param isCutOff nothing comes to it from the brokers
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
        boolean isCutOff,
        boolean isSilent) {
    /** Whether it would not take over now, whatever its role, so that nobody waits for it. */
    public boolean isOutOfLine() {
        return isPaused || isCutOff;
    }
}
