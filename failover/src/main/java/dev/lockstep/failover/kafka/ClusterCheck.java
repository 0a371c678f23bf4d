package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Looks at what the brokers have in common: how they keep transactions. */
final class ClusterCheck {
    private static final String TRANSACTION_TOPIC = "__transaction_state";
    private static final String FEATURE = "transaction.version";
    private static final int VERSION = 2;
    private static final String BACKOFF = "add.partitions.to.txn.retry.backoff.ms";
    private static final long QUICK_MILLIS = 5;

    private final KafkaBusSettings settings;
    private final Admin admin;
    private final List<Problem> problems;

    ClusterCheck(KafkaBusSettings settings, Admin admin, List<Problem> problems) {
        this.settings = settings;
        this.admin = admin;
        this.problems = problems;
    }

    void look() {
        feature();
        Config broker = broker();
        if (broker != null) {
            transactionLog(broker);
            backoff(broker);
        }
    }

    private void feature() {
        Map<String, FinalizedVersionRange> features =
                Failures.get(admin.describeFeatures().featureMetadata()).finalizedFeatures();
        FinalizedVersionRange range = features.get(FEATURE);
        int version = range == null ? 0 : range.maxVersionLevel();
        if (version < VERSION) {
            error(
                    BusError.TRANSACTIONS,
                    "The brokers have "
                            + FEATURE
                            + " "
                            + version
                            + ", with which a late record can join the next transaction.");
        }
    }

    /** The settings of one broker, for all; null and a warning if they may not be read. */
    private @Nullable Config broker() {
        try {
            Node node = Failures.get(admin.describeCluster().nodes()).iterator().next();
            return KafkaChecks.config(admin, ConfigResource.Type.BROKER, node.idString());
        } catch (KafkaException e) {
            problems.add(
                    Problem.warning(
                            BusError.NOT_CHECKED,
                            Location.UNKNOWN,
                            "The settings of the brokers could not be read: "
                                    + Failures.reason(e)
                                    + "."));
            return null;
        }
    }

    /** The topic counts where it is there; brokers make it with the first transaction. */
    private void transactionLog(Config broker) {
        TopicDescription topic = KafkaChecks.describe(admin, TRANSACTION_TOPIC, System.nanoTime());
        long copies =
                topic == null
                        ? number(broker, "transaction.state.log.replication.factor")
                        : topic.partitions().get(0).replicas().size();
        long inSync = number(broker, "transaction.state.log.min.isr");
        if (copies < 2 || inSync < 2) {
            error(
                    BusError.TRANSACTION_LOG,
                    "The brokers keep the state of transactions in "
                            + copies
                            + " copies of which "
                            + inSync
                            + " must be written; who may commit is forgotten with one broker.");
        }
    }

    private void backoff(Config broker) {
        long millis = number(broker, BACKOFF);
        if (millis > QUICK_MILLIS) {
            long partitions = 1 + settings.outputs().stream().distinct().count();
            problems.add(
                    Problem.warning(
                            BusError.SLOW_TRANSACTIONS,
                            Location.UNKNOWN,
                            "The brokers have "
                                    + BACKOFF
                                    + " "
                                    + millis
                                    + ", which adds up to "
                                    + millis * partitions
                                    + " ms to each commit of "
                                    + partitions
                                    + " partitions."));
        }
    }

    private static long number(Config config, String setting) {
        ConfigEntry entry = config.get(setting);
        try {
            return entry == null || entry.value() == null ? 0 : Long.parseLong(entry.value());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void error(BusError code, String detail) {
        problems.add(Problem.error(code, Location.UNKNOWN, detail));
    }
}
