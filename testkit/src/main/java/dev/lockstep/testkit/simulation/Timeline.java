package dev.lockstep.testkit.simulation;

import java.util.Arrays;

/** What will happen when, in nanoseconds of virtual time. Equal moments keep their order. */
final class Timeline {
    static final long MS = 1_000_000;
    static final long SECOND = 1000 * MS;

    private Event[] heap = new Event[256];
    private int size;
    private long now;
    private long number;

    private record Event(long time, long number, Runnable action) {
        boolean isBefore(Event other) {
            return time < other.time || time == other.time && number < other.number;
        }
    }

    long now() {
        return now;
    }

    /** How many events have happened or will. */
    long events() {
        return number;
    }

    void after(long delay, Runnable action) {
        at(now + delay, action);
    }

    void at(long time, Runnable action) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        Event event = new Event(Math.max(time, now), number++, action);
        int k = size++;
        while (k > 0) {
            int parent = (k - 1) >>> 1;
            if (!event.isBefore(heap[parent])) {
                break;
            }
            heap[k] = heap[parent];
            k = parent;
        }
        heap[k] = event;
    }

    /** Lets the next event happen if it does not lie behind that time; else it is that time. */
    boolean runNext(long until) {
        if (size == 0 || heap[0].time() > until) {
            now = Math.max(now, until);
            return false;
        }
        Event first = heap[0];
        Event last = heap[--size];
        int k = 0;
        for (int child = 1; child < size; child = 2 * k + 1) {
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (!heap[child].isBefore(last)) {
                break;
            }
            heap[k] = heap[child];
            k = child;
        }
        heap[k] = last;
        now = first.time();
        first.action().run();
        return true;
    }
}
