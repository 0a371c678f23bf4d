package dev.lockstep.engine;

/**
 * Counters of one window since the project started.
 *
 * @param eventsIn rows that arrived
 * @param eventsOut rows that left
 * @param rows rows retained now
 * @param badEvents rows that could not be applied
 * @param keptFacts facts that a join keeps now so that its dimension can renew them; see {@link
 *     dev.lockstep.engine.window.WindowLimits#FACTS}
 */
public record WindowStats(
        String window, long eventsIn, long eventsOut, long rows, long badEvents, long keptFacts) {}
