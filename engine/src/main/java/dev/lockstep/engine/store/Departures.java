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

    /** So many arrivals at one time for which nobody leaves. */
    public void arriveAlone(int more, long micros) {
        Arrays.fill(left, arrivals, arrivals + more, count);
        Arrays.fill(times, arrivals, arrivals + more, micros);
        arrivals += more;
    }

    /** So many arrivals at one time; for each leaves one of the first rows of an order. */
    public void arriveInPlaceOf(ChangeOrder order, int more, long micros) {
        if (more == 0) {
            return;
        }
        if (count > 0) {
            throw new IllegalStateException("somebody has left already");
        }
        if (leavers.length < more) {
            leavers = new int[Math.max(64, more)];
        }
        order.list(more, leavers);
        for (int k = 0; k < more; k++) {
            left[arrivals + k] = k + 1;
        }
        Arrays.fill(times, arrivals, arrivals + more, micros);
        count = more;
        arrivals += more;
    }

    /** Whether for each of the first so many arrivals one row leaves. */
    boolean arePaced(int arrived) {
        int k = 0;
        while (k < arrived && left[k] == k + 1) {
            k++;
        }
        return k == arrived;
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
