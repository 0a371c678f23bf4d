package dev.lockstep.connectors.row;

/**
 * How a publisher cuts its rows into blocks, and when it ends.
 *
 * @param rows of a block, at least 1
 * @param isIgnoringBadRows whether a row that cannot be read is recorded and dropped; else it ends
 *     the publisher
 * @param rate events a second; 0 for as fast as possible
 * @param maxEvents ends after so many events; 0 for no end
 */
public record BlockRules(
        int rows, boolean isTransactional, boolean isIgnoringBadRows, long rate, long maxEvents) {}
