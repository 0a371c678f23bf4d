package dev.lockstep.connectors.kafka;

/**
 * Where a reader begins when nothing else says it.
 *
 * @param offset of {@link Kind#OFFSET}; else 0
 */
public record KafkaStart(Kind kind, long offset) {
    /** The kinds of beginnings. */
    public enum Kind {
        /** The oldest record that is still there. */
        SMALLEST,
        /** Behind the newest record that was committed when the reader starts. */
        LARGEST,
        /** A named record, which must be there, or be the next to come. */
        OFFSET
    }
}
