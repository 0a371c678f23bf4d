package dev.lockstep.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.MessageId;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.connectors.RecordingSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against real brokers. */
@Timeout(120)
class KafkaTopicTest {
    private static LocalKafka kafka;
    private static Admin admin;

    private String topic;

    @BeforeAll
    static void connect() {
        kafka = SharedKafka.get();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()));
    }

    @AfterAll
    static void disconnect() {
        admin.close();
    }

    @BeforeEach
    void name() {
        topic = SharedKafka.unique("topic");
    }

    private void make(int partitions) throws Exception {
        NewTopic made = new NewTopic(topic, Optional.of(partitions), Optional.empty());
        admin.createTopics(List.of(made)).all().get();
    }

    private ConnectorConfig config(Direction direction, String... properties) {
        List<String> all = new ArrayList<>();
        all.add("kafkahostport=" + kafka.bootstrap());
        all.add("kafkatopic=" + topic);
        all.addAll(List.of(properties));
        return Configs.of(direction, Configs.SCHEMA, false, all.toArray(String[]::new));
    }

    private RecordingSink published(RecordingSink sink, String... properties) throws Exception {
        ConnectorConfig config = config(Direction.PUBLISH, properties);
        try (Publisher publisher = new KafkaConnector().publisher(config)) {
            publisher.run(sink);
        }
        return sink;
    }

    private RecordingSink published(int rows, String... properties) throws Exception {
        return published(new RecordingSink(Configs.SCHEMA).stopAfter(rows), properties);
    }

    private Subscriber subscriber(String... properties) throws Exception {
        Subscriber s = new KafkaConnector().subscriber(config(Direction.SUBSCRIBE, properties));
        s.open();
        return s;
    }

    private static EventBlock rows(int from, int to) {
        EventBlock block = EventBlock.detached(Configs.SCHEMA);
        BlockBuilder b = new BlockBuilder(block, null);
        for (int id = from; id < to; id++) {
            b.row(Opcode.INSERT).set(0, (long) id).set(1, "n" + id).set(2, id / 2.0);
        }
        return block;
    }

    private void send(String... values) throws Exception {
        sendTo(0, values);
    }

    private void sendTo(int partition, String... values) throws Exception {
        try (KafkaProducer<byte[], byte[]> p = producer(Map.of())) {
            for (String v : values) {
                byte[] bytes = v.getBytes(StandardCharsets.UTF_8);
                p.send(new ProducerRecord<>(topic, partition, null, bytes)).get();
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new java.util.HashMap<>(more);
        config.put("bootstrap.servers", kafka.bootstrap());
        config.put("retry.backoff.ms", 2);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Test
    void blocksGoThroughATopicThatIsMadeOnTheWayWithRisingIds() throws Exception {
        try (Subscriber s = subscriber("kafkatype=binary")) {
            for (int i = 0; i < 50; i++) {
                s.accept(rows(10 * i, 10 * i + 10));
            }
            s.flush();
        }
        TopicDescription made = described();
        assertThat(made.partitions()).hasSize(1);
        assertThat(made.partitions().get(0).replicas()).hasSize(3);
        try (Subscriber s = subscriber("kafkatype=binary")) {
            s.accept(rows(500, 510));
        }
        RecordingSink sink = published(510, "kafkatype=binary");
        assertThat(sink.sizes()).hasSize(51).containsOnly(10);
        List<Long> ids = sink.blocks().stream().map(EventBlock::messageId).toList();
        assertThat(ids).first().isEqualTo(1L);
        assertThat(ids).last().isEqualTo(51L);
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(MessageId.source(ids.get(50))).isZero();
        assertThat(sink.text().lines().toList().get(509)).isEqualTo("I,N, 509,n509,254.500000");
    }

    @Test
    void whatIsFlushedIsThereBeforeTheConnectorIsClosed() throws Exception {
        try (Subscriber s = subscriber("kafkatype=json", "kafkaglobalconfig=linger.ms=60000")) {
            s.accept(rows(1, 3));
            s.flush();
            assertThat(published(2, "kafkatype=json").text())
                    .isEqualTo("I,N, 1,n1,0.500000\nI,N, 2,n2,1.000000\n");
        }
    }

    @Test
    void readingBeginsWhereItIsSaid() throws Exception {
        make(1);
        send("i,n,1,a,1", "i,n,2,b,2", "i,n,3,c,3");
        assertThat(published(3, "kafkapartition=0").rows()).isEqualTo(3);
        assertThat(published(1, "kafkainitialoffset=2").text()).isEqualTo("I,N, 3,c,3.000000\n");
        for (String beyond : List.of("4", "100")) {
            assertThatThrownBy(() -> published(1, "kafkainitialoffset=" + beyond))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-4121")
                    .hasMessageContaining("0 to 3");
        }
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get();
        assertThat(published(1).text()).isEqualTo("I,N, 3,c,3.000000\n");
        assertThatThrownBy(() -> published(1, "kafkainitialoffset=1"))
                .hasMessageContaining("LS-4121");
    }

    @Test
    void theNewestIsWhatComesAfterTheStart() throws Exception {
        make(1);
        send("i,n,1,a,1");
        RecordingSink sink = new RecordingSink(Configs.SCHEMA).stopAfter(1);
        ConnectorConfig config = config(Direction.PUBLISH, "kafkainitialoffset=largest");
        try (Publisher publisher = new KafkaConnector().publisher(config)) {
            assertThat(publisher.isFinite()).isFalse();
            CompletableFuture<Void> run = run(publisher, sink);
            // nothing tells when the reader stands at the end: send until one record comes behind
            AtomicInteger sent = new AtomicInteger(1);
            await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                send("i,n," + sent.incrementAndGet() + ",b,2");
                                return run.isDone();
                            });
            run.get(30, TimeUnit.SECONDS);
        }
        assertThat(sink.text()).isNotEmpty().doesNotContain("I,N, 1,");
    }

    private static CompletableFuture<Void> run(Publisher publisher, RecordingSink sink) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        publisher.run(sink);
                    } catch (java.io.IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void closingEndsAReaderThatWaits() throws Exception {
        make(1);
        send("i,n,1,a,1");
        RecordingSink sink = new RecordingSink(Configs.SCHEMA);
        Publisher publisher =
                new KafkaConnector().publisher(config(Direction.PUBLISH, "blocksize=10"));
        CompletableFuture<Void> run = run(publisher, sink);
        // a partial block is handed on when nothing more comes
        sink.awaitFirst();
        publisher.close();
        run.get(20, TimeUnit.SECONDS);
        assertThat(sink.rows()).isEqualTo(1);
    }

    @Test
    void interruptingEndsAReaderThatWaits() throws Exception {
        make(1);
        send("i,n,1,a,1");
        RecordingSink sink = new RecordingSink(Configs.SCHEMA);
        Publisher publisher = new KafkaConnector().publisher(config(Direction.PUBLISH));
        CompletableFuture<Exception> end = new CompletableFuture<>();
        Thread thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        publisher.run(sink);
                                        end.completeExceptionally(new IllegalStateException());
                                    } catch (Exception e) {
                                        end.complete(e);
                                    }
                                });
        sink.awaitFirst();
        thread.interrupt();
        assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(sink.rows()).isEqualTo(1);
    }

    @Test
    void onlyWhatWasCommittedIsRead() throws Exception {
        make(1);
        try (KafkaProducer<byte[], byte[]> p = producer(Map.of("transactional.id", topic))) {
            p.initTransactions();
            p.beginTransaction();
            p.send(new ProducerRecord<>(topic, "i,n,1,lost,1".getBytes(StandardCharsets.UTF_8)));
            p.flush();
            p.abortTransaction();
            p.beginTransaction();
            p.send(new ProducerRecord<>(topic, "i,n,2,kept,2".getBytes(StandardCharsets.UTF_8)));
            p.commitTransaction();
        }
        send("i,n,3,c,3");
        assertThat(published(2).text()).isEqualTo("I,N, 2,kept,2.000000\nI,N, 3,c,3.000000\n");
    }

    @Test
    void aGarbledRecordIsABadRowAndEndsTheFlowOnlyIfItMay() throws Exception {
        make(1);
        send("i,n,1,a,1", "i,n,x,b,2", "i,n,3,c,3");
        RecordingSink sink = published(2, "ignorecsvparseerrors=true");
        assertThat(sink.rows()).isEqualTo(2);
        assertThat(sink.bad()).hasSize(1);
        assertThat(sink.bad().get(0).place()).isEqualTo(topic + ":0:1");
        RecordingSink until = new RecordingSink(Configs.SCHEMA).stopAfter(2);
        assertThatThrownBy(() -> published(until))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4116")
                .hasMessageContaining(topic + ":0:1");
        assertThat(until.rows()).as("what came before").isEqualTo(1);
    }

    @Test
    void aGroupGoesOnWhereItWas() throws Exception {
        make(1);
        send("i,n,1,a,1", "i,n,2,b,2", "i,n,3,c,3", "i,n,4,d,4");
        String group = "kafkaconsumergroupid=" + SharedKafka.unique("group");
        assertThat(published(new RecordingSink(Configs.SCHEMA), group, "maxevents=2").rows())
                .isEqualTo(2);
        // by name of the partition or shared, the group's position is the same
        assertThat(published(1, group, "kafkapartition=0").text()).isEqualTo("I,N, 3,c,3.000000\n");
        assertThat(published(1, group).text()).isEqualTo("I,N, 4,d,4.000000\n");
        assertThat(published(4, "kafkaconsumergroupid=" + SharedKafka.unique("group")).rows())
                .isEqualTo(4);
    }

    @Test
    void aGroupComesBackToTheRecordThatEndedIt() throws Exception {
        make(1);
        send("i,n,1,a,1", "i,n,x,b,2", "i,n,3,c,3");
        String group = "kafkaconsumergroupid=" + SharedKafka.unique("group");
        RecordingSink sink = new RecordingSink(Configs.SCHEMA);
        assertThatThrownBy(() -> published(sink, group)).hasMessageContaining("LS-4116");
        assertThatThrownBy(() -> published(sink, group)).hasMessageContaining("LS-4116");
        assertThat(sink.rows()).as("what was handed over is not read again").isEqualTo(1);
        RecordingSink rest = published(1, group, "ignoreparseerrors=true");
        assertThat(rest.text()).isEqualTo("I,N, 3,c,3.000000\n");
    }

    @Test
    void idsGoOnBehindManyMarksOfTransactions() throws Exception {
        make(1);
        try (Subscriber s = subscriber("kafkatype=binary")) {
            s.accept(rows(0, 1));
        }
        try (KafkaProducer<byte[], byte[]> p = producer(Map.of("transactional.id", topic))) {
            p.initTransactions();
            for (int i = 0; i < 150; i++) {
                p.beginTransaction();
                p.send(new ProducerRecord<>(topic, new byte[] {1}));
                p.abortTransaction();
            }
        }
        try (Subscriber s = subscriber("kafkatype=binary")) {
            s.accept(rows(1, 2));
        }
        assertThat(published(2, "kafkatype=binary").blocks())
                .extracting(EventBlock::messageId)
                .containsExactly(1L, 2L);
    }

    @Test
    void aPartitionThatIsNotThereOrNotNamedIsAnError() throws Exception {
        make(2);
        sendTo(0, "i,n,1,a,1");
        sendTo(1, "i,n,2,b,2");
        assertThatThrownBy(() -> published(1))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4120")
                .hasMessageContaining("kafkapartition");
        assertThatThrownBy(() -> published(1, "kafkapartition=2"))
                .hasMessageContaining("LS-4120")
                .hasMessageContaining("no partition 2");
        assertThatThrownBy(() -> subscriber("kafkapartition=2")).hasMessageContaining("LS-4120");
        assertThat(published(1, "kafkapartition=1").text()).isEqualTo("I,N, 2,b,2.000000\n");
        assertThat(published(2, "kafkapartition=-1").rows()).isEqualTo(2);
        topic = SharedKafka.unique("missing");
        assertThatThrownBy(() -> published(1, "kafkapartition=1")).hasMessageContaining("LS-4120");
        assertThat(admin.listTopics().names().get()).doesNotContain(topic);
    }

    @Test
    void aRecordThatIsTooLargeIsAnErrorOfTheSubscriber() throws Exception {
        Subscriber s = subscriber("kafkatype=binary", "kafkaglobalconfig=message.max.bytes=2000");
        s.accept(rows(0, 10));
        assertThatThrownBy(
                        () -> {
                            s.accept(rows(0, 1000));
                            s.flush();
                        })
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4112")
                .hasMessageContaining("RecordTooLarge");
        assertThatThrownBy(() -> s.accept(rows(0, 1))).hasMessageContaining("LS-4112");
        assertThatThrownBy(s::close).hasMessageContaining("LS-4112");
    }

    @Test
    void brokersThatAreNotThereAreAnError() {
        assertThatThrownBy(
                        () ->
                                published(
                                        1,
                                        "kafkahostport=127.0.0.1:1",
                                        "kafkaglobalconfig=default.api.timeout.ms=600;"
                                                + "request.timeout.ms=500"))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4119")
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void nothingIsLostOrRepeatedWhenABrokerDies() throws Exception {
        RecordingSink sink;
        try (Subscriber s = subscriber("kafkatype=binary")) {
            for (int i = 0; i < 40; i++) {
                s.accept(rows(i, i + 1));
                s.flush();
                if (i == 10) {
                    kafka.node(leader()).kill();
                }
            }
            sink = published(40, "kafkatype=binary");
        } finally {
            kafka.startAll();
        }
        List<Long> ids = sink.blocks().stream().map(EventBlock::messageId).toList();
        assertThat(ids).hasSize(40).isSorted().doesNotHaveDuplicates();
        assertThat(sink.rows()).isEqualTo(40);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> admin.describeCluster().nodes().get().size() == 3);
    }

    private int leader() throws ExecutionException, InterruptedException {
        return described().partitions().get(0).leader().id();
    }

    private TopicDescription described() throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void recordsWithASchemaGoThroughATopicAndItsRegistry() throws Exception {
        try (RegistryServer registry = new RegistryServer()) {
            String[] properties = {
                "kafkatype=avro", "avroschemaregistryurl=" + registry.url(), "blocksize=10"
            };
            try (Subscriber s = subscriber(properties)) {
                s.accept(rows(0, 3));
                s.flush();
            }
            assertThat(registry.subjects()).containsExactly(topic + "-value");
            assertThat(published(3, properties).rows()).isEqualTo(3);
        }
    }
}
