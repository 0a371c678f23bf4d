package dev.lockstep.bench.peers;

/**
 * What a contestant's consumer has seen: rows and a sum over every field, so that nothing is
 * computed in vain.
 */
record Consumed(long nanos, long rows, double sum) {}
