package dev.lockstep.connectors.kafka;

import java.util.Locale;

/**
 * What records hold.
 *
 * @param field for {@link Kind#FIELD} the ordinal of the text field; else -1
 */
public record KafkaType(Kind kind, int field) {
    /** The forms of records. */
    public enum Kind {
        /** A block with its message id; the only form of hot failover. */
        BINARY,
        CSV,
        JSON,
        XML,
        PROPERTIES,
        /** Values of a schema that is a file, in a registry, or made of the window. */
        AVRO,
        /** Messages of a type of a file. */
        PROTOBUF,
        /** The bytes of one text field. */
        FIELD;

        /** Whether the codecs of rows have the form. */
        boolean isText() {
            return this == CSV || this == JSON || this == XML || this == PROPERTIES;
        }

        /** As the codecs of rows are named. */
        String codec() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
