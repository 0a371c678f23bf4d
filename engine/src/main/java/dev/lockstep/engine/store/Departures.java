package dev.lockstep.engine.store;

import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/**
 * Who leaves for whom in a {@link Procession}: arrivals that are each the youngest row when they
 * come, and the oldest of the rows that stood there before the first of them.
 */
public final class Departures {
    /**
     * Of each arrival: the rows that have left once it has come, counted from the first arrival.
     */
    @Scratch private int[] left = {};

    /** Of each arrival: its time in the order of change. */
    @Scratch private long[] times = {};

    /** The slots of the rows that leave, oldest first. */
    @Scratch private int[] leavers = {};

    @Scratch private int arrivals;
    @Scratch private int count;

    /** Begins a list of at most so many arrivals. */
    public void begin(int most) {
        if (left.length < most) {
            left = new int[most];
            times = new long[most];
        }
        arrivals = 0;
        count = 0;
    }

    /** One more row leaves, for the arrival that {@link #arrives} tells next. */
    public void leaves(int slot) {
        if (count == leavers.length) {
            leavers = Arrays.copyOf(leavers, Math.max(64, count * 2));
        }
        leavers[count++] = slot;
    }

    /** An arrival, behind the rows that leave for it. */
    public void arrives(long micros) {
        times[arrivals] = micros;
        left[arrivals++] = count;
    }

    /** Arrivals there are. */
    public int arrivals() {
        return arrivals;
    }

    /** The time of an arrival in the order of change. */
    public long time(int arrival) {
        return times[arrival];
    }

    int leavers() {
        return count;
    }

    int[] slots() {
        return leavers;
    }

    int[] left() {
        return left;
    }

    long[] times() {
        return times;
    }
}
