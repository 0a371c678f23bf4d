package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;

/**
 * Generated moves and comparisons of rows of one shape (storages and key places); windows of equal
 * shape share the class. Stateless.
 */
public abstract class RowShape {
    /** Whether a key field of row {@code i} is null. */
    public abstract boolean hasNullKey(EventBlock b, int i);

    /** A hash of the key's content. */
    public abstract int hash(EventBlock b, int i, StringPool pool);

    public abstract int hashSlot(RowTable t, int slot, StringPool pool);

    /** The slot whose key equals that of row {@code i}, or -1. */
    public abstract int find(
            HashIndex index, RowTable t, int hash, EventBlock b, int i, StringPool pool);

    /** Stores the key fields of row {@code i} and nothing else. */
    public abstract void putKey(EventBlock b, int i, RowTable t, int slot);

    /** Loads the key fields of a stored row and nothing else. */
    public abstract void getKey(RowTable t, int slot, EventBlock b, int i);

    /** Stores row {@code i} with its null mask. */
    public abstract void put(EventBlock b, int i, RowTable t, int slot);

    /**
     * Loads a stored row with its null mask; opcode, flags and cause of row {@code i} are left
     * alone.
     */
    public abstract void get(RowTable t, int slot, EventBlock b, int i);

    /** Copies fields and null mask from one block to another of the same shape. */
    public abstract void copy(EventBlock from, int i, EventBlock to, int j);

    /** Gives each null field of row {@code i} the stored value: what a partial update means. */
    public abstract void fill(RowTable t, int slot, EventBlock b, int i);

    /** Order of two stored rows by key, by value. */
    public abstract int compareKeys(RowTable t, int a, int c, StringPool pool);

    /**
     * The hash of a key that is one integer. Integers that differ in their lowest two bits only lie
     * side by side in an index, so that keys that count up share its cache lines.
     */
    public static int hashOfOne(long key) {
        return (int) (mix(key >>> 2) >>> 32) & ~3 | (int) key & 3;
    }

    /** 64 bits of a value's hash, for integers and bit patterns. */
    public static long mix(long x) {
        long h = x * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 32) * 0xD6E8FEB86659FD93L;
        return h ^ h >>> 29;
    }

    /** Keys that are doubles: all zeros are one key, all NaNs are one key. */
    public static long keyBits(double v) {
        return v == 0 ? 0 : Double.doubleToLongBits(v);
    }
}
