package dev.lockstep.engine.window.aggregate.function;

/**
 * The best value of a ring that changes at both ends, without looking through it again and again:
 * up to a place, the turn, it is known of each place which is the best value from there to the
 * turn; of the values behind the turn only the best one is known. When all values before the turn
 * have left, the turn moves to the end of the ring. So each value is looked at once more.
 *
 * <p>The best values stand behind the values, in a ring of twice the length.
 */
final class SuffixBests {
    /** In front of the values: the turn, and the best value behind it, if there are any. */
    private static final int TURN = -2;

    private static final int BEHIND = -1;

    private final ValueRings rings;
    private final Extreme order;

    SuffixBests(ValueRings rings, Extreme order) {
        this.rings = rings;
        this.order = order;
    }

    /**
     * Moves the turn to the end.
     *
     * @param tail the end, which is not the head
     * @return the best value
     */
    long turn(int ring, int mask, int head, int tail) {
        return turn(ring, mask, head, tail, tail);
    }

    /** The same for values of which some are behind the turn. */
    long turn(int ring, int mask, int head, int turn, int tail) {
        long[] words = rings.words;
        words[ring + TURN] = turn;
        int bests = ring + mask + 1;
        for (int i = turn - 1; i - head >= 0; i--) {
            long value = words[ring + (i & mask)];
            words[bests + (i & mask)] =
                    i == turn - 1 ? value : better(words[bests + (i + 1 & mask)], value);
        }
        for (int i = turn; i != tail; i++) {
            add(ring, mask, i);
        }
        return best(ring, mask, head, tail);
    }

    /** How many of the values are before the turn. */
    int before(int ring, int head) {
        return (int) rings.words[ring + TURN] - head;
    }

    /** Notes a value that has been put at the end. */
    void add(int ring, int mask, int tail) {
        long[] words = rings.words;
        long value = words[ring + (tail & mask)];
        words[ring + BEHIND] =
                tail == (int) words[ring + TURN] ? value : better(words[ring + BEHIND], value);
    }

    /**
     * Notes that the oldest value has left.
     *
     * @param head the new one
     * @return the best value
     */
    long leave(int ring, int mask, int head, int tail) {
        return head == (int) rings.words[ring + TURN]
                ? turn(ring, mask, head, tail)
                : best(ring, mask, head, tail);
    }

    private long best(int ring, int mask, int head, int tail) {
        long[] words = rings.words;
        long before = words[ring + mask + 1 + (head & mask)];
        return (int) words[ring + TURN] == tail ? before : better(before, words[ring + BEHIND]);
    }

    private long better(long a, long b) {
        return order.isBetter(b, a) ? b : a;
    }
}
