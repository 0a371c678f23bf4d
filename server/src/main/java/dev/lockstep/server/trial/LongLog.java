package dev.lockstep.server.trial;

import java.util.Arrays;

/** Numbers in the order in which they were added. Safe for use by several threads. */
public final class LongLog {
    private static final int FIRST = 1024;

    private long[] values = new long[FIRST];
    private int size;

    public synchronized void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    public synchronized int size() {
        return size;
    }

    /**
     * @throws IndexOutOfBoundsException if there are not so many
     */
    public synchronized long get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return values[index];
    }

    /** All so far. */
    public synchronized long[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
