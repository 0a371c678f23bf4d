package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.schema.ArrayCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The arrays of one group, position by position: how many elements there are and their sum, which
 * taking back does not wear out. Elements are passed over that are missing or no numbers.
 */
final class PositionSums {
    /** The longest of no arrays. */
    static final int NONE = -1;

    /** Behind the number of elements, which stands where the number of a group's rows would. */
    private static final int SUM = GroupRecords.ROWS + 1;

    /** A record a position. */
    private final GroupRecords records = new GroupRecords();

    private final ExactSums sums = new ExactSums(records);

    /** How many arrays there are, by their length. */
    private long[] byLength = {};

    private int longest = NONE;

    PositionSums() {
        records.reserve(ExactSums.WORDS);
    }

    /** Positions there is room for. */
    int room() {
        return Math.max(0, byLength.length - 1);
    }

    /** The length of the longest array, or {@link #NONE}. */
    int longest() {
        return longest;
    }

    /** Makes room for arrays of that length. */
    void ensure(int length) {
        if (length >= byLength.length) {
            int room = Math.max(length, byLength.length + (byLength.length >> 1));
            records.ensure(room);
            byLength = Arrays.copyOf(byLength, room + 1);
        }
    }

    void enters(int length) {
        ensure(length);
        byLength[length]++;
        longest = Math.max(longest, length);
    }

    /** Behind the array's last element. */
    void leaves(int length) {
        byLength[length]--;
        while (longest >= 0 && byLength[longest] == 0) {
            longest--;
            checkVanished(longest);
        }
    }

    private void checkVanished(int position) {
        if (position >= 0 && records.words()[records.at(position)] != 0) {
            throw new IllegalStateException("elements are left of arrays that are gone");
        }
    }

    /** Whether there is an array of that length. */
    boolean has(int length) {
        return length <= longest && byLength[length] > 0;
    }

    void add(int position, double element) {
        if (!Double.isNaN(element)) {
            long[] w = records.words();
            int at = records.at(position);
            w[at]++;
            sums.add(w, at + SUM, element);
        }
    }

    void remove(int position, double element) {
        if (!Double.isNaN(element)) {
            long[] w = records.words();
            int at = records.at(position);
            sums.remove(w, at + SUM, element);
            if (--w[at] < 0) {
                throw new IllegalStateException("an element leaves that never came");
            }
            if (w[at] == 0) {
                sums.clear(w, at + SUM);
            }
        }
    }

    /** Writes the means; where there is no element, or the mean is no number, it is missing. */
    void means(byte[] array) {
        long[] w = records.words();
        for (int p = 0; p < longest; p++) {
            int at = records.at(p);
            double mean = w[at] == 0 ? Double.NaN : sums.value(w, at + SUM) / w[at];
            if (Double.isNaN(mean)) {
                ArrayCodec.setMissing(array, p);
            } else {
                ArrayCodec.setDouble(array, p, mean);
            }
        }
    }

    void clear() {
        long[] w = records.words();
        for (int p = 0; p < longest; p++) {
            int at = records.at(p);
            w[at] = 0;
            sums.clear(w, at + SUM);
        }
        Arrays.fill(byLength, 0, longest + 1, 0);
        longest = NONE;
    }

    void save(DataOutput out) throws IOException {
        for (int length = 0; length <= longest; length++) {
            out.writeLong(byLength[length]);
        }
        for (int p = 0; p < longest; p++) {
            int at = records.at(p);
            out.writeLong(records.words()[at]);
            sums.save(out, at + SUM);
        }
    }

    /**
     * Reads what {@link #save} wrote, taking memory only as it arrives.
     *
     * @param length of the longest array
     */
    void load(DataInput in, int length) throws IOException {
        clear();
        for (int l = 0; l <= length; l++) {
            ensure(l);
            byLength[l] = in.readLong();
            if (byLength[l] < 0) {
                throw new IOException("A group cannot have " + byLength[l] + " arrays.");
            }
        }
        if (byLength[length] == 0) {
            throw new IOException("There is no array of the greatest length.");
        }
        longest = length;
        for (int p = 0; p < length; p++) {
            int at = records.at(p);
            long elements = in.readLong();
            if (elements < 0) {
                throw new IOException("A position cannot have " + elements + " elements.");
            }
            records.words()[at] = elements;
            sums.load(in, at + SUM);
        }
    }
}
