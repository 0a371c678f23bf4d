package dev.lockstep.connectors.avro;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.row.RowTexts;
import dev.lockstep.wire.bytes.ByteSink;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows with one schema. That every row can be written shows when it is made: a field of the
 * schema that the window has not, and one that may be null in the window, must be nullable. One
 * thread.
 */
final class AvroWriter {
    private static final int MONEY_DECIMALS = 4;
    private static final int OPCODE = -2;
    private static final int ALWAYS_NULL = -1;

    private final Schema window;
    private final RowTexts texts;
    private final String from;
    private final Target[] targets;

    /**
     * Where a value goes.
     *
     * @param type without the null beside it
     * @param branch of the union, -1 where there is none
     * @param nullBranch of the union, -1 where null is not allowed
     */
    private record Target(
            int field, org.apache.avro.Schema type, int branch, int nullBranch, String name) {}

    /**
     * @param opcodeName of the field that is the opcode; empty for none
     * @param from what the schema is of, as messages show it
     */
    AvroWriter(
            org.apache.avro.Schema schema,
            Schema window,
            String opcodeName,
            RowTexts texts,
            String from) {
        this.window = window;
        this.texts = texts;
        this.from = from;
        List<org.apache.avro.Schema.Field> fields = schema.getFields();
        targets = new Target[fields.size()];
        boolean hasOpcode = opcodeName.isEmpty();
        for (int i = 0; i < targets.length; i++) {
            boolean isOpcode = fields.get(i).name().equals(opcodeName);
            targets[i] = target(fields.get(i), isOpcode);
            hasOpcode |= isOpcode;
        }
        if (!hasOpcode) {
            throw AvroSchemas.unusable(
                    from,
                    "has no field "
                            + opcodeName
                            + " for what an event does; add it, or say avroschemanoopcode=true");
        }
    }

    private Target target(org.apache.avro.Schema.Field f, boolean isOpcode) {
        int field = isOpcode ? OPCODE : window.ordinal(f.name());
        org.apache.avro.Schema s = f.schema();
        List<org.apache.avro.Schema> branches = s.isUnion() ? s.getTypes() : List.of(s);
        int chosen = -1;
        int nulls = -1;
        for (int b = 0; b < branches.size(); b++) {
            if (branches.get(b).getType() == org.apache.avro.Schema.Type.NULL) {
                nulls = b;
            } else if (chosen < 0 && fits(field, branches.get(b))) {
                chosen = b;
            }
        }
        demandRoom(f.name(), field, chosen, nulls);
        org.apache.avro.Schema type = branches.get(Math.max(0, chosen));
        return new Target(field, type, s.isUnion() ? chosen : -1, nulls, f.name());
    }

    /** Whatever the window holds must have a place in the schema, and the other way round. */
    private void demandRoom(String name, int field, int chosen, int nulls) {
        if (field == ALWAYS_NULL && nulls < 0) {
            throw AvroSchemas.unusable(
                    from, "needs a value of " + name + ", which is no field of the window");
        }
        if (field != ALWAYS_NULL && chosen < 0) {
            throw AvroSchemas.unusable(
                    from, "has a type for " + name + " that holds not every value of it");
        }
        if (field >= 0 && nulls < 0 && !window.field(field).isKey()) {
            throw AvroSchemas.unusable(from, "has no null for " + name + ", which may be null");
        }
    }

    private boolean fits(int field, org.apache.avro.Schema s) {
        org.apache.avro.Schema.Type t = s.getType();
        boolean isText = t == org.apache.avro.Schema.Type.STRING;
        if (field < 0) {
            return field == ALWAYS_NULL || isText;
        }
        boolean isLong = t == org.apache.avro.Schema.Type.LONG;
        boolean isInt = t == org.apache.avro.Schema.Type.INT;
        boolean isDouble = t == org.apache.avro.Schema.Type.DOUBLE;
        boolean isBytes = t == org.apache.avro.Schema.Type.BYTES;
        boolean isPlain = s.getLogicalType() == null;
        return isText
                || switch (window.type(field)) {
                    case INT32 -> isPlain && (isInt || isLong || isDouble);
                    case INT64 -> isPlain && isLong;
                    case DOUBLE -> isDouble;
                    case STRING, RSTRING, BLOB -> isPlain && isBytes;
                    case DATE -> isPlain && isLong;
                    case STAMP -> isLong && micros(s.getLogicalType()) > 0;
                    case MONEY -> isBytes && scale(s) >= MONEY_DECIMALS;
                    case ARRAY_INT32, ARRAY_INT64, ARRAY_DOUBLE ->
                            t == org.apache.avro.Schema.Type.ARRAY
                                    && holds(window.type(field), s.getElementType());
                };
    }

