package dev.lockstep.wire.binary;

import dev.lockstep.wire.bytes.ByteSink;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in binary forms. */
public final class LittleEndian {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    public static int getShort(byte[] b, int at) {
        return (short) SHORTS.get(b, at) & 0xFFFF;
    }

    public static int getInt(byte[] b, int at) {
        return (int) INTS.get(b, at);
    }

    public static long getLong(byte[] b, int at) {
        return (long) LONGS.get(b, at);
    }

    public static void setInt(byte[] b, int at, int value) {
        INTS.set(b, at, value);
    }

    public static void putShort(int value, ByteSink out) {
        out.reserve(2);
        SHORTS.set(out.bytes(), out.size(), (short) value);
        out.advance(2);
    }

    public static void putInt(int value, ByteSink out) {
        out.reserve(4);
        INTS.set(out.bytes(), out.size(), value);
        out.advance(4);
    }

    public static void putLong(long value, ByteSink out) {
        out.reserve(8);
        LONGS.set(out.bytes(), out.size(), value);
        out.advance(8);
    }
}
