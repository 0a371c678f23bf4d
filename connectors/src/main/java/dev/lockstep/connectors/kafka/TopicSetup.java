package dev.lockstep.connectors.kafka;

import dev.lockstep.connectors.ConnectorCode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at the topic before anything is read or written. A topic that is missing is made with one
 * partition and, where there are as many brokers, three copies (known).
 */
final class TopicSetup {
    private static final int COPIES = 3;
    private static final long POLL_MILLIS = 50;
    private static final int POLLS = 200;

    private final KafkaSettings settings;
    private final KafkaTopic topic;

    private TopicSetup(KafkaSettings settings) {
        this.settings = settings;
        topic = settings.topic();
    }

    /**
     * The partitions that the connector means, in order; of a topic that is there afterwards.
     *
     * @param isShared whether several partitions are fine though none was named
     */
    static List<Integer> partitions(KafkaSettings settings, boolean isShared)
            throws InterruptedException {
        TopicSetup setup = new TopicSetup(settings);
        try (Admin admin = Admin.create(ClientConfigs.admin(settings))) {
            return setup.chosen(setup.count(admin), isShared);
        } catch (ExecutionException | KafkaException e) {
            if (e instanceof org.apache.kafka.common.errors.InterruptException) {
                Thread.interrupted();
                throw new InterruptedException();
            }
            throw KafkaFailures.of(
                    settings,
                    ConnectorCode.BUS_UNREACHABLE,
                    "cannot look at topic " + setup.topic.name() + " on " + setup.topic.brokers(),
                    e);
        }
    }

    private List<Integer> chosen(int count, boolean isShared) {
        int named = topic.partition();
        if (named >= count) {
            throw wrong("has no partition " + named + ", but " + count + " from 0 on");
        }
        if (named == KafkaTopic.UNSAID && count > 1 && !isShared) {
            throw wrong("has " + count + " partitions, and kafkapartition names none");
        }
        return named >= 0
                ? List.of(named)
                : java.util.stream.IntStream.range(0, count).boxed().toList();
    }

    private RuntimeException wrong(String what) {
        return KafkaFailures.of(
                settings,
                ConnectorCode.NO_PARTITION,
                "cannot use topic " + topic.name() + ", which " + what);
    }

    private int count(Admin admin) throws ExecutionException, InterruptedException {
        int count = look(admin);
        if (count > 0) {
            return count;
        }
        if (topic.partition() > 0) {
            throw wrong("is missing and would be made with one partition");
        }
        make(admin);
        for (int i = 0; i < POLLS; i++) {
            count = look(admin);
            if (count > 0) {
                return count;
            }
            // brokers hear of a topic one after the other
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        throw new UnknownTopicOrPartitionException("the topic was made but does not appear");
    }

    /** The number of partitions; 0 for a topic that is missing. */
    private int look(Admin admin) throws ExecutionException, InterruptedException {
        try {
            int count = 0;
            for (TopicDescription d :
                    admin.describeTopics(List.of(topic.name())).allTopicNames().get().values()) {
                count = d.partitions().size();
            }
            return count;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw e;
        }
    }

    private void make(Admin admin) throws ExecutionException, InterruptedException {
        int brokers = admin.describeCluster().nodes().get().size();
        short copies = (short) Math.max(1, Math.min(COPIES, brokers));
        NewTopic made = new NewTopic(topic.name(), Optional.of(1), Optional.of(copies));
        try {
            admin.createTopics(List.of(made)).all().get();
        } catch (ExecutionException e) {
            // somebody else was quicker
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
