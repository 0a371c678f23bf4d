package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics of a project that are missing, with one partition and three copies, or as many
 * as there are brokers. What is there already stays as it is; {@link KafkaChecks} judges it.
 */
public final class KafkaTopics {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    private static final int COPIES = 3;

    /** Each takes as long as a question may. */
    private static final int TRIES = 3;

    /** A batch holds several records and their headers. */
    private static final long BATCH_ROOM = 64 << 10;

    private static final String HOUR_MILLIS = "3600000";

    private KafkaTopics() {}

    /**
     * Makes all topics of the project that are missing. Engines may do it at the same time.
     *
     * @param metadata the topic of metadata requests, or empty for none
     * @return the names of those that were made
     * @throws LockstepException {@link BusError#TOPIC_NOT_MADE}
     */
    public static List<String> createMissing(KafkaBusSettings settings, String metadata) {
        Map<String, Map<String, String>> wanted = new LinkedHashMap<>();
        Map<String, String> lasting = lasting();
        wanted.put(settings.journal(), lasting);
        wanted.put(settings.rehearsalTopic(), passing());
        if (!metadata.isEmpty()) {
            wanted.put(metadata, passing());
        }
        // how long events are kept is the user's business, so brokers' defaults hold
        settings.inputs().forEach(i -> wanted.putIfAbsent(i.topic(), large()));
        settings.outputs().forEach(o -> wanted.putIfAbsent(o.topic(), large()));
        ClientProperties properties = new ClientProperties(settings);
        try (Admin admin = Admin.create(properties.admin("topics"))) {
            return patiently(admin, wanted);
        } catch (KafkaException e) {
            throw new LockstepException(
                    BusError.TOPIC_NOT_MADE,
                    "The topics of journal "
                            + settings.journal()
                            + " could not be made: "
                            + Failures.reason(e),
                    e);
        }
    }

    /** Brokers that have just started, all at once on a busy machine, may not answer at first. */
    private static List<String> patiently(Admin admin, Map<String, Map<String, String>> wanted) {
        for (int k = 1; ; k++) {
            try {
                return create(admin, wanted);
            } catch (TimeoutException e) {
                if (k == TRIES) {
                    throw e;
                }
                LOG.warn("topics are not made yet: {}", Failures.reason(e));
            }
        }
    }

    private static List<String> create(Admin admin, Map<String, Map<String, String>> wanted) {
        Set<String> there = Failures.get(admin.listTopics().names());
        List<Node> brokers = new ArrayList<>(Failures.get(admin.describeCluster().nodes()));
        brokers.sort(Comparator.comparingInt(Node::id));
        short copies = (short) Math.min(COPIES, brokers.size());
        String journal = wanted.keySet().iterator().next();
        List<NewTopic> missing = new ArrayList<>();
        for (var w : wanted.entrySet()) {
            if (!there.contains(w.getKey())) {
                Map<String, String> configs = new TreeMap<>(w.getValue());
                configs.put("min.insync.replicas", copies >= COPIES ? "2" : "1");
                missing.add(topic(w.getKey(), journal, brokers, copies).configs(configs));
            }
        }
        List<String> made = new ArrayList<>();
        for (Map.Entry<String, KafkaFuture<Void>> f :
                admin.createTopics(missing).values().entrySet()) {
            try {
                Failures.get(f.getValue());
                made.add(f.getKey());
            } catch (TopicExistsException somebodyElse) {
                LOG.debug("{} was made meanwhile", f.getKey());
            }
        }
        if (!made.isEmpty()) {
            LOG.info("made topics {} with {} copies each", made, copies);
        }
        return made;
    }

    /**
     * All topics of a project get the same leader, so that a commit is one request to one broker;
     * which one depends on the project. Where brokers stand in racks, Kafka knows better.
     */
    private static NewTopic topic(String name, String journal, List<Node> brokers, short copies) {
        if (brokers.stream().anyMatch(Node::hasRack)) {
            return new NewTopic(name, 1, copies);
        }
        int first = Math.floorMod(journal.hashCode(), brokers.size());
        List<Integer> replicas = new ArrayList<>();
        for (int k = 0; k < copies; k++) {
            replicas.add(brokers.get((first + k) % brokers.size()).id());
        }
        return new NewTopic(name, Map.of(0, replicas));
    }

    private static Map<String, String> large() {
        Map<String, String> configs = new TreeMap<>();
        configs.put("cleanup.policy", "delete");
        configs.put("unclean.leader.election.enable", "false");
        configs.put(
                "max.message.bytes",
                Long.toString(FailoverLimits.ENTRY_BYTES.defaultValue() + BATCH_ROOM));
        return configs;
    }

    /** Until somebody trims it, who knows what snapshots there are. */
    private static Map<String, String> lasting() {
        Map<String, String> configs = large();
        configs.put("retention.ms", "-1");
        configs.put("retention.bytes", "-1");
        return configs;
    }

    private static Map<String, String> passing() {
        Map<String, String> configs = new TreeMap<>();
        configs.put("cleanup.policy", "delete");
        configs.put("retention.ms", HOUR_MILLIS);
        configs.put("segment.ms", HOUR_MILLIS);
        return configs;
    }
}
