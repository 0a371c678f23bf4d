package dev.lockstep.connectors.avro;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.row.Elements;
import dev.lockstep.connectors.row.RowFiller;
import dev.lockstep.wire.WireLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.jspecify.annotations.Nullable;

/**
 * Reads records that were written with one schema. Fields have the names of the window's; others
 * are passed over, and a field that is missing is null. One thread.
 */
final class AvroReader {
    /** A field of the schema that is the event's opcode. */
    private static final int OPCODE = -2;

    private static final int UNKNOWN = -1;
    private static final int DEPTH_MAX = (int) WireLimits.DEPTH.defaultValue();

    private final List<org.apache.avro.Schema.Field> fields;
    private final int[] places;
    private final RowFiller row;
    private final Elements elements = new Elements();
    private AvroInput in = new AvroInput();

    /**
     * @param written a record
     * @param opcodeName of the field that is the opcode; empty for none
     */
    AvroReader(org.apache.avro.Schema written, Schema window, String opcodeName, RowFiller row) {
        this.row = row;
        fields = written.getFields();
        places = new int[fields.size()];
        for (int i = 0; i < places.length; i++) {
            String name = fields.get(i).name();
            int ordinal = window.ordinal(name);
            places[i] = ordinal >= 0 ? ordinal : name.equals(opcodeName) ? OPCODE : UNKNOWN;
        }
    }

    /**
     * Sets the fields of the row that was begun.
     *
     * @throws dev.lockstep.api.error.LockstepException if the bytes are not of the schema
     */
    void read(AvroInput input) {
        in = input;
        for (int i = 0; i < places.length; i++) {
            org.apache.avro.Schema s = branch(fields.get(i).schema());
            if (places[i] == OPCODE) {
                opcode(s);
            } else if (places[i] == UNKNOWN) {
                skip(s, 0);
            } else {
                value(s, places[i]);
            }
        }
        if (in.left() > 0) {
            throw AvroInput.bad("has " + in.left() + " bytes behind its end");
        }
    }

    private org.apache.avro.Schema branch(org.apache.avro.Schema s) {
        return s.isUnion() ? s.getTypes().get(in.readIndex(s.getTypes().size())) : s;
    }

    private void opcode(org.apache.avro.Schema s) {
        switch (s.getType()) {
            case STRING -> row.opcode(text());
            case ENUM -> row.opcode(symbol(s));
            default -> skip(s, 0);
        }
    }

    private String text() {
        long length = in.readLong();
        int from = in.skip(length);
        return new String(in.bytes(), from, (int) length, java.nio.charset.StandardCharsets.UTF_8);
    }

    private String symbol(org.apache.avro.Schema s) {
        return s.getEnumSymbols().get(in.readIndex(s.getEnumSymbols().size()));
    }

    private void value(org.apache.avro.Schema s, int field) {
        switch (s.getType()) {
            case NULL -> {
                // as every field begins
            }
            case BOOLEAN -> row.set(field, in.readBoolean());
            case INT -> number(s.getLogicalType(), in.readInt(), field);
            case LONG -> number(s.getLogicalType(), in.readLong(), field);
            // in decimal as its writer saw it, not with the digits that widening adds
            case FLOAT -> row.set(field, Double.parseDouble(Float.toString(in.readFloat())));
            case DOUBLE -> row.set(field, in.readDouble());
            case ENUM -> row.set(field, symbol(s));
            case STRING -> {
                if (row.type(field).isText()) {
                    bytes(in.readLong(), field);
                } else {
                    row.set(field, text());
                }
            }
            case BYTES -> binary(s, in.readLong(), field);
            case FIXED -> binary(s, s.getFixedSize(), field);
            case ARRAY -> array(s, field);
            default -> {
                row.refuse(field, s.getType().getName());
                skip(s, 0);
            }
        }
    }

    private void bytes(long length, int field) {
        int from = in.skip(length);
        row.set(field, in.bytes(), from, (int) length);
    }

    private void binary(org.apache.avro.Schema s, long length, int field) {
        if (!(s.getLogicalType() instanceof LogicalTypes.Decimal d)) {
            bytes(length, field);
            return;
        }
        int from = in.skip(length);
        if (length == 0 || length > AvroLimits.DECIMAL_BYTES.defaultValue()) {
            row.refuse(field, "decimal of " + length + " bytes");
        } else {
            BigInteger digits = new BigInteger(in.bytes(), from, (int) length);
            row.set(field, new BigDecimal(digits, d.getScale()));
        }
    }

    private void number(@Nullable LogicalType type, long v, int field) {
        String name = type == null ? "" : type.getName();
        try {
            switch (name) {
                case "date" -> row.time(field, Math.multiplyExact(v, 86_400_000_000L), v);
                case "timestamp-millis", "local-timestamp-millis" ->
                        row.time(field, Math.multiplyExact(v, 1_000L), v);
                case "timestamp-micros", "local-timestamp-micros" -> row.time(field, v, v);
                case "timestamp-nanos", "local-timestamp-nanos" ->
                        row.time(field, Math.floorDiv(v, 1_000L), v);
                default -> row.set(field, v);
            }
        } catch (ArithmeticException e) {
            row.refuse(field, name + " " + v);
        }
    }

    private void array(org.apache.avro.Schema s, int field) {
        if (!row.type(field).isArray()) {
            row.refuse(field, "array");
            skip(s, 0);
            return;
        }
        elements.begin(row.type(field));
        for (long n = in.readCount(); n > 0; n = in.readCount()) {
            for (long i = 0; i < n; i++) {
                in.count();
                element(branch(s.getElementType()));
            }
        }
        elements.end(row, field);
    }

    private void element(org.apache.avro.Schema s) {
        switch (s.getType()) {
            case NULL -> elements.addMissing();
            case INT -> elements.add((long) in.readInt());
            case LONG -> elements.add(in.readLong());
            case FLOAT -> elements.add(Double.parseDouble(Float.toString(in.readFloat())));
            case DOUBLE -> elements.add(in.readDouble());
            default -> {
                elements.addOther();
                skip(s, 1);
            }
        }
    }

    private void skip(org.apache.avro.Schema s, int depth) {
        if (depth > DEPTH_MAX) {
            throw AvroInput.bad("is nested in more than " + DEPTH_MAX + " levels");
        }
        in.count();
        switch (s.getType()) {
            case NULL -> {
                // takes no bytes
            }
            case BOOLEAN -> in.readBoolean();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case STRING, BYTES -> in.skip(in.readLong());
            case FIXED -> in.skip(s.getFixedSize());
            case ENUM -> symbol(s);
            case UNION -> skip(branch(s), depth + 1);
            case RECORD -> s.getFields().forEach(f -> skip(f.schema(), depth + 1));
            case ARRAY -> items(s.getElementType(), false, depth);
            case MAP -> items(s.getValueType(), true, depth);
        }
    }

    private void items(org.apache.avro.Schema s, boolean hasKeys, int depth) {
        for (long n = in.readCount(); n > 0; n = in.readCount()) {
            for (long i = 0; i < n; i++) {
                if (hasKeys) {
                    in.skip(in.readLong());
                }
                skip(s, depth + 1);
            }
        }
    }
}
