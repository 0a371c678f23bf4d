package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Publishes numbered records to a bench's input at a steady rate. */
final class Flow implements AutoCloseable {
    private static final int PERIODS = 500;

    private final Bench bench;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<String> sent = new ArrayList<>();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    Flow(Bench bench, int perSecond) {
        this.bench = bench;
        producer = bench.publisher();
        int each = perSecond / PERIODS;
        pace.scheduleAtFixedRate(() -> send(each), 0, 1_000 / PERIODS, TimeUnit.MILLISECONDS);
    }

    private synchronized void send(int count) {
        for (int k = 0; k < count; k++) {
            String value = "record " + sent.size();
            sent.add(value);
            producer.send(
                    Bench.record(bench.input, value),
                    (data, failure) -> {
                        if (failure != null) {
                            failures.add(failure);
                        }
                    });
        }
    }

    private synchronized int sent() {
        return sent.size();
    }

    /** Returns when so many more were sent. */
    void runOn(int more) {
        int wanted = sent() + more;
        await().atMost(Duration.ofSeconds(60)).until(() -> sent() >= wanted);
    }

    /** Everything that was published, when it has been. */
    List<String> end() throws InterruptedException {
        pace.shutdown();
        assertThat(pace.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        producer.flush();
        assertThat(failures).as("what the publisher could not write").isEmpty();
        return sent;
    }

    @Override
    public void close() {
        pace.shutdownNow();
        producer.close();
    }
}
