package dev.lockstep.api.journal;

import dev.lockstep.api.block.EventBlock;

/**
 * One entry of a project's journal. Times are microseconds since the epoch and never go back; the
 * position of an entry is its place in the journal from 0.
 */
public sealed interface JournalEntry {
    /** When the entry was decided; the only clock that the engine knows. */
    long timeMicros();

    /**
     * The first entry, and only the first.
     *
     * @param seed where random functions start
     * @param modelDigest SHA-256 of the project's text, in hexadecimal
     * @param settingsDigest SHA-256 of the resolved placeholders and settings, in hexadecimal
     */
    record Start(long timeMicros, long seed, String modelDigest, String settingsDigest)
            implements JournalEntry {}

    /**
     * Input of one source window.
     *
     * @param source the window, as {@code query/window}
     * @param block detached or attached; read during the step, not kept
     */
    record Block(long timeMicros, String source, EventBlock block) implements JournalEntry {}

    /** Time has passed: retention, intervals and pulses act on it. */
    record Heartbeat(long timeMicros) implements JournalEntry {}

    /** The input has ended: output that was held back is emitted. */
    record End(long timeMicros) implements JournalEntry {}
}
