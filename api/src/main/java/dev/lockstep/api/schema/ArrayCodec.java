package dev.lockstep.api.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of an array value: nine bytes an element, one that is 1 for a missing element and 0
 * otherwise, then eight of the value (long or IEEE bits, little-endian; zero when missing). Equal
 * arrays have equal bytes.
 */
public final class ArrayCodec {
    /** Bytes an element takes. */
    public static final int ELEMENT_BYTES = 9;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ArrayCodec() {}

    public static int length(byte[] bytes) {
        return bytes.length / ELEMENT_BYTES;
    }

    public static boolean isMissing(byte[] bytes, int index) {
        return bytes[index * ELEMENT_BYTES] != 0;
    }

    public static long longAt(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index * ELEMENT_BYTES + 1);
    }

    public static double doubleAt(byte[] bytes, int index) {
        return Double.longBitsToDouble(longAt(bytes, index));
    }

    /** A new value of {@code length} elements, all of them 0. */
    public static byte[] allocate(int length) {
        return new byte[length * ELEMENT_BYTES];
    }

    public static void setLong(byte[] bytes, int index, long value) {
        bytes[index * ELEMENT_BYTES] = 0;
        LONGS.set(bytes, index * ELEMENT_BYTES + 1, value);
    }

    public static void setDouble(byte[] bytes, int index, double value) {
        setLong(bytes, index, Double.doubleToLongBits(value));
    }

    public static void setMissing(byte[] bytes, int index) {
        setLong(bytes, index, 0);
        bytes[index * ELEMENT_BYTES] = 1;
    }
}
