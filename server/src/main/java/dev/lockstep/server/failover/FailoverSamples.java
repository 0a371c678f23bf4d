package dev.lockstep.server.failover;

import dev.lockstep.server.measure.Histogram;
import dev.lockstep.server.measure.Sample;
import dev.lockstep.server.project.FailoverReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a replica of a project shows in the metrics.
 *
 * @param released records of output that this engine has committed
 */
record FailoverSamples(ReplicaThread.View view, Takeover takeover, long released, BusMeter meter) {
    /**
     * @param members as they are known
     */
    List<Sample> all(List<FailoverReport.Member> members) {
        List<Sample> all = new ArrayList<>(ofReplica(members));
        all.addAll(ofBus());
        return all;
    }

    private List<Sample> ofReplica(List<FailoverReport.Member> members) {
        return List.of(
                gauge(
                        "lockstep_failover_role",
                        "The engine's role: its place among JOINING, CATCHING_UP, PROVING,"
                                + " STANDBY, FENCING, READING_END, RESUMING, CLAIMING, ACTIVE,"
                                + " HANDING_OVER, ASIDE.",
                        view.role().ordinal()),
                gauge("lockstep_failover_epoch", "The epoch of the last entry.", view.epoch()),
                gauge(
                        "lockstep_failover_entries",
                        "Entries of the journal that are stepped.",
                        view.index()),
                new Sample.Counter(
                        "lockstep_failover_records_released_total",
                        "Records of output committed by this engine.",
                        released),
                new Sample.Counter(
                        "lockstep_failover_takeovers_total",
                        "How often this engine has come to reign.",
                        takeover.count()),
                gauge(
                        "lockstep_failover_takeover_millis",
                        "How long its last take-over took, from suspicion to its first commit; -1"
                                + " before the first.",
                        takeover.lastMillis()),
                new Sample.Distribution(
                        "lockstep_failover_latency_seconds",
                        "From a record's arrival at this engine to the commit of all output that"
                                + " it caused.",
                        meter.latency.read()),
                gauge(
                        "lockstep_bus_journal_lag_entries",
                        "Entries that are known to be in the journal and that this engine has not"
                                + " stepped.",
                        lag(members)),
                gauge(
                        "lockstep_bus_journal_age_seconds",
                        "How old the newest entry is that this engine has read; 0 before the"
                                + " first.",
                        meter.readAgeSeconds(System.currentTimeMillis() * 1000)));
    }

    private List<Sample> ofBus() {
        return List.of(
                distribution(
                        "lockstep_bus_fence_seconds", "Taking the right to commit.", meter.fences),
                distribution(
                        "lockstep_bus_end_seconds", "Asking for the journal's end.", meter.ends),
                distribution(
                        "lockstep_bus_commit_seconds", "Commits that succeeded.", meter.commits),
                distribution(
                        "lockstep_bus_commit_entries",
                        "Entries of the journal in a commit.",
                        meter.commitEntries),
                distribution(
                        "lockstep_bus_commit_records",
                        "Records of output in a commit.",
                        meter.commitRecords),
                counter(
                        "lockstep_bus_commit_bytes_total",
                        "Bytes of entries and of output committed.",
                        meter.commitBytes),
                counter(
                        "lockstep_bus_commits_refused_total",
                        "Commits refused because another engine has fenced.",
                        meter.refused),
                counter(
                        "lockstep_bus_commits_unknown_total",
                        "Commits of which it was not known whether they succeeded.",
                        meter.unknown),
                counter("lockstep_bus_commits_again_total", "Commits sent again.", meter.again),
                counter(
                        "lockstep_bus_failures_total",
                        "Fences, questions for the end and rehearsals that failed and are tried"
                                + " again.",
                        meter.failed),
                counter(
                        "lockstep_bus_readings_lost_total",
                        "How often the journal or an input could not be read on.",
                        meter.lost),
                counter(
                        "lockstep_bus_cut_off_total",
                        "How often nothing at all came from the brokers for longer than it should.",
                        meter.cutOff));
    }

    private static Sample gauge(String name, String help, double value) {
        return new Sample.Gauge(name, help, value);
    }

    private static Sample counter(String name, String help, LongAdder value) {
        return new Sample.Counter(name, help, value.sum());
    }

    private static Sample distribution(String name, String help, Histogram values) {
        return new Sample.Distribution(name, help, values.read());
    }

    private long lag(List<FailoverReport.Member> members) {
        long known = meter.readIndex();
        for (FailoverReport.Member m : members) {
            known = Math.max(known, m.entries());
        }
        return Math.max(0, known - view.index());
    }
}
