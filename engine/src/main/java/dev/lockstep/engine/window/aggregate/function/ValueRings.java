package dev.lockstep.engine.window.aggregate.function;

import java.util.Arrays;

/**
 * Rings of values in one array, so that values that came one after the other lie side by side. A
 * ring is named by the place of its first value; in front of it are {@link #HEADER} words for its
 * owner. Rings are as long as a power of two; one that was given up is used again for the next of
 * its length, last given up first.
 */
final class ValueRings {
    /** Words in front of a ring's values. */
    static final int HEADER = 2;

    /** What the virtual machine gives an array. */
    private static final int LENGTH_MAX = Integer.MAX_VALUE - 8;

    private static final int NONE = 0;

    long[] words = new long[64];
    private int limit;

    /** By the logarithm of the length: the first ring that was given up. */
    private final int[] freed = new int[Integer.SIZE];

    /** A ring of so many values, a power of two; what stands in it is rubbish. */
    int allocate(int length) {
        int list = Integer.numberOfTrailingZeros(length);
        int ring = freed[list];
        if (ring != NONE) {
            freed[list] = (int) words[ring];
            return ring;
        }
        long needed = (long) limit + HEADER + length;
        if (needed > words.length) {
            if (needed > LENGTH_MAX) {
                throw new OutOfMemoryError(
                        "the values of a minimum or maximum do not fit into an array");
            }
            words = Arrays.copyOf(words, (int) Math.min(LENGTH_MAX, needed * 2));
        }
        int at = limit + HEADER;
        limit = (int) needed;
        return at;
    }

    void release(int ring, int length) {
        int list = Integer.numberOfTrailingZeros(length);
        words[ring] = freed[list];
        freed[list] = ring;
    }
}
