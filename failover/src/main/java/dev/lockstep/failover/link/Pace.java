package dev.lockstep.failover.link;

/**
 * How patient a link is; all in milliseconds.
 *
 * @param heartbeat between two heartbeats
 * @param silence without a heartbeat after which a peer that reigns is suspected
 * @param stall without a new committed entry after which a peer that says that it reigns gives no
 *     sign of life by that any more: it may be cut off from the brokers
 * @param greeting how long a peer may take to connect and to prove who it is
 * @param dead without anything from a peer after which the connection is closed
 * @param redial between two attempts to connect, at first; it grows to ten times that
 */
public record Pace(int heartbeat, int silence, int stall, int greeting, int dead, int redial) {
    /** A heartbeat each 100 ms, suspected after five that did not come. */
    public static Pace standard() {
        return new Pace(100, 500, 1000, 2000, 3000, 200);
    }
}
