package dev.lockstep.engine.window.aggregate.function;

import java.util.Arrays;

/**
 * What a window keeps of each group, side by side, so that a change of the group finds it in one or
 * two lines of the processor's cache: the number of its rows, then the words of its functions.
 * Doubles are kept as their bits.
 */
public final class GroupRecords {
    /** Where in a record the number of the group's rows is. */
    public static final int ROWS = 0;

    /** What the virtual machine gives an array. */
    private static final int LENGTH_MAX = Integer.MAX_VALUE - 8;

    private int width = ROWS + 1;
    private long[] words = {};

    /**
     * Takes words of each record; before there are groups. Returns where in a record they begin.
     */
    int reserve(int count) {
        if (words.length > 0) {
            throw new IllegalStateException("there are groups already");
        }
        int from = width;
        width += count;
        return from;
    }

    /** Words of a record. */
    public int width() {
        return width;
    }

    /** All records, one behind the other; another array when there is no room for a group. */
    public long[] words() {
        return words;
    }

    /** Where the group's record begins. */
    public int at(int group) {
        return group * width;
    }

    /** The group in whose record a word is. */
    int groupOf(int word) {
        return word / width;
    }

    /** Makes room for so many groups; the words of new ones are 0. */
    public void ensure(int groups) {
        long length = (long) groups * width;
        if (length > LENGTH_MAX) {
            throw new OutOfMemoryError(
                    groups + " groups of " + width + " words do not fit into an array");
        }
        if (length > words.length) {
            words = Arrays.copyOf(words, (int) length);
        }
    }
}
