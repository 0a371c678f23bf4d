package dev.lockstep.failover.role;

/**
 * How long an engine listens before it holds another for gone. Who was fenced though it lives has
 * seen that silence says less than it should, where processors or the network are short: it waits
 * twice as long each time, so that engines on such a machine do not take the reign from each other
 * for ever. Whoever had stood still for long, or was cut off from brokers, was rightly fenced and
 * learns nothing from it. One thread.
 */
final class Patience {
    /** Eight times as long at most. */
    private static final int DOUBLINGS_MAX = 3;

    /** After so many of its silences without being fenced it is as impatient as before. */
    private static final int CALM = 60;

    private int doublings;
    private long fencedNanos;

    /** Another engine has fenced this one, which lives. */
    void wasFenced(long now) {
        doublings = Math.min(doublings + 1, DOUBLINGS_MAX);
        fencedNanos = now;
    }

    /** How long a silence has to be. */
    long of(long silence, long now) {
        if (doublings > 0 && now - fencedNanos >= CALM * silence) {
            doublings = 0;
        }
        return silence << doublings;
    }

    /** How long a silence has to be where something else speaks for a failure, too. */
    long more(long silence, long now) {
        long all = of(silence, now);
        return doublings == 0 ? 0 : all;
    }
}
