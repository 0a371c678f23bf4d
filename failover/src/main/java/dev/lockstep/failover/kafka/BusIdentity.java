package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.LockstepException;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

/**
 * What only those know of a project's journal who may look at topics of its cluster: the cluster's
 * id and that of the topic.
 */
public final class BusIdentity {
    private BusIdentity() {}

    /**
     * @return text that is the same for every engine of the project, and another once its journal
     *     was made anew
     * @throws LockstepException if the brokers cannot be asked
     */
    public static String of(KafkaBusSettings settings) {
        ClientProperties properties = new ClientProperties(settings);
        try (Admin admin = Admin.create(properties.admin("identity"))) {
            String cluster = Failures.get(admin.describeCluster().clusterId());
            TopicDescription journal =
                    Failures.get(admin.describeTopics(List.of(settings.journal())).allTopicNames())
                            .get(settings.journal());
            return cluster
                    + " "
                    + settings.journal()
                    + " "
                    + (journal == null ? "" : journal.topicId());
        } catch (KafkaException e) {
            throw new LockstepException(
                    BusError.NOT_CHECKED,
                    "The brokers do not tell which journal it is: " + Failures.reason(e) + ".",
                    e);
        }
    }
}
