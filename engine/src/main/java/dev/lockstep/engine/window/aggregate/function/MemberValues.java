package dev.lockstep.engine.window.aggregate.function;

import java.util.Arrays;

/**
 * One value a member, by the member's slot, in chunks, so that growth costs the same at any size.
 */
final class MemberValues {
    private static final int SHIFT = 12;
    private static final int CHUNK = 1 << SHIFT;
    private static final int MASK = CHUNK - 1;

    private long[][] values = {};
    private boolean[][] nulls = {};

    void put(int slot, long value, boolean isNull) {
        int c = slot >>> SHIFT;
        if (c >= values.length) {
            int length = Math.max(4, Math.max(c + 1, values.length * 2));
            values = Arrays.copyOf(values, length);
            nulls = Arrays.copyOf(nulls, length);
        }
        if (values[c] == null) {
            values[c] = new long[CHUNK];
            nulls[c] = new boolean[CHUNK];
        }
        values[c][slot & MASK] = value;
        nulls[c][slot & MASK] = isNull;
    }

    long value(int slot) {
        return values[slot >>> SHIFT][slot & MASK];
    }

    boolean isNull(int slot) {
        return nulls[slot >>> SHIFT][slot & MASK];
    }
}
