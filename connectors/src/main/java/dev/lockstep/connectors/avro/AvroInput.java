package dev.lockstep.connectors.avro;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;

/** Avro's binary encoding of one record, read within its bounds. One thread. */
final class AvroInput {
    private static final int VALUES_MAX = (int) AvroLimits.VALUES.defaultValue();

    private byte[] bytes = {};
    private int at;
    private int values;

    void open(byte[] record, int from) {
        bytes = record;
        at = from;
        values = 0;
    }

    /** Counts a value, since some take no bytes and so are not bounded by them. */
    void count() {
        if (++values > VALUES_MAX) {
            throw bad("has more than " + VALUES_MAX + " values");
        }
    }

    int left() {
        return bytes.length - at;
    }

    int position() {
        return at;
    }

    byte[] bytes() {
        return bytes;
    }

    static LockstepException bad(String what) {
        return new LockstepException(ConnectorCode.BAD_RECORD, "The record " + what);
    }

    /** Passes over so many bytes and tells where they begin. */
    int skip(long count) {
        if (count < 0 || count > left()) {
            throw bad("has a value of " + count + " bytes where " + left() + " are left");
        }
        int from = at;
        at += (int) count;
        return from;
    }

    long readLong() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at == bytes.length) {
                throw bad("ends within a number");
            }
            byte b = bytes[at++];
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        throw bad("has a number of more than ten bytes");
    }

    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw bad("has the number " + value + " where an int is");
        }
        return (int) value;
    }

    boolean readBoolean() {
        byte b = bytes[skip(1)];
        if (b >> 1 != 0) {
            throw bad("has the byte " + b + " where a boolean is");
        }
        return b == 1;
    }

    float readFloat() {
        int from = skip(Float.BYTES);
        int bits = 0;
        for (int i = Float.BYTES - 1; i >= 0; i--) {
            bits = bits << 8 | bytes[from + i] & 0xFF;
        }
        return Float.intBitsToFloat(bits);
    }

    double readDouble() {
        int from = skip(Double.BYTES);
        long bits = 0;
        for (int i = Double.BYTES - 1; i >= 0; i--) {
            bits = bits << 8 | bytes[from + i] & 0xFF;
        }
        return Double.longBitsToDouble(bits);
    }

    /** One of so many. */
    int readIndex(int count) {
        int index = readInt();
        if (index < 0 || index >= count) {
            throw bad("has the index " + index + " of " + count);
        }
        return index;
    }

    /** The items of the next part of an array or map, 0 at its end. */
    long readCount() {
        long count = readLong();
        if (count < 0) {
            readLong();
            count = -count;
        }
        // items may take no bytes; nobody sends more of those than a record has bytes
        if (count < 0 || count > left()) {
            throw bad("has " + count + " items where " + left() + " bytes are left");
        }
        return count;
    }
}
