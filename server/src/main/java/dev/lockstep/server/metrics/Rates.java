package dev.lockstep.server.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Rows a second of connectors, from counts that are looked at now and then: the mean since the last
 * look that is at least a second old. Thread-safe.
 */
final class Rates {
    private static final long LEAST_NANOS = 1_000_000_000;

    private record Look(long nanos, long count, double rate) {}

    private final Map<String, Look> looks = new HashMap<>();

    /**
     * @param nanos of a clock that does not go back
     */
    synchronized double of(String name, long count, long nanos) {
        Look last = looks.get(name);
        if (last == null || count < last.count()) {
            // a connector that was started again counts from nothing
            looks.put(name, new Look(nanos, count, 0));
            return 0;
        }
        long passed = nanos - last.nanos();
        if (passed < LEAST_NANOS) {
            return last.rate();
        }
        double rate = (count - last.count()) * 1e9 / passed;
        looks.put(name, new Look(nanos, count, rate));
        return rate;
    }

    /** Forgets connectors that are there no more. */
    synchronized void keep(Set<String> names) {
        looks.keySet().retainAll(names);
    }
}
