package dev.lockstep.server.outlet;

import java.util.ArrayDeque;

/**
 * The end of a file's content as the replica has stepped it, and how much of that is committed.
 * Guarded by whoever owns it.
 */
final class FileTail {
    private static final int FIRST_BYTES = 1 << 16;

    /** The content from {@link #start} to {@link #end}; the byte at p stands at p modulo size. */
    private byte[] ring = new byte[FIRST_BYTES];

    /** What was stepped and is not known to be committed. */
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    private long start;
    private long end;
    private long committed;

    private record Pending(long sequence, long end) {}

    /** Nothing before that place is known any more. */
    void begin(long at) {
        pending.clear();
        start = at;
        end = at;
        committed = at;
    }

    void add(long sequence, byte[] bytes, boolean isPending) {
        long size = end - start + bytes.length;
        if (size > ring.length) {
            grow(size);
        }
        place(bytes);
        end += bytes.length;
        if (isPending) {
            pending.add(new Pending(sequence, end));
        } else {
            // what comes behind it in the journal is committed, so it is
            pending.clear();
            committed = end;
        }
    }

    private void place(byte[] bytes) {
        int at = (int) (end % ring.length);
        int first = Math.min(bytes.length, ring.length - at);
        System.arraycopy(bytes, 0, ring, at, first);
        System.arraycopy(bytes, first, ring, 0, bytes.length - first);
    }

    private void grow(long wanted) {
        long size = ring.length;
        while (size < wanted) {
            size *= 2;
        }
        byte[] larger = new byte[Math.toIntExact(size)];
        for (long p = start; p < end; p++) {
            larger[(int) (p % size)] = ring[(int) (p % ring.length)];
        }
        ring = larger;
    }

    void committed(long sequence) {
        while (!pending.isEmpty() && pending.peek().sequence() <= sequence) {
            committed = Math.max(committed, pending.remove().end());
        }
    }

    /** The place of the first byte that is still known. */
    long start() {
        return start;
    }

    long committed() {
        return committed;
    }

    /**
     * Forgets what is more than the limit, but for what is not committed.
     *
     * @param needed from there on everything is needed
     */
    void trim(long limit, long needed) {
        long until = Math.min(committed - limit, needed);
        start = Math.max(start, until);
    }

    /**
     * Copies committed content.
     *
     * @param from not before {@link #start}
     * @return bytes copied; 0 if there is no more
     */
    int copy(long from, byte[] target) {
        int count = (int) Math.min(target.length, Math.max(0, committed - from));
        int at = (int) (from % ring.length);
        int first = Math.min(count, ring.length - at);
        System.arraycopy(ring, at, target, 0, first);
        System.arraycopy(ring, 0, target, first, count - first);
        return count;
    }
}
