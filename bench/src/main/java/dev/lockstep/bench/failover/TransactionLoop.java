package dev.lockstep.bench.failover;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.brokers.ChildJvm;
import dev.lockstep.brokers.node.ParentWatch;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.server.failover.UndisturbedModel;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A process that consumes, transforms and produces in transactions, offsets included, on one
 * thread: what one would write without Lockstep, or with its engine and without failover. Its
 * clients have the settings of those of an engine.
 */
final class TransactionLoop {
    /** What becomes of records. */
    enum Kind {
        /** Computed by hand. */
        PLAIN,
        /** Stepped by Lockstep's engine. */
        ENGINE
    }

    /** Turns a record into others. */
    @FunctionalInterface
    private interface Transform {
        void apply(ConsumerRecord<byte[], byte[]> record, Consumer<byte[]> output);
    }

    private static final Duration POLL = Duration.ofMillis(250);

    private final TopicPartition input;
    private final String output;
    private final Transform transform;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    private TransactionLoop(Place place, String input, String output, Transform transform) {
        this.input = new TopicPartition(input, 0);
        this.output = output;
        this.transform = transform;
        this.consumer =
                new KafkaConsumer<>(
                        consumer(place), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(
                        producer(place), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** The arguments of the process. */
    static List<String> arguments(Kind kind, Lane lane) {
        Place p = lane.place();
        return List.of(
                kind.name(),
                p.model().toString(),
                p.kafka(),
                p.zooKeeper(),
                p.prefix(),
                lane.input(),
                lane.output());
    }

    /** The process: runs until its parent ends. */
    public static void main(String[] arguments) throws InterruptedException {
        ParentWatch.start(() -> System.exit(0));
        String[] a = ChildJvm.arguments(arguments);
        Place place = new Place(Path.of(a[1]), a[2], a[3], a[4], true);
        UndisturbedModel model = new UndisturbedModel(place.load());
        Transform transform =
                switch (Kind.valueOf(a[0])) {
                    case PLAIN -> new ByHand(model.schema("q/in"), model.schema("q/out"));
                    case ENGINE -> new Stepped(model.model());
                };
        new TransactionLoop(place, a[5], a[6], transform).run();
    }

    private static Map<String, Object> common(Place place) {
        Map<String, Object> all = new TreeMap<>();
        all.put("bootstrap.servers", place.kafka());
        all.put("retry.backoff.ms", "2");
        all.put("retry.backoff.max.ms", "50");
        all.put("reconnect.backoff.ms", "10");
        all.put("connections.max.idle.ms", "3600000");
        all.put("metric.reporters", "");
        all.put("enable.metrics.push", "false");
        return all;
    }

    private static Map<String, Object> consumer(Place place) {
        Map<String, Object> all = common(place);
        all.put("group.id", place.prefix());
        all.put("isolation.level", "read_committed");
        all.put("enable.auto.commit", "false");
        all.put("fetch.min.bytes", "1");
        all.put("fetch.max.wait.ms", "250");
        all.put("max.partition.fetch.bytes", String.valueOf(4 << 20));
        all.put("max.poll.records", "2000");
        all.put("receive.buffer.bytes", "-1");
        return all;
    }

    private static Map<String, Object> producer(Place place) {
        Map<String, Object> all = common(place);
        all.put("acks", "all");
        all.put("enable.idempotence", "true");
        all.put("transactional.id", place.prefix());
        // a commit sends what waits at once
        all.put("linger.ms", "200");
        all.put("batch.size", String.valueOf(512 << 10));
        all.put("buffer.memory", String.valueOf(64L << 20));
        all.put("max.request.size", String.valueOf(32 << 20));
        return all;
    }

    private void run() {
        consumer.assign(List.of(input));
        consumer.seek(input, 0);
        producer.initTransactions();
        while (true) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                producer.beginTransaction();
                long next = 0;
                for (ConsumerRecord<byte[], byte[]> r : records) {
                    transform.apply(r, this::send);
                    next = r.offset() + 1;
                }
                producer.sendOffsetsToTransaction(
                        Map.of(input, new OffsetAndMetadata(next)), consumer.groupMetadata());
                producer.commitTransaction();
            }
        }
    }

    private void send(byte[] value) {
        producer.send(new ProducerRecord<>(output, 0, null, value));
    }

    /** Adds up by hand. */
    private static final class ByHand implements Transform {
        private final BinaryFrame from;
        private final BinaryFrame to;
        private final EventBlock in;
        private final EventBlock out;
        private final ByteSink sink = new ByteSink(256);

        ByHand(Schema from, Schema to) {
            this.from = new BinaryFrame(from);
            this.to = new BinaryFrame(to);
            this.in = EventBlock.detached(from);
            this.out = EventBlock.detached(to);
        }

        @Override
        public void apply(ConsumerRecord<byte[], byte[]> record, Consumer<byte[]> output) {
            byte[] value = record.value();
            in.reset(0);
            from.read(value, 0, value.length, in);
            out.reset(in.rows());
            BlockBuilder builder = new BlockBuilder(out, null);
            for (int row = 0; row < in.rows(); row++) {
                double used = in.doubles(2)[row];
                double free = in.doubles(3)[row];
                builder.row(Opcode.INSERT)
                        .set(0, in.longs(0)[row])
                        .set(1, in.longs(1)[row])
                        .set(2, used)
                        .set(3, free)
                        .set(4, used + free);
            }
            sink.clear();
            to.write(out, record.offset() + 1, sink);
            output.accept(Arrays.copyOf(sink.bytes(), sink.size()));
        }
    }

    /** Steps an engine. */
    private static final class Stepped implements Transform {
        private final EngineModel model;

        Stepped(EngineModel model) {
            this.model = model;
            model.start(micros(), 1);
        }

        private static long micros() {
            return System.currentTimeMillis() * 1000;
        }

        @Override
        public void apply(ConsumerRecord<byte[], byte[]> record, Consumer<byte[]> output) {
            model.record(0, micros(), record.offset(), record.value());
            for (ReplicaOutput o : model.takeOutput()) {
                output.accept(o.value());
            }
        }
    }
}
