package dev.lockstep.server.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Where topics end, to which nobody adds any more. */
final class TopicEnds {
    private static final long POLL_MILLIS = 50;

    private TopicEnds() {}

    /**
     * Waits until no transaction is open in any of the topics, since what follows an open one is
     * not shown to readers yet, and gives the ends of their first partitions.
     *
     * @throws IllegalStateException if one stays open
     */
    static Map<String, Long> of(String bootstrap, List<String> topics, long millis)
            throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try (Admin admin = Admin.create(Clients.admin(bootstrap))) {
            while (true) {
                Map<String, Long> shown = ends(admin, topics, IsolationLevel.READ_COMMITTED);
                if (shown.equals(ends(admin, topics, IsolationLevel.READ_UNCOMMITTED))) {
                    return shown;
                }
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("a transaction stays open in " + topics);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the ends of " + topics + " are not known: " + e, e);
        }
    }

    private static Map<String, Long> ends(Admin admin, List<String> topics, IsolationLevel level)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
        topics.forEach(t -> latest.put(new TopicPartition(t, 0), OffsetSpec.latest()));
        Map<String, Long> ends = new LinkedHashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> e :
                admin.listOffsets(latest, new ListOffsetsOptions(level))
                        .all()
                        .get(30, TimeUnit.SECONDS)
                        .entrySet()) {
            ends.put(e.getKey().topic(), e.getValue().offset());
        }
        return ends;
    }
}
