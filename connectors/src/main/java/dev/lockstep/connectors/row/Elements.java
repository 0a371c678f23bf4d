package dev.lockstep.connectors.row;

import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.wire.WireLimits;
import java.util.Arrays;

/** Gathers the elements of an array value. One thread. */
public final class Elements {
    private static final int FIRST = 8 * ArrayCodec.ELEMENT_BYTES;

    private byte[] bytes = new byte[FIRST];
    private int count;
    private boolean isFit = true;
    private FieldType type = FieldType.ARRAY_INT64;

    /** Begins a value of the type, which is one of arrays. */
    public void begin(FieldType ofType) {
        type = ofType;
        count = 0;
        isFit = true;
    }

    private void next() {
        if (count * ArrayCodec.ELEMENT_BYTES >= WireLimits.FIELD_BYTES.defaultValue()) {
            isFit = false;
            count = 0;
        }
        if ((count + 1) * ArrayCodec.ELEMENT_BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }

    public void add(long value) {
        next();
        if (type == FieldType.ARRAY_DOUBLE) {
            isFit &= (long) (double) value == value && value != Long.MAX_VALUE;
            ArrayCodec.setDouble(bytes, count++, value);
        } else {
            isFit &= type == FieldType.ARRAY_INT64 || value == (int) value;
            ArrayCodec.setLong(bytes, count++, value);
        }
    }

    /** NaN is a missing element, as in text. */
    public void add(double value) {
        next();
        if (Double.isNaN(value)) {
            ArrayCodec.setMissing(bytes, count++);
        } else {
            isFit &= type == FieldType.ARRAY_DOUBLE;
            ArrayCodec.setDouble(bytes, count++, value);
        }
    }

    public void addMissing() {
        next();
        ArrayCodec.setMissing(bytes, count++);
    }

    /** An element that is no number. */
    public void addOther() {
        isFit = false;
    }

    /** Sets the field, or fails the row if some element does not fit. */
    public void end(RowFiller row, int field) {
        if (isFit) {
            row.set(field, bytes, 0, count * ArrayCodec.ELEMENT_BYTES);
        } else {
            row.refuse(field, "such elements, or so many");
        }
    }
}
