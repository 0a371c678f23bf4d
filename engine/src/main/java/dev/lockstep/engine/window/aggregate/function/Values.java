package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.IOException;

/**
 * Any value as 64 bits whose signed order is the value's order; text and other bytes as their code,
 * ordered by the pool.
 */
final class Values {
    private Values() {}

    static long ofDouble(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits ^ (bits >> 63 & Long.MAX_VALUE);
    }

    /** As {@link #ofDouble}, with both zeros as one value. */
    static long ofDoubleOneZero(double value) {
        return ofDouble(value == 0 ? 0.0 : value);
    }

    static double toDouble(long ordered) {
        return Double.longBitsToDouble(ordered ^ (ordered >> 63 & Long.MAX_VALUE));
    }

    /**
     * Checks a value that was read from a snapshot; the value itself.
     *
     * @param pool the pool where the values are codes, or null
     */
    static long checked(long value, @org.jspecify.annotations.Nullable StringPool pool)
            throws IOException {
        if (pool != null) {
            pool.checked((int) value);
            if (value >>> 32 != 0) {
                throw new IOException("There is no value with code " + value + ".");
            }
        }
        return value;
    }

    /**
     * @param pool the pool where the values are codes, or null
     */
    static int compare(long a, long b, @org.jspecify.annotations.Nullable StringPool pool) {
        return pool == null ? Long.compare(a, b) : pool.compare((int) a, (int) b);
    }
}
