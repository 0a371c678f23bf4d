package dev.lockstep.bench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repeats a workload and checks that its output stays the same. */
final class Repetitions {
    private final Contestant contestant;
    private final Workload workload;
    private final List<Long> nanos = new ArrayList<>();
    private long cpuNanos;
    private @Nullable Checksum output;

    Repetitions(Contestant contestant, Workload workload) {
        this.contestant = contestant;
        this.workload = workload;
    }

    /**
     * @return nanoseconds that it took, preparation and collection included
     */
    long one() throws IOException {
        long began = System.nanoTime();
        // what was left by preparing must not be collected while the watch runs
        System.gc();
        Stopwatch watch = new Stopwatch();
        Checksum seen = new Checksum();
        contestant.run(workload, watch, seen);
        Checksum before = output;
        if (before != null && !before.agreesWith(seen)) {
            throw new IllegalStateException(
                    "Two repetitions differ: " + before + "; then " + seen + ".");
        }
        output = seen;
        nanos.add(watch.nanos());
        cpuNanos += watch.cpuNanos();
        return System.nanoTime() - began;
    }

    void forgetTimes() {
        nanos.clear();
        cpuNanos = 0;
    }

    Checksum output() {
        Checksum o = output;
        if (o == null) {
            throw new IllegalStateException("nothing was repeated");
        }
        return o;
    }

    /** Median of repetitions a second. */
    double perSecond() {
        return 1e9 / Sample.median(nanos.stream().mapToDouble(Long::doubleValue).toArray());
    }

    /** Computing time of a repetition, mean, in microseconds. */
    double cpuMicros() {
        return cpuNanos / 1e3 / nanos.size();
    }
}
