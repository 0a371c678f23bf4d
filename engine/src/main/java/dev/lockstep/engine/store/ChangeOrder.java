package dev.lockstep.engine.store;

import dev.lockstep.engine.snapshot.SlotSet;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The rows of a table in the order of a time, the arrival deciding ties: an intrusive doubly linked
 * list over slots. Rows nearly always come in order and are appended; one that comes late walks
 * back to its place.
 */
public final class ChangeOrder {
    private static final int NONE = -1;

    private int[][] prev = {};
    private int[][] next = {};
    private long[][] time = {};
    private int head = NONE;
    private int tail = NONE;

    /** The oldest row's slot, or -1. */
    public int head() {
        return head;
    }

    public int tail() {
        return tail;
    }

    public int next(int slot) {
        return next[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
    }

    public int prev(int slot) {
        return prev[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
    }

    public long time(int slot) {
        return time[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
    }

    /** Adds a slot behind every one whose time is not greater. */
    public void add(int slot, long atMicros) {
        int after = tail;
        while (after != NONE && time(after) > atMicros) {
            after = prev(after);
        }
        insertAfter(slot, after, atMicros);
    }

    /** Puts the slot behind {@code after}, or first if that is -1. */
    void insertAfter(int slot, int after, long atMicros) {
        ensure(slot >>> RowTable.SHIFT);
        int before = after == NONE ? head : next(after);
        setPrev(slot, after);
        setNext(slot, before);
        time[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = atMicros;
        if (after == NONE) {
            head = slot;
        } else {
            setNext(after, slot);
        }
        if (before == NONE) {
            tail = slot;
        } else {
            setPrev(before, slot);
        }
    }

    public void remove(int slot) {
        int p = prev(slot);
        int n = next(slot);
        if (p == NONE) {
            head = n;
        } else {
            setNext(p, n);
        }
        if (n == NONE) {
            tail = p;
        } else {
            setPrev(n, p);
        }
    }

    /** Writes the first so many slots; there are that many. */
    void list(int count, int[] slots) {
        int slot = head;
        int k = 0;
        while (k < count) {
            // a processor guesses that slots lie side by side sooner than it knows
            int[] nexts = next[slot >>> RowTable.SHIFT];
            int shift = slot - k;
            int end = Math.min(count, k + RowTable.CHUNK - (slot & RowTable.MASK));
            while (k < end) {
                slots[k] = k + shift;
                slot = nexts[k + shift & RowTable.MASK];
                k++;
                if (slot != k + shift) {
                    break;
                }
            }
        }
    }

    /**
     * Takes the oldest slots away and adds others, of which some may be the same, behind the last.
     *
     * @param leaving the slots from the head on
     * @param times of the slots that come; none is less than the one before it or the tail's
     */
    void replace(int[] leaving, int gone, int[] coming, long[] times, int count) {
        drop(leaving, gone);
        for (int k = 0; k < count; k++) {
            append(coming[k], 1, times, k);
        }
    }

    /** Takes the oldest slots away. */
    void drop(int[] leaving, int gone) {
        if (gone > 0) {
            head = next(leaving[gone - 1]);
            if (head == NONE) {
                tail = NONE;
            } else {
                setPrev(head, NONE);
            }
        }
    }

    /**
     * Adds slots that lie side by side in one chunk.
     *
     * @param times of the slots, from {@code at} on; none is less than the one before it or the
     *     tail's
     */
    void append(int slot, int count, long[] times, int at) {
        int c = slot >>> RowTable.SHIFT;
        int first = slot & RowTable.MASK;
        ensure(c);
        System.arraycopy(times, at, time[c], first, count);
        int[] prevs = prev[c];
        int[] nexts = next[c];
        for (int k = 0; k < count; k++) {
            prevs[first + k] = slot + k - 1;
            nexts[first + k] = slot + k + 1;
        }
        prevs[first] = tail;
        nexts[first + count - 1] = NONE;
        if (tail == NONE) {
            head = slot;
        } else {
            setNext(tail, slot);
        }
        tail = slot + count - 1;
    }

    private void setPrev(int slot, int value) {
        prev[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
    }

    private void setNext(int slot, int value) {
        next[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
    }

    private void ensure(int chunk) {
        if (chunk < prev.length && prev[chunk] != null) {
            return;
        }
        if (chunk >= prev.length) {
            int length = Math.max(4, Math.max(chunk + 1, prev.length * 2));
            prev = Arrays.copyOf(prev, length);
            next = Arrays.copyOf(next, length);
            time = Arrays.copyOf(time, length);
        }
        prev[chunk] = new int[RowTable.CHUNK];
        next[chunk] = new int[RowTable.CHUNK];
        time[chunk] = new long[RowTable.CHUNK];
    }

    /** Writes slots and times, oldest first. */
    public void save(DataOutput out) throws IOException {
        for (int slot = head; slot != NONE; slot = next(slot)) {
            out.writeInt(slot);
            out.writeLong(time(slot));
        }
    }

    /**
     * Reads what {@link #save} wrote.
     *
     * @param table the rows, every one of which has a place in the order
     */
    public void load(DataInput in, RowTable table) throws IOException {
        SlotSet seen = new SlotSet(table.slotLimit());
        long latest = Long.MIN_VALUE;
        for (int k = 0; k < table.size(); k++) {
            int slot = in.readInt();
            if (slot < 0 || !table.isLive(slot)) {
                throw new IOException("Slot " + slot + " of the order holds no row.");
            }
            seen.add(slot);
            long micros = in.readLong();
            if (micros < latest) {
                throw new IOException("Slot " + slot + " of the order stands too late.");
            }
            latest = micros;
            insertAfter(slot, tail, micros);
        }
    }
}
