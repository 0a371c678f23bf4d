package dev.lockstep.server.failover;

import dev.lockstep.server.measure.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What there is to be told of a project's snapshots, in the log, metrics and REST. Thread-safe. */
final class SnapshotNotes {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotNotes.class);
    private static final double NANOS = 1e9;

    private final String project;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile long entry = -1;
    private volatile long takenNanos;
    private volatile double seconds = -1;
    private volatile double still = -1;
    private volatile String failure = "";
    private volatile List<String> history = List.of();
    private volatile List<String> passedOver = List.of();

    SnapshotNotes(String project) {
        this.project = project;
    }

    /** A snapshot was taken on schedule, and counts. */
    void taken(long index, long nanos) {
        taken.incrementAndGet();
        entry = index;
        takenNanos = System.nanoTime();
        seconds = nanos / NANOS;
        failure = "";
    }

    /**
     * The engine stood still for so long while a snapshot was written, asked for or on schedule.
     */
    void still(long nanos) {
        still = nanos / NANOS;
    }

    void failed(String why) {
        failed.incrementAndGet();
        failure = why;
    }

    /** What was wrong with snapshots that an engine did not join from; replaces what was before. */
    void passedOver(List<String> why) {
        for (String w : why) {
            if (!passedOver.contains(w)) {
                LOG.error("Project {}: a snapshot is passed over: {}", project, w);
            }
        }
        refused.addAndGet(why.size());
        passedOver = List.copyOf(why);
    }

    /** What of the topics is gone that the oldest kept snapshot needs; empty if nothing. */
    void history(List<String> problems) {
        if (!problems.equals(history)) {
            problems.forEach(p -> LOG.error("Project {}: {}", project, p));
            if (problems.isEmpty()) {
                LOG.info("Project {}: topics reach back to the oldest snapshot.", project);
            }
        }
        history = List.copyOf(problems);
    }

    /** What somebody should look after, as sentences. */
    List<String> problems() {
        List<String> all = new ArrayList<>(history);
        all.addAll(passedOver);
        if (!failure.isEmpty()) {
            all.add("No snapshot was taken: " + failure);
        }
        return all;
    }

    List<Sample> samples() {
        double age = entry < 0 ? -1 : (System.nanoTime() - takenNanos) / NANOS;
        return List.of(
                new Sample.Counter(
                        "lockstep_snapshots_taken_total",
                        "Snapshots that this engine took on schedule and that count.",
                        taken.get()),
                new Sample.Counter(
                        "lockstep_snapshots_failed_total",
                        "Snapshots that could not be taken on schedule.",
                        failed.get()),
                new Sample.Counter(
                        "lockstep_snapshots_refused_total",
                        "Snapshots that this engine passed over when it joined.",
                        refused.get()),
                new Sample.Gauge(
                        "lockstep_snapshot_entry",
                        "Entries that the last snapshot of this engine is made of; -1 before the"
                                + " first.",
                        entry),
                new Sample.Gauge(
                        "lockstep_snapshot_age_seconds",
                        "How long ago this engine took its last snapshot; -1 before the first.",
                        age),
                new Sample.Gauge(
                        "lockstep_snapshot_seconds",
                        "How long its last snapshot took, trial included; -1 before the first.",
                        seconds),
                new Sample.Gauge(
                        "lockstep_snapshot_still_seconds",
                        "How long the engine stood still for its last snapshot, on schedule or"
                                + " asked for; 0 if a process beside it wrote that, -1 before the"
                                + " first.",
                        still),
                new Sample.Gauge(
                        "lockstep_history_problems",
                        "Topics that no longer hold what the oldest kept snapshot needs.",
                        history.size()));
    }
}
