package dev.lockstep.engine.store;

import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/** Slots cut into pieces within which each is the one behind the slot before it. */
final class SlotRuns {
    /** Below so many slots a piece is not worth its trouble. */
    private static final int WORTH = 16;

    /** Where in the list of slots each piece begins, and behind the last where it ends. */
    @Scratch private int[] firsts = new int[16];

    @Scratch private int[] slots = new int[16];
    @Scratch private int count;

    /** Finds the pieces, each within a chunk of the table; returns whether they are long. */
    boolean find(int[] list, int length) {
        int most = length / WORTH + 2;
        if (slots.length <= most) {
            firsts = Arrays.copyOf(firsts, most + 1);
            slots = Arrays.copyOf(slots, most + 1);
        }
        count = 0;
        int i = 0;
        while (i < length && count < most) {
            int slot = list[i];
            firsts[count] = i;
            slots[count++] = slot;
            int end = Math.min(length, i + RowTable.CHUNK - (slot & RowTable.MASK));
            int shift = slot - i;
            while (i < end && list[i] == i + shift) {
                i++;
            }
        }
        firsts[count] = i;
        return i == length;
    }

    int count() {
        return count;
    }

    /** The place in the list of a piece's first slot. */
    int first(int piece) {
        return firsts[piece];
    }

    int length(int piece) {
        return firsts[piece + 1] - firsts[piece];
    }

    /** A piece's first slot. */
    int slot(int piece) {
        return slots[piece];
    }

    int chunk(int piece) {
        return slots[piece] >>> RowTable.SHIFT;
    }

    /** Where in its chunk a piece begins. */
    int at(int piece) {
        return slots[piece] & RowTable.MASK;
    }
}
