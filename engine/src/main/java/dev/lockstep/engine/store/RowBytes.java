package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Rows of one schema as bytes without codes, and their keys as bytes whose unsigned order is the
 * order of the keys' values.
 *
 * <p>A row: its null mask, eight fields a byte, then its fields that are not null, numbers in 4 or
 * 8 bytes, values of variable length behind their length in 4. A key: integers with the sign bit
 * turned; doubles as the integers that order them; values of variable length with 0 written as 0
 * 255 and ended by 0 1.
 */
final class RowBytes {
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Schema schema;
    private final StringPool pool;
    @Scratch private byte[] key = new byte[64];
    @Scratch private int keyLength;
    @Scratch private byte[] row = new byte[256];
    @Scratch private int rowLength;

    RowBytes(Schema schema, StringPool pool) {
        this.schema = schema;
        this.pool = pool;
    }

    /** The last key written; longer than {@link #keyLength}. */
    byte[] key() {
        return key;
    }

    int keyLength() {
        return keyLength;
    }

    /** The last row written or room for one to be read; longer than {@link #rowLength}. */
    byte[] row() {
        return row;
    }

    int rowLength() {
        return rowLength;
    }

    /** Makes {@link #row} at least so long; what was in it may be lost. */
    byte[] rowRoom(int length) {
        if (row.length < length) {
            row = new byte[Math.max(length, row.length * 2)];
        }
        return row;
    }

    void writeKey(EventBlock b, int i) {
        keyLength = 0;
        for (int k = 0; k < schema.keyCount(); k++) {
            int f = schema.key(k);
            switch (schema.type(f).storage()) {
                case INT -> keyInt(b.ints(f)[i] ^ Integer.MIN_VALUE);
                case LONG -> keyLong(b.longs(f)[i] ^ Long.MIN_VALUE);
                case DOUBLE -> keyLong(ordered(RowShape.keyBits(b.doubles(f)[i])));
                case BYTES -> keyBytes(b.ints(f)[i]);
            }
        }
    }

    /** Turns the bits of a double so that their unsigned order is that of the values. */
    private static long ordered(long bits) {
        return bits ^ (bits >> 63 | Long.MIN_VALUE);
    }

    private void keyInt(int value) {
        keyRoom(4);
        INTS.set(key, keyLength, value);
        keyLength += 4;
    }

    private void keyLong(long value) {
        keyRoom(8);
        LONGS.set(key, keyLength, value);
        keyLength += 8;
    }

    private void keyBytes(int code) {
        int length = pool.length(code);
        keyRoom(2 * length + 2);
        byte[] from = pool.chunk(code);
        int at = pool.offset(code);
        for (int end = at + length; at < end; at++) {
            key[keyLength++] = from[at];
            if (from[at] == 0) {
                key[keyLength++] = (byte) 255;
            }
        }
        key[keyLength++] = 0;
        key[keyLength++] = 1;
    }

    private void keyRoom(int more) {
        if (key.length < keyLength + more) {
            key = Arrays.copyOf(key, Math.max(keyLength + more, key.length * 2));
        }
    }

    void writeRow(EventBlock b, int i) {
        int n = schema.size();
        rowLength = n + 7 >>> 3;
        rowRoom(rowLength + 8 * n);
        Arrays.fill(row, 0, rowLength, (byte) 0);
        for (int f = 0; f < n; f++) {
            if (b.isNull(f, i)) {
                row[f >>> 3] |= (byte) (1 << (f & 7));
                continue;
            }
            switch (schema.type(f).storage()) {
                case INT -> rowInt(b.ints(f)[i]);
                case LONG -> rowLong(b.longs(f)[i]);
                case DOUBLE -> rowLong(Double.doubleToRawLongBits(b.doubles(f)[i]));
                case BYTES -> rowBytes(b.ints(f)[i], n - f);
            }
        }
    }

    private void rowInt(int value) {
        INTS.set(row, rowLength, value);
        rowLength += 4;
    }

    private void rowLong(long value) {
        LONGS.set(row, rowLength, value);
        rowLength += 8;
    }

    private void rowBytes(int code, int fieldsLeft) {
        int length = pool.length(code);
        int wanted = rowLength + length + 8 * fieldsLeft;
        if (row.length < wanted) {
            row = Arrays.copyOf(row, Math.max(wanted, row.length * 2));
        }
        rowInt(length);
        System.arraycopy(pool.chunk(code), pool.offset(code), row, rowLength, length);
        rowLength += length;
    }

    /** Loads a written row; its values of variable length are interned. */
    void read(byte[] bytes, EventBlock b, int i) {
        b.clearNulls(i);
        int at = schema.size() + 7 >>> 3;
        for (int f = 0; f < schema.size(); f++) {
            if ((bytes[f >>> 3] & 1 << (f & 7)) != 0) {
                b.setNull(f, i);
                continue;
            }
            Storage storage = schema.type(f).storage();
            switch (storage) {
                case INT -> b.ints(f)[i] = (int) INTS.get(bytes, at);
                case LONG -> b.longs(f)[i] = (long) LONGS.get(bytes, at);
                case DOUBLE ->
                        b.doubles(f)[i] = Double.longBitsToDouble((long) LONGS.get(bytes, at));
                case BYTES -> {
                    int length = (int) INTS.get(bytes, at);
                    b.ints(f)[i] = pool.intern(bytes, at + 4, length);
                    at += length;
                }
            }
            at += storage == Storage.LONG || storage == Storage.DOUBLE ? 8 : 4;
        }
    }
}
