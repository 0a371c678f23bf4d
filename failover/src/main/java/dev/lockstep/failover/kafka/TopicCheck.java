package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.kafka.KafkaChecks.Use;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** Looks at one topic. */
final class TopicCheck {
    private static final int COPIES = 3;
    private static final int IN_SYNC = 2;
    private static final long SHORT_MILLIS = Duration.ofDays(1).toMillis();

    private final TopicDescription topic;
    private final Config config;
    private final Use use;
    private final List<Problem> problems;

    TopicCheck(TopicDescription topic, Config config, Use use, List<Problem> problems) {
        this.topic = topic;
        this.config = config;
        this.use = use;
        this.problems = problems;
    }

    /**
     * @param neededMillis for how long what is read must be kept
     */
    void look(long neededMillis) {
        partitions();
        copies();
        if (Boolean.parseBoolean(value("unclean.leader.election.enable"))) {
            error(
                    BusError.UNCLEAN_ELECTION,
                    "may elect a leader that lacks committed records, after which they are gone");
        }
        if (value("cleanup.policy").contains("compact")) {
            error(BusError.COMPACTION, "is compacted, so that records of it disappear");
        } else {
            retention(neededMillis);
        }
        size();
    }

    private void partitions() {
        int count = topic.partitions().size();
        if (count > 1 && use == Use.JOURNAL) {
            error(BusError.PARTITIONS, "has " + count + " partitions; a journal has one");
        } else if (count > 1) {
            warn(
                    BusError.PARTITIONS,
                    "has " + count + " partitions, of which one is used; order holds only in it");
        }
    }

    private void copies() {
        int copies = topic.partitions().get(0).replicas().size();
        long inSync = number("min.insync.replicas");
        if (copies < IN_SYNC) {
            error(BusError.REPLICATION, "has one copy, and is lost with the broker that has it");
        } else if (inSync < IN_SYNC) {
            error(
                    BusError.IN_SYNC,
                    "counts a record as committed when one broker has it, and loses it with that"
                            + " broker");
        } else if (copies < COPIES) {
            warn(BusError.REPLICATION, "has " + copies + " copies; no broker may be down");
        } else if (inSync >= copies) {
            warn(
                    BusError.IN_SYNC,
                    "wants all of its " + copies + " copies written; no broker may be down");
        }
    }

    private void retention(long neededMillis) {
        long millis = number("retention.ms");
        long bytes = number("retention.bytes");
        if (use != Use.OUTPUT && millis >= 0 && millis < neededMillis) {
            error(
                    BusError.RETENTION,
                    "forgets records after "
                            + millis
                            + " ms, and the oldest of the snapshots that are kept may need those of"
                            + " "
                            + neededMillis
                            + " ms");
        } else if (use == Use.JOURNAL && (millis >= 0 || bytes >= 0)) {
            warn(
                    BusError.RETENTION,
                    "forgets entries after "
                            + limit(millis, " ms")
                            + " and "
                            + limit(bytes, " bytes")
                            + "; only an engine with a newer snapshot can join then");
        } else if (use == Use.INPUT && millis >= 0 && millis < SHORT_MILLIS) {
            warn(
                    BusError.RETENTION,
                    "forgets records after "
                            + millis
                            + " ms; an engine whose snapshot is older cannot join then");
        }
    }

    private static String limit(long value, String unit) {
        return value < 0 ? "any number of" + unit : value + unit;
    }

    private void size() {
        long bytes = number("max.message.bytes");
        long wanted = FailoverLimits.ENTRY_BYTES.defaultValue();
        if (use == Use.JOURNAL && bytes < wanted) {
            warn(
                    BusError.MESSAGE_SIZE,
                    "takes records of "
                            + bytes
                            + " bytes at most; an entry may have "
                            + wanted
                            + ", and one that does not fit stops the project");
        }
    }

    private long number(String setting) {
        try {
            return Long.parseLong(value(setting));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String value(String setting) {
        ConfigEntry entry = config.get(setting);
        return entry == null || entry.value() == null ? "" : entry.value();
    }

    private void error(BusError code, String what) {
        problems.add(Problem.error(code, Location.UNKNOWN, sentence(what)));
    }

    private void warn(BusError code, String what) {
        problems.add(Problem.warning(code, Location.UNKNOWN, sentence(what)));
    }

    private String sentence(String what) {
        return "Topic " + topic.name() + " " + what + ".";
    }
}
