package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.Node;
import dev.lockstep.brokers.SharedKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a consumer does that gets no answers. */
@Timeout(120)
final class PartitionReaderTest {
    private static final Duration POLL = Duration.ofMillis(200);

    @Test
    void aConsumerWhoseFetchesAreNotAnsweredIsReplacedAndReadsOnWhereItWas() throws Exception {
        LocalKafka cluster = SharedKafka.get();
        try (Bench bench = new Bench().made()) {
            bench.publish(bench.input, IntStream.range(0, 50).mapToObj(k -> "r" + k).toList());
            PartitionReader reader =
                    new PartitionReader(
                            new ClientProperties(bench.settings("reader")).consumer("input"));
            try {
                List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
                reader.seek(new TopicPartition(bench.input, 0), 10);
                readTo(reader, read, 40);
                reader.poll(POLL, read);
                assertThat(reader.replaced()).isZero();

                cluster.nodes().forEach(Node::freeze);
                while (reader.replaced() == 0) {
                    reader.poll(POLL, read);
                }
                cluster.nodes().forEach(Node::thaw);
                bench.publish(bench.input, List.of("r50", "r51"));
                readTo(reader, read, 42);

                assertThat(read)
                        .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
                        .containsExactlyElementsOf(
                                IntStream.range(10, 52).mapToObj(k -> "r" + k).toList());
                assertThat(reader.position()).isEqualTo(52);
            } finally {
                reader.close();
            }
        } finally {
            cluster.nodes().forEach(Node::thaw);
            SharedKafka.get();
        }
    }

    private static void readTo(
            PartitionReader reader, List<ConsumerRecord<byte[], byte[]>> read, int count) {
        while (read.size() < count) {
            reader.poll(POLL, read);
        }
    }
}
