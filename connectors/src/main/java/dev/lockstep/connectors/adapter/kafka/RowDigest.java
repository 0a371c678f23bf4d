package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;

/**
 * A running digest of rows, however they are cut into blocks: equal rows in equal order give equal
 * numbers. It finds out that two sources differ; it withstands no forger.
 */
final class RowDigest {
    private static final long PRIME = 0x9E3779B97F4A7C15L;
    private static final long NULL = 0x5851F42D4C957F2DL;

    private RowDigest() {}

    /**
     * The digest behind the rows from {@code from} to {@code to}, {@code before} being that before.
     */
    static long of(EventBlock block, int from, int to, long before) {
        long digest = before;
        for (int r = from; r < to; r++) {
            digest = mixed(digest, block.opcodes()[r] << 8 | block.flags()[r]);
            for (int f = 0; f < block.schema().size(); f++) {
                digest = block.isNull(f, r) ? mixed(digest, NULL) : value(block, f, r, digest);
            }
        }
        return digest;
    }

    private static long value(EventBlock block, int f, int r, long digest) {
        return switch (block.schema().type(f).storage()) {
            case INT -> mixed(digest, block.ints(f)[r]);
            case LONG -> mixed(digest, block.longs(f)[r]);
            case DOUBLE -> mixed(digest, Double.doubleToRawLongBits(block.doubles(f)[r]));
            case BYTES -> bytes(block, block.spans(f)[r], digest);
        };
    }

    private static long bytes(EventBlock block, long span, long digest) {
        byte[] arena = block.arena().bytes();
        int from = ByteArena.offset(span);
        int length = ByteArena.length(span);
        long d = mixed(digest, length);
        for (int i = from; i < from + length; i++) {
            d = mixed(d, arena[i]);
        }
        return d;
    }

    private static long mixed(long digest, long value) {
        long d = (digest ^ value) * PRIME;
        return d ^ d >>> 29;
    }
}
