package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices a transaction that stays open on a topic of the project, whoever opened it: consumers see
 * nothing of what is committed behind it. One thread.
 */
final class StuckWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StuckWatch.class);

    private final Topics topics;
    private final Set<TopicPartition> places = new LinkedHashSet<>();

    /** Where committed records ended at the last look, if others lay behind. */
    private final Map<String, Long> heldAt = new TreeMap<>();

    private final Set<String> told = new LinkedHashSet<>();

    StuckWatch(KafkaBusSettings settings, Topics topics) {
        this.topics = topics;
        places.add(new TopicPartition(settings.journal(), KafkaBusSettings.JOURNAL_PARTITION));
        settings.outputs().forEach(o -> places.add(new TopicPartition(o.topic(), o.partition())));
    }

    /** Looks at all topics, and says in the log what has not moved since the look before. */
    void look() {
        for (TopicPartition place : places) {
            look(place).ifPresent(p -> LOG.error("{}", p));
        }
    }

    /** What there is to be said of one partition now, if anything. */
    Optional<Problem> look(TopicPartition place) {
        String name = place.toString();
        try {
            long committed = topics.committedEnd(place);
            long end = topics.end(place);
            Long before = end > committed ? heldAt.put(name, committed) : forget(name);
            boolean isStuck = end > committed && before != null && before == committed;
            if (!isStuck || !told.add(name)) {
                return Optional.empty();
            }
            return Optional.of(
                    Problem.error(
                            BusError.HELD_UP,
                            Location.UNKNOWN,
                            "Consumers of "
                                    + place
                                    + " see nothing behind offset "
                                    + committed
                                    + ": a transaction that begins there stays open."));
        } catch (KafkaException unknown) {
            LOG.debug("cannot look at {}: {}", place, Failures.reason(unknown));
            return Optional.empty();
        }
    }

    private @Nullable Long forget(String name) {
        told.remove(name);
        return heldAt.remove(name);
    }
}