    /** Microseconds of the unit in which a long counts; 0 for another meaning. */
    private static int micros(@Nullable LogicalType type) {
        return switch (type == null ? "" : type.getName()) {
            case "", "timestamp-micros" -> 1;
            case "timestamp-millis" -> 1_000;
            default -> 0;
        };
    }

    private static int scale(org.apache.avro.Schema s) {
        return s.getLogicalType() instanceof LogicalTypes.Decimal d ? d.getScale() : -1;
    }

    /** Elements may be missing, which among doubles is NaN. */
    private static boolean holds(FieldType array, org.apache.avro.Schema element) {
        List<org.apache.avro.Schema> types =
                element.isUnion() ? element.getTypes() : List.of(element);
        boolean hasNull = array == FieldType.ARRAY_DOUBLE;
        boolean hasType = false;
        for (org.apache.avro.Schema t : types) {
            hasNull |= t.getType() == org.apache.avro.Schema.Type.NULL;
            hasType |= isOf(array, t);
        }
        return hasNull && hasType;
    }

    private static boolean isOf(FieldType array, org.apache.avro.Schema element) {
        return switch (element.getType()) {
            case INT -> array == FieldType.ARRAY_INT32;
            case LONG -> array != FieldType.ARRAY_DOUBLE;
            case DOUBLE -> array == FieldType.ARRAY_DOUBLE;
            default -> false;
        };
    }

    /** Appends one row. */
    void write(EventBlock block, int row, ByteSink out) {
        for (Target t : targets) {
            boolean isNull = t.field == ALWAYS_NULL || t.field >= 0 && block.isNull(t.field, row);
            if (isNull && t.nullBranch < 0) {
                throw new IllegalStateException("a key is null: " + t.name);
            }
            if (t.nullBranch >= 0 || t.branch >= 0) {
                AvroOutput.number(isNull ? t.nullBranch : t.branch, out);
            }
            if (!isNull) {
                value(t, block, row, out);
            }
        }
    }

    private void value(Target t, EventBlock block, int row, ByteSink out) {
        if (t.field == OPCODE) {
            byte[] word = Opcode.word(block.opcodes()[row]).getBytes(StandardCharsets.UTF_8);
            AvroOutput.bytes(word, 0, word.length, out);
            return;
        }
        FieldType type = window.type(t.field);
        switch (t.type.getType()) {
            case STRING -> bytes(texts.text(block, t.field, row), out);
            case DOUBLE ->
                    AvroOutput.real(
                            type == FieldType.INT32
                                    ? block.ints(t.field)[row]
                                    : block.doubles(t.field)[row],
                            out);
            case ARRAY ->
                    array(type, t.type.getElementType(), texts.bytes(block, t.field, row), out);
            case BYTES -> {
                if (type == FieldType.MONEY) {
                    BigInteger units =
                            BigInteger.valueOf(block.longs(t.field)[row])
                                    .multiply(BigInteger.TEN.pow(scale(t.type) - MONEY_DECIMALS));
                    bytes(units.toByteArray(), out);
                } else {
                    bytes(texts.bytes(block, t.field, row), out);
                }
            }
            default -> {
                long v =
                        type == FieldType.INT32
                                ? block.ints(t.field)[row]
                                : block.longs(t.field)[row];
                int unit = type == FieldType.STAMP ? micros(t.type.getLogicalType()) : 1;
                AvroOutput.number(Math.floorDiv(v, (long) unit), out);
            }
        }
    }

    private static void bytes(byte[] b, ByteSink out) {
        AvroOutput.bytes(b, 0, b.length, out);
    }

    private static void array(
            FieldType array, org.apache.avro.Schema element, byte[] b, ByteSink out) {
        List<org.apache.avro.Schema> types =
                element.isUnion() ? element.getTypes() : List.of(element);
        int nulls = -1;
        int values = 0;
        for (int t = 0; t < types.size(); t++) {
            nulls = types.get(t).getType() == org.apache.avro.Schema.Type.NULL ? t : nulls;
            values = isOf(array, types.get(t)) ? t : values;
        }
        boolean isReal = array == FieldType.ARRAY_DOUBLE;
        int count = ArrayCodec.length(b);
        if (count > 0) {
            AvroOutput.number(count, out);
        }
        for (int i = 0; i < count; i++) {
            boolean isNull = ArrayCodec.isMissing(b, i) && nulls >= 0;
            if (element.isUnion()) {
                AvroOutput.number(isNull ? nulls : values, out);
            }
            if (isReal && !isNull) {
                boolean isMissing = ArrayCodec.isMissing(b, i);
                AvroOutput.real(isMissing ? Double.NaN : ArrayCodec.doubleAt(b, i), out);
            } else if (!isNull) {
                AvroOutput.number(ArrayCodec.longAt(b, i), out);
            }
        }
        AvroOutput.number(0, out);
    }
}
