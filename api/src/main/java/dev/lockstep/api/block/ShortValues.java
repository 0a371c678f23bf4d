package dev.lockstep.api.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Remembers the codes of short values that came lately, each in one cache line: its bytes as two
 * words, its length and its code. A dictionary that knows more has to look at five lines a value.
 * Where hardly a value comes again it is asked only now and then. Not thread-safe.
 */
final class ShortValues {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Values below this length are kept. */
    private static final int SHORT = 2 * Long.BYTES;

    private static final int SLOT_BITS = 12;

    /** Longs a slot: the words, then length and code, and one that keeps slots on their lines. */
    private static final int STRIDE = 4;

    /** So many misses more than hits end the search for a while. */
    private static final int PATIENCE = 64;

    private static final int PAUSE = 512;

    private final long[] slots = new long[STRIDE << SLOT_BITS];

    /** Misses that no hit has made up for. */
    private int misses;

    /** So many values more are not looked for. */
    private int pause;

    /**
     * Whether to look for the value: it can be read as two words and has room in a slot, and values
     * have been found of late. The empty value is what an empty slot looks like.
     */
    boolean takes(byte[] bytes, int offset, int length) {
        if (pause > 0) {
            pause--;
            return false;
        }
        return length > 0 && length < SHORT && offset <= bytes.length - SHORT;
    }

    /** The code of a short value; -1 if it is not remembered. */
    int find(byte[] bytes, int offset, int length) {
        long first = first(bytes, offset, length);
        long second = second(bytes, offset, length);
        int at = slot(first, second);
        long entry = slots[at + 2];
        long differences = slots[at] ^ first | slots[at + 1] ^ second | entry >>> 32 ^ length;
        if (differences == 0) {
            misses = Math.max(misses, 1) - 1;
            return (int) entry;
        }
        return -1;
    }

    /** Remembers a value that was not found. */
    void put(byte[] bytes, int offset, int length, int code) {
        if (++misses > PATIENCE) {
            misses = 0;
            pause = PAUSE;
        }
        long first = first(bytes, offset, length);
        long second = second(bytes, offset, length);
        int at = slot(first, second);
        slots[at] = first;
        slots[at + 1] = second;
        slots[at + 2] = (long) length << 32 | code;
    }

    void clear() {
        Arrays.fill(slots, 0);
    }

    private static int slot(long first, long second) {
        long mixed = (first ^ second * 0xD6E8FEB86659FD93L) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 64 - SLOT_BITS) * STRIDE;
    }

    // lengths come in any order: no branch depends on them

    private static long first(byte[] bytes, int offset, int length) {
        int dropped = Long.BYTES - Math.min(length, Long.BYTES);
        return (long) LONGS.get(bytes, offset) & -1L >>> (dropped << 3);
    }

    private static long second(byte[] bytes, int offset, int length) {
        int taken = Math.max(length, Long.BYTES) - Long.BYTES;
        return (long) LONGS.get(bytes, offset + Long.BYTES) & (1L << (taken << 3)) - 1;
    }
}
