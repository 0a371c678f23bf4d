package dev.lockstep.failover.replica;

/** Numbers for questions to the outside, so that an answer is known to belong to the last one. */
final class Tickets {
    private int last;

    int next() {
        return ++last;
    }
}
