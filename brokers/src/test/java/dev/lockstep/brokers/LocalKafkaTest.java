package dev.lockstep.brokers;

import static org.apache.kafka.common.config.ConfigResource.Type.BROKER;
import static org.apache.kafka.common.config.ConfigResource.Type.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.api.error.LockstepException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class LocalKafkaTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private LocalKafka kafka;
    private KafkaClient client;

    @BeforeEach
    void connect() {
        kafka = SharedKafka.get();
        client = new KafkaClient(kafka.bootstrap());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    private String newTopic() throws Exception {
        String topic = SharedKafka.unique("topic");
        client.create(topic);
        return topic;
    }

    /** A commit returns when it is certain, which is before readers see it. */
    private void awaitCommitted(String topic, String... values) {
        await().atMost(SOON).until(() -> client.committed(topic), List.of(values)::equals);
    }

    @Test
    void aTransactionIsCommittedWithThreeCopies() throws Exception {
        String topic = newTopic();
        try (KafkaProducer<String, String> producer = client.transactions(topic)) {
            KafkaClient.commit(producer, topic, "first");
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "taken back"));
            producer.abortTransaction();
            KafkaClient.commit(producer, topic, "second");
        }

        awaitCommitted(topic, "first", "second");
        assertThat(client.inSync(topic)).containsExactly(3, 3);
        assertThat(client.setting(TOPIC, topic, "min.insync.replicas")).isEqualTo("2");
    }

    @Test
    void transactionsAreOfTheSecondVersionAndLaggingCopiesAreKept() throws Exception {
        assertThat(client.feature("transaction.version")).isEqualTo(2);
        assertThat(client.feature("eligible.leader.replicas.version")).isEqualTo(1);
    }

    @Test
    void everyNodeIsTuned() throws Exception {
        for (int id = 1; id <= 3; id++) {
            String broker = Integer.toString(id);
            String wait = "add.partitions.to.txn.retry.backoff.ms";
            assertThat(client.setting(BROKER, broker, wait)).isEqualTo("1");
            assertThat(client.setting(BROKER, broker, "auto.create.topics.enable"))
                    .isEqualTo("false");
        }
    }

    @Test
    void withOneNodeKilledTheOthersGoOnAndAllAreInSyncAfterItsRestart() throws Exception {
        String topic = newTopic();
        try (KafkaProducer<String, String> producer = client.transactions(topic)) {
            KafkaClient.commit(producer, topic, "before");
            long pid = kafka.node(2).pid();
            kafka.node(2).kill();
            assertThat(Processes.isGone(pid)).isTrue();
            assertThat(kafka.node(2).isRunning()).isFalse();
            KafkaClient.commit(producer, topic, "meanwhile");
            await().atMost(SOON).until(() -> client.inSync(topic), List.of(2, 3)::equals);

            kafka.node(2).restart();
            assertThat(kafka.node(2).pid()).isNotEqualTo(pid);
            await().atMost(SOON).until(() -> client.inSync(topic), List.of(3, 3)::equals);
            KafkaClient.commit(producer, topic, "after");
        }
        awaitCommitted(topic, "before", "meanwhile", "after");
    }

    @Test
    void aFrozenNodeFallsBehindAndCatchesUpWhenItIsThawed() throws Exception {
        String topic = newTopic();
        Node node = kafka.node(3);
        long pid = node.pid();

        node.freeze();
        await().atMost(SOON).until(() -> Processes.isStopped(pid));
        assertThat(node.isFrozen()).isTrue();
        await().atMost(SOON).until(() -> client.inSync(topic), List.of(2, 3)::equals);

        node.thaw();
        assertThat(Processes.isStopped(pid)).isFalse();
        assertThat(node.isFrozen()).isFalse();
        await().atMost(SOON).until(() -> client.inSync(topic), List.of(3, 3)::equals);
        assertThat(node.pid()).isEqualTo(pid);
    }

    @Test
    void aFrozenNodeCanBeKilled() {
        Node node = kafka.node(1);
        long pid = node.pid();
        node.freeze();
        node.kill();

        assertThat(Processes.isGone(pid)).isTrue();
        assertThat(node.isFrozen()).isFalse();
    }

    @Test
    void aNodeThatIsStoppedSaysFarewellSoThatNobodyWaitsForIt() throws Exception {
        String topic = newTopic();
        long pid = kafka.node(1).pid();
        kafka.node(1).stop();

        assertThat(Processes.isGone(pid)).isTrue();
        // one that is killed stays in sync until its session ends, after 3 s
        await().atMost(2, TimeUnit.SECONDS)
                .until(() -> client.inSync(topic), List.of(2, 3)::equals);
        assertThatThrownBy(() -> kafka.node(1).pid())
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7106")
                .hasMessageContaining("kafka-1");
    }

    @Test
    void allNodesCanBeKilledAndStartedAgainTogether() throws Exception {
        String topic = newTopic();
        try (KafkaProducer<String, String> producer = client.transactions(topic)) {
            KafkaClient.commit(producer, topic, "kept");
        }
        String bootstrap = kafka.bootstrap();
        kafka.nodes().forEach(Node::kill);

        kafka.startAll();

        assertThat(kafka.bootstrap()).isEqualTo(bootstrap);
        awaitCommitted(topic, "kept");
    }

    @Test
    void nothingRunsAfterCloseAndTheNextClusterFindsTheData(@TempDir Path folder) throws Exception {
        KafkaSettings settings =
                KafkaSettings.in(folder)
                        .withNodes(1)
                        .withHosts("127.0.0.2")
                        .with("broker.session.timeout.ms", "1000");
        long pid;
        try (LocalKafka alone = LocalKafka.start(settings);
                KafkaClient own = new KafkaClient(alone.bootstrap())) {
            assertThat(alone.bootstrap()).startsWith("127.0.0.2:");
            own.create("kept");
            pid = alone.node(1).pid();
            assertThat(Files.readString(alone.node(1).log())).contains("Formatting");
        }
        assertThat(Processes.isGone(pid)).isTrue();

        try (LocalKafka again = LocalKafka.start(settings);
                KafkaClient own = new KafkaClient(again.bootstrap())) {
            assertThat(own.admin().listTopics().names().get()).containsExactly("kept");
        }
    }

    @Test
    void anUntunedNodeHasTheDefaultsOfKafka(@TempDir Path folder) throws Exception {
        KafkaSettings settings = KafkaSettings.in(folder).withNodes(1).untuned();
        try (LocalKafka alone = LocalKafka.start(settings);
                KafkaClient own = new KafkaClient(alone.bootstrap())) {
            String wait = "add.partitions.to.txn.retry.backoff.ms";
            assertThat(own.setting(BROKER, "1", wait)).isEqualTo("20");
            own.create("one");
            assertThat(own.inSync("one")).containsExactly(1, 1);
        }
    }
}
