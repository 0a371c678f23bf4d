package dev.lockstep.connectors.avro;

import dev.lockstep.api.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How records and rows of a window belong together.
 *
 * @param name of the window, for a schema that is made from it
 * @param dateFormat a strftime pattern for dates and stamps that are text, or null
 * @param decimals of doubles that are written as text
 * @param addedOpcode of records that have none
 * @param hasOpcode whether a field of a record is the event's opcode
 */
public record AvroLayout(
        Schema window,
        String name,
        @Nullable String dateFormat,
        int decimals,
        byte addedOpcode,
        boolean hasOpcode) {
    /** The name of the field that is the opcode; empty where there is none. */
    String opcodeName() {
        if (!hasOpcode) {
            return "";
        }
        return window.ordinal("opcode") < 0 ? "opcode" : "_opcode";
    }

    /** The schema of records where none is given: every field, and the opcode in front. */
    public String schema() {
        return AvroSchemas.of(window, name, opcodeName(), dateFormat != null).toString();
    }
}
