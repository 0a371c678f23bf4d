package dev.lockstep.engine.store;

/**
 * Keys that are one integer each, as long as every one that comes is greater than all before it:
 * then it is new, and nobody needs an index. Keys that count up, as most that are made by machines
 * do, are spared the index's work until somebody asks for one that has come before.
 */
final class AscendingKeys {
    /** Rows that an index is made of at once, at most, so that no block waits long for it. */
    private static final int MOST = 1 << 16;

    private boolean hold;
    private long greatest = Long.MIN_VALUE;

    AscendingKeys(boolean hold) {
        this.hold = hold;
    }

    /** Whether all keys have come so and there are few enough of them. */
    boolean hold() {
        return hold;
    }

    /** From now on keys may come in any order. */
    void end() {
        hold = false;
    }

    /** Whether the key is greater than all before it. */
    boolean isGreater(long key) {
        return key > greatest;
    }

    /**
     * Takes one more key if it is greater than all before it; whether it did.
     *
     * @param size how many rows there are with it
     */
    boolean add(long key, int size) {
        if (key <= greatest || size > MOST) {
            return false;
        }
        greatest = key;
        return true;
    }

    /**
     * Takes the key of a row that was there before, in any order; whether the keys may still hold.
     */
    boolean resume(long key, int size) {
        greatest = Math.max(greatest, key);
        return size <= MOST;
    }

    /**
     * How far the keys ascend from {@code from} on; not at all where there is no room for so many
     * more.
     */
    int until(long[] keys, int from, int end, int size) {
        if (size + (end - from) > MOST) {
            return from;
        }
        long last = greatest;
        int i = from;
        while (i < end && keys[i] > last) {
            last = keys[i++];
        }
        return i;
    }

    /** Takes so many keys, at least one, of which {@link #until} has told that they ascend. */
    void addAll(long[] keys, int from, int count) {
        greatest = keys[from + count - 1];
    }
}
