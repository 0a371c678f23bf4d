package dev.lockstep.engine.digest;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;

/**
 * 64-bit digests of rows by content; a set of rows is the sum of its rows, so their order does not
 * count.
 */
public final class RowDigest {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;

    private RowDigest() {}

    /** The digest of all rows of a block as a set. */
    public static long ofSet(EventBlock b, StringPool pool) {
        long sum = b.rows() * STEP;
        for (int i = 0; i < b.rows(); i++) {
            sum += ofRow(b, i, pool);
        }
        return sum;
    }

    /** The digest of a row's fields; opcode, flags and cause do not count. */
    public static long ofRow(EventBlock b, int i, StringPool pool) {
        Schema schema = b.schema();
        long h = schema.size();
        for (int f = 0; f < schema.size(); f++) {
            h = b.isNull(f, i) ? mix(h, 1) : mix(mix(h, 2), value(b, f, i, pool));
        }
        return mix(h, STEP);
    }

    /** Combines an ordered sequence. */
    public static long mix(long h, long value) {
        long x = (h ^ value) * MULTIPLIER + STEP;
        return x ^ x >>> 29;
    }

    private static long value(EventBlock b, int f, int i, StringPool pool) {
        return switch (b.schema().type(f).storage()) {
            case INT -> b.ints(f)[i];
            case LONG -> b.longs(f)[i];
            case DOUBLE -> Double.doubleToLongBits(b.doubles(f)[i]);
            case BYTES -> bytes(pool, b.ints(f)[i]);
        };
    }

    private static long bytes(StringPool pool, int code) {
        byte[] chunk = pool.chunk(code);
        int at = pool.offset(code);
        int end = at + pool.length(code);
        long h = end - at;
        for (; at < end; at++) {
            h = mix(h, chunk[at]);
        }
        return h;
    }
}
