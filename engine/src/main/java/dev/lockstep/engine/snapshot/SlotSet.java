package dev.lockstep.engine.snapshot;

import java.io.IOException;

/** The slots that a snapshot has named, so that one named twice is noticed. */
public final class SlotSet {
    private final long[] words;
    private int size;

    /**
     * @param limit one more than the greatest slot
     */
    public SlotSet(int limit) {
        words = new long[(limit >>> 6) + 1];
    }

    /** Slots that were added. */
    public int size() {
        return size;
    }

    /**
     * @param slot from 0 on, below the limit
     * @throws IOException if it was there already
     */
    public void add(int slot) throws IOException {
        long bit = 1L << slot;
        if ((words[slot >>> 6] & bit) != 0) {
            throw new IOException("Slot " + slot + " comes twice.");
        }
        words[slot >>> 6] |= bit;
        size++;
    }
}
