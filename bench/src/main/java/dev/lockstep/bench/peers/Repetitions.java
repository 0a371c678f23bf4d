package dev.lockstep.bench.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repeats a workload and checks that its output stays the same. */
final class Repetitions {
    private final Contestant contestant;
    private final Workload workload;
    private final CsvFiles files;
    private final List<Stopwatch> watches = new ArrayList<>();
    private @Nullable Checksum output;

    /**
     * @param files that the contestant reads and writes, if the workload is of files
     */
    Repetitions(Contestant contestant, Workload workload, CsvFiles files) {
        this.contestant = contestant;
        this.workload = workload;
        this.files = files;
    }

    /**
     * @return nanoseconds that it took, preparation and collection included
     */
    long one() throws IOException {
        long began = System.nanoTime();
        files.removeOutput();
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
        watches.add(watch);
        return System.nanoTime() - began;
    }

    Checksum output() {
        Checksum o = output;
        if (o == null) {
            throw new IllegalStateException("nothing was repeated");
        }
        return o;
    }

    /** Repetitions a second: the median of the last so many. */
    double perSecond(int last) {
        double[] nanos = last(last).stream().mapToDouble(Stopwatch::nanos).toArray();
        return 1e9 / Sample.median(nanos);
    }

    /** Computing time of a repetition in microseconds: the mean of the last so many. */
    double cpuMicros(int last) {
        return last(last).stream().mapToDouble(Stopwatch::cpuNanos).sum() / 1e3 / last;
    }

    private List<Stopwatch> last(int count) {
        return watches.subList(watches.size() - count, watches.size());
    }
}
