package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the brokers and topics of a project are as strong as its guarantee. What could
 * lose, repeat or change a committed record is an error: with it nothing may be called
 * exactly-once. What only costs time or makes a later loss of brokers worse is a warning.
 */
public final class KafkaChecks {
    /** What reads and writes a topic. */
    enum Use {
        JOURNAL,
        INPUT,
        OUTPUT
    }

    private final KafkaBusSettings settings;
    private final long neededMillis;
    private final List<Problem> problems = new ArrayList<>();
    private final long untilNanos = System.nanoTime() + Failures.NEWS_NANOS;

    private KafkaChecks(KafkaBusSettings settings, long neededMillis) {
        this.settings = settings;
        this.neededMillis = neededMillis;
    }

    /** The same where snapshots are not counted on. */
    public static List<Problem> check(KafkaBusSettings settings) {
        return check(settings, 0);
    }

    /**
     * Looks once, which takes some milliseconds, or seconds where brokers do not answer.
     *
     * @param neededMillis for how long the journal and the inputs must be kept so that an engine
     *     can join from a snapshot; 0 for no matter
     * @return errors for what is too weak for exactly-once, and warnings and notes; empty if all is
     *     well
     */
    public static List<Problem> check(KafkaBusSettings settings, long neededMillis) {
        KafkaChecks checks = new KafkaChecks(settings, neededMillis);
        ClientProperties properties = new ClientProperties(settings);
        try (Admin admin = Admin.create(properties.admin("checks"))) {
            checks.look(admin);
        } catch (KafkaException e) {
            checks.problems.add(
                    Problem.error(
                            BusError.NOT_CHECKED,
                            Location.UNKNOWN,
                            "The brokers at "
                                    + settings.bootstrap()
                                    + " could not be asked: "
                                    + Failures.reason(e)
                                    + "."));
        }
        return checks.problems;
    }

    /**
     * Looks whether the topics still hold what a snapshot needs to go on from.
     *
     * @param journalFrom offset at which the journal would be read on
     * @param inputsFrom the same for each input; may be empty if the project has not started
     * @return errors for what is gone already
     */
    public static List<Problem> checkHistory(
            KafkaBusSettings settings, long journalFrom, List<Long> inputsFrom) {
        List<Problem> found = new ArrayList<>();
        ClientProperties properties = new ClientProperties(settings);
        try (Topics topics = new Topics(Admin.create(properties.admin("checks")))) {
            TopicPartition journal =
                    new TopicPartition(settings.journal(), KafkaBusSettings.JOURNAL_PARTITION);
            reaches(topics, journal, journalFrom, found);
            for (int k = 0; k < Math.min(inputsFrom.size(), settings.inputs().size()); k++) {
                KafkaBusSettings.Input i = settings.inputs().get(k);
                TopicPartition place = new TopicPartition(i.topic(), i.partition());
                reaches(topics, place, inputsFrom.get(k), found);
            }
        } catch (KafkaException e) {
            found.add(
                    Problem.error(
                            BusError.NOT_CHECKED,
                            Location.UNKNOWN,
                            "The history of the topics could not be looked at: "
                                    + Failures.reason(e)
                                    + "."));
        }
        return found;
    }

    private static void reaches(
            Topics topics, TopicPartition place, long from, List<Problem> found) {
        long earliest = topics.earliest(place);
        if (earliest > from) {
            found.add(
                    Problem.error(
                            BusError.RETENTION,
                            Location.UNKNOWN,
                            "Topic "
                                    + place.topic()
                                    + " begins at offset "
                                    + earliest
                                    + ", and the oldest snapshot needs it from "
                                    + from
                                    + " on."));
        }
    }

    private void look(Admin admin) {
        Map<String, Use> uses = new LinkedHashMap<>();
        uses.put(settings.journal(), Use.JOURNAL);
        settings.inputs().forEach(i -> uses.putIfAbsent(i.topic(), Use.INPUT));
        settings.outputs().forEach(o -> uses.putIfAbsent(o.topic(), Use.OUTPUT));
        for (var use : uses.entrySet()) {
            topic(admin, use.getKey(), use.getValue());
        }
        settings.inputs().forEach(i -> one(admin, i.topic(), i.partition()));
        settings.outputs().forEach(o -> one(admin, o.topic(), o.partition()));
        new ClusterCheck(settings, admin, problems).look();
    }

    private void topic(Admin admin, String name, Use use) {
        TopicDescription topic = describe(admin, name, untilNanos);
        if (topic == null) {
            problems.add(
                    Problem.error(
                            BusError.TOPIC_MISSING,
                            Location.UNKNOWN,
                            "There is no topic " + name + "."));
            return;
        }
        Config config = config(admin, ConfigResource.Type.TOPIC, name);
        new TopicCheck(topic, config, use, problems).look(neededMillis);
    }

    private void one(Admin admin, String name, int partition) {
        TopicDescription topic = describe(admin, name, untilNanos);
        if (topic != null && partition >= topic.partitions().size()) {
            problems.add(
                    Problem.error(
                            BusError.PARTITIONS,
                            Location.UNKNOWN,
                            "Topic " + name + " has no partition " + partition + "."));
        }
    }

    /** The settings of a topic or broker. */
    static Config config(Admin admin, ConfigResource.Type type, String name) {
        ConfigResource resource = new ConfigResource(type, name);
        Config found =
                Failures.patiently(
                        System.nanoTime() + Failures.NEWS_NANOS,
                        () ->
                                Failures.get(admin.describeConfigs(List.of(resource)).all())
                                        .get(resource));
        if (found == null) {
            throw new KafkaException("the brokers tell no settings of " + resource);
        }
        return found;
    }

    /** A topic as it is, or null if there is still none at that moment. */
    static @Nullable TopicDescription describe(Admin admin, String name, long untilNanos) {
        try {
            return Failures.patiently(
                    untilNanos,
                    () ->
                            Failures.get(admin.describeTopics(List.of(name)).allTopicNames())
                                    .get(name));
        } catch (UnknownTopicOrPartitionException missing) {
            return null;
        }
    }
}
