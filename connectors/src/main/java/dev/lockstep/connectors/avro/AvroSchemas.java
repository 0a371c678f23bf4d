package dev.lockstep.connectors.avro;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.connectors.ConnectorCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Schemas from text, and the schema that a window has where none is given. */
final class AvroSchemas {
    private static final int MONEY_DIGITS = 19;
    private static final int MONEY_DECIMALS = 4;

    /** No decimal that fits a field has more; text of others would be of any length. */
    private static final int SCALE_MAX = 1_000;

    private AvroSchemas() {}

    /**
     * The record that a text in JSON declares.
     *
     * @param from what the text is, as messages show it
     */
    static Schema parse(String json, String from) {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(json);
        } catch (AvroRuntimeException e) {
            throw unusable(from, "is no schema of Avro: " + e.getMessage());
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw unusable(from, "declares no record but " + schema.getType().getName());
        }
        schema.getFields().forEach(f -> checkScales(f.schema(), from));
        return schema;
    }

    private static void checkScales(Schema s, String from) {
        if (s.isUnion()) {
            s.getTypes().forEach(t -> checkScales(t, from));
        }
        LogicalType type = s.getLogicalType();
        if (type instanceof LogicalTypes.Decimal d && d.getScale() > SCALE_MAX) {
            throw unusable(from, "has a decimal of scale " + d.getScale());
        }
    }

    static LockstepException unusable(String from, String what) {
        return new LockstepException(
                ConnectorCode.BAD_SCHEMA, "The schema of " + from + " " + what);
    }

    /**
     * The schema of a window: every field that is no key may be null; dates are seconds, stamps
     * microseconds, money a decimal, all of them text where {@code isTimeText} says so of times.
     *
     * @param opcodeName of the field that is the opcode; empty for none
     */
    static Schema of(
            dev.lockstep.api.schema.Schema window,
            String name,
            String opcodeName,
            boolean isTimeText) {
        List<Schema.Field> fields = new ArrayList<>();
        try {
            if (!opcodeName.isEmpty()) {
                fields.add(new Schema.Field(opcodeName, Schema.create(Schema.Type.STRING)));
            }
            for (Field f : window.fields()) {
                Schema type = type(f.type(), isTimeText);
                fields.add(
                        f.isKey()
                                ? new Schema.Field(f.name(), type)
                                : new Schema.Field(
                                        f.name(), nullable(type), null, JsonProperties.NULL_VALUE));
            }
            return Schema.createRecord(word(name), null, "lockstep", false, fields);
        } catch (AvroRuntimeException e) {
            throw unusable(
                    "window " + name, "cannot be made: " + e.getMessage() + "; give one in a file");
        }
    }

    private static String word(String name) {
        String word = name.replaceAll("[^A-Za-z0-9_]", "_");
        return word.matches("[A-Za-z_].*") ? word : "_" + word;
    }

    private static Schema nullable(Schema type) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
    }

    private static Schema type(FieldType type, boolean isTimeText) {
        return switch (type) {
            case INT32 -> Schema.create(Schema.Type.INT);
            case INT64 -> Schema.create(Schema.Type.LONG);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case STRING, RSTRING -> Schema.create(Schema.Type.STRING);
            case DATE -> Schema.create(isTimeText ? Schema.Type.STRING : Schema.Type.LONG);
            case STAMP ->
                    isTimeText
                            ? Schema.create(Schema.Type.STRING)
                            : LogicalTypes.timestampMicros()
                                    .addToSchema(Schema.create(Schema.Type.LONG));
            case MONEY ->
                    LogicalTypes.decimal(MONEY_DIGITS, MONEY_DECIMALS)
                            .addToSchema(Schema.create(Schema.Type.BYTES));
            case BLOB -> Schema.create(Schema.Type.BYTES);
            case ARRAY_INT32 -> Schema.createArray(nullable(Schema.create(Schema.Type.INT)));
            case ARRAY_INT64 -> Schema.createArray(nullable(Schema.create(Schema.Type.LONG)));
            case ARRAY_DOUBLE -> Schema.createArray(nullable(Schema.create(Schema.Type.DOUBLE)));
        };
    }
}
