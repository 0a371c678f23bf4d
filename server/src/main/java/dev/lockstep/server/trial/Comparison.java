package dev.lockstep.server.trial;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How an output differs from what it should be.
 *
 * @param expected records that should be there
 * @param seen records that are
 * @param lost expected and not seen
 * @param repeated seen more often than expected
 * @param reordered seen behind a record that should follow them
 * @param foreign seen and never expected: of other content
 * @param firstDifference place of the first record that differs, −1 if none does
 */
public record Comparison(
        long expected,
        long seen,
        long lost,
        long repeated,
        long reordered,
        long foreign,
        long firstDifference) {
    /** Nothing at all. */
    public static final Comparison NONE = new Comparison(0, 0, 0, 0, 0, 0, -1);

    /** Compares record by record. */
    public static Comparison of(long[] expected, long[] seen) {
        int first = Arrays.mismatch(expected, seen);
        if (first < 0) {
            return new Comparison(expected.length, seen.length, 0, 0, 0, 0, -1);
        }
        Map<Long, ArrayDeque<Integer>> places = new HashMap<>();
        for (int i = 0; i < expected.length; i++) {
            places.computeIfAbsent(expected[i], p -> new ArrayDeque<>()).add(i);
        }
        long repeated = 0;
        long foreign = 0;
        long reordered = 0;
        long found = 0;
        int furthest = -1;
        for (long s : seen) {
            ArrayDeque<Integer> left = places.get(s);
            if (left == null) {
                foreign++;
            } else if (left.isEmpty()) {
                repeated++;
            } else {
                int place = left.remove();
                found++;
                if (place < furthest) {
                    reordered++;
                }
                furthest = Math.max(furthest, place);
            }
        }
        return new Comparison(
                expected.length,
                seen.length,
                expected.length - found,
                repeated,
                reordered,
                foreign,
                first);
    }

    /** Both together. */
    public Comparison and(Comparison other) {
        return new Comparison(
                expected + other.expected,
                seen + other.seen,
                lost + other.lost,
                repeated + other.repeated,
                reordered + other.reordered,
                foreign + other.foreign,
                firstDifference < 0 ? other.firstDifference : firstDifference);
    }

    /** Whether both are the same. */
    public boolean isClean() {
        return firstDifference < 0;
    }
}
