package dev.lockstep.bench.failover;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One number that was measured.
 *
 * @param part that measured it
 * @param what for people
 * @param samples so many stand behind it
 * @param details further numbers, by names for machines
 */
record Figure(
        Part part,
        String what,
        Target target,
        double seen,
        int samples,
        Map<String, Double> details) {
    static Figure of(Part part, String what, Target target, double seen, int samples) {
        return new Figure(part, what, target, seen, samples, new LinkedHashMap<>());
    }

    /** The same with one more detail. */
    Figure with(String name, double value) {
        details.put(name, value);
        return this;
    }

    /** The same with the shape of the samples. */
    Figure with(Quantiles q) {
        return with("p50", q.p50()).with("p99", q.p99()).with("max", q.max()).with("min", q.min());
    }
}
