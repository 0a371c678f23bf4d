package dev.lockstep.connectors.kafka;

/**
 * What a subscriber writes.
 *
 * @param isSnapshot whether retained rows come first
 * @param isCollapsed whether an update is one event, without its old row
 * @param skipsRetentionDeletes whether deletes that retention made are left out
 */
public record KafkaOutput(
        boolean isSnapshot,
        boolean isCollapsed,
        boolean skipsRetentionDeletes,
        Message message,
        SchemaLine schemaLine) {
    /** What one record of CSV holds. */
    public enum Message {
        /** One event; an update with its old row counts as one. */
        EVENT,
        /** All events of a block. */
        BLOCK,
        /** All events of a transactional block; else one. */
        TRANSACTION
    }

    /** When a record of CSV begins with a line that tells the schema. */
    public enum SchemaLine {
        NEVER,
        ONCE,
        /** In each record. */
        ALWAYS
    }
}
