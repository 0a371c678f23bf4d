package dev.lockstep.engine;

/**
 * Counters of one window since the project started.
 *
 * @param eventsIn rows that arrived
 * @param eventsOut rows that left
 * @param rows rows retained now
 * @param badEvents rows that could not be applied
 */
public record WindowStats(
        String window, long eventsIn, long eventsOut, long rows, long badEvents) {}
