package dev.lockstep.failover.link;

import dev.lockstep.failover.port.Fact;

/**
 * Is told what a link learns, by any of its threads, one call after the other. Must not block, nor
 * call the link.
 */
public interface PeerListener {
    /** What it means for this engine's role. */
    void fact(Fact fact);

    /** What a peer says of itself; with each heartbeat. */
    default void heard(PeerStatus peer) {}

    /** The last connection to a peer has ended. */
    default void ended(String engine) {}
}
