package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics that are missing: one partition and, where there are brokers, three copies. */
final class BusTopics {
    private static final int COPIES = 3;

    private BusTopics() {}

    /**
     * @throws LockstepException {@link ConnectorCode#BUS_UNREACHABLE}
     */
    static void make(
            Map<String, Object> admin, String brokers, List<String> topics, Map<String, String> as)
            throws InterruptedException {
        try (Admin a = Admin.create(admin)) {
            java.util.Set<String> there = a.listTopics().names().get();
            int nodes = a.describeCluster().nodes().get().size();
            short copies = (short) Math.max(1, Math.min(COPIES, nodes));
            for (String topic : topics) {
                if (!there.contains(topic)) {
                    make(a, new NewTopic(topic, Optional.of(1), Optional.of(copies)).configs(as));
                }
            }
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (ExecutionException | KafkaException e) {
            throw unreachable(brokers, e);
        }
    }

    private static void make(Admin admin, NewTopic topic)
            throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            // somebody else was quicker
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    static LockstepException unreachable(String brokers, Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new LockstepException(
                ConnectorCode.BUS_UNREACHABLE,
                "The bus at " + brokers + " does not do what is asked of it: " + cause,
                e);
    }
}
