package dev.lockstep.server.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a subscriber gets that cannot be fenced, and what becomes of one that does not take it. */
@Timeout(60)
final class StreamOutletTest {
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("k", FieldType.INT32, true),
                            new Field("text", FieldType.STRING, false)));

    private static final String LARGE = "x".repeat(1 << 20);

    /** Everything that readers were given, in order. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    /** A permit for each block that a reader may take. */
    private final Semaphore gate = new Semaphore(1_000_000);

    private volatile int failsAt = -1;
    private int readers;
    private long sequence;

    private final StreamOutlet outlet =
            new StreamOutlet(
                    new ConnectorConfig(
                            "p/q/w/c",
                            Direction.SUBSCRIBE,
                            SCHEMA,
                            false,
                            Map.of(),
                            Path.of("."),
                            Location.UNKNOWN),
                    "q/w",
                    () -> new Reader(++readers),
                    Duration.ofMillis(500));

    @AfterEach
    void close() throws InterruptedException {
        outlet.close();
    }

    private final class Reader implements Subscriber {
        private final int number;

        Reader(int number) {
            this.number = number;
        }

        @Override
        public boolean wantsSnapshot() {
            return false;
        }

        @Override
        public boolean wantsCollapsed() {
            return false;
        }

        @Override
        public boolean skipsRetentionDeletes() {
            return false;
        }

        @Override
        public void open() {
            told.add("open " + number);
        }

        @Override
        public void accept(EventBlock block) throws IOException {
            try {
                gate.acquire();
            } catch (InterruptedException e) {
                throw new InterruptedIOException("interrupted");
            }
            int key = block.ints(0)[0];
            if (key == failsAt) {
                throw new IOException("the reader has gone");
            }
            told.add(number + ": " + key);
        }

        @Override
        public void flush() {
            told.add("flush " + number);
        }

        @Override
        public void close() {
            told.add("close " + number);
        }
    }

    private void release(int key, String text) {
        outlet.released(new ReplicaOutput(0, ++sequence, frame(key, text)));
    }

    private static byte[] frame(int key, String text) {
        EventBlock block = EventBlock.detached(SCHEMA);
        new BlockBuilder(block, null).row(Opcode.INSERT).set(0, key).set(1, text);
        ByteSink sink = new ByteSink(1 << 10);
        new BinaryFrame(SCHEMA).write(block, 0, sink);
        return Arrays.copyOf(sink.bytes(), sink.size());
    }

    private List<String> toldButFlushes() {
        return told.stream().filter(t -> !t.startsWith("flush")).toList();
    }

    private void awaitTold(String... all) {
        await().untilAsserted(() -> assertThat(toldButFlushes()).containsExactly(all));
    }

    private ConnectorStatus.State state() {
        return outlet.status().state();
    }

    @Test
    void aStandbyGivesNobodyAnything() {
        outlet.announced(Role.STANDBY);
        release(1, "");
        assertThat(state()).isEqualTo(ConnectorStatus.State.STOPPED);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsCommittedComesInOrderAndIsFlushedWhenNothingWaits() {
        outlet.announced(Role.ACTIVE);
        release(1, "");
        release(2, "");
        awaitTold("open 1", "1: 1", "1: 2");
        await().until(() -> told.getLast().equals("flush 1"));
        assertThat(state()).isEqualTo(ConnectorStatus.State.RUNNING);
        assertThat(outlet.status().rows()).isEqualTo(2);
        assertThat(outlet.isBehind()).isFalse();
    }

    @Test
    void aSlowReaderHoldsPublishersUpAndIsGivenUpOnlyWhereItIsFarBehind() {
        gate.drainPermits();
        outlet.announced(Role.ACTIVE);
        int sent = 0;
        while (!outlet.isBehind()) {
            release(sent++, LARGE);
        }
        assertThat(sent).isBetween(15, 20);
        assertThat(state()).isEqualTo(ConnectorStatus.State.RUNNING);
        while (state() == ConnectorStatus.State.RUNNING) {
            release(sent++, LARGE);
        }
        // a quarter of the bound holds publishers up, all of it ends the reader
        assertThat(sent).isBetween(63, 67);
        assertThat(outlet.status().failure()).contains("LS-5054");
        assertThat(outlet.isBehind()).isFalse();
        release(999, "");

        // what was taken in time is not lost, and nothing comes behind the gap
        gate.release(1_000_000);
        int kept = sent - 1;
        awaitTold(
                Stream.of(
                                Stream.of("open 1"),
                                IntStream.range(0, kept).mapToObj(k -> "1: " + k),
                                Stream.of("close 1"))
                        .flatMap(s -> s)
                        .toArray(String[]::new));
    }

    @Test
    void aSlowReaderThatCatchesUpHoldsNobodyUpAnyMore() {
        gate.drainPermits();
        outlet.announced(Role.ACTIVE);
        for (int k = 0; !outlet.isBehind(); k++) {
            release(k, LARGE);
        }
        gate.release(1_000_000);
        await().until(() -> !outlet.isBehind());
        assertThat(state()).isEqualTo(ConnectorStatus.State.RUNNING);
    }

    @Test
    void aReaderThatGoesAwayIsSeenAndTheNextReignBeginsAnew() {
        failsAt = 2;
        outlet.announced(Role.ACTIVE);
        release(1, "");
        release(2, "");
        await().until(() -> state() == ConnectorStatus.State.FAILED);
        assertThat(outlet.status().failure()).contains("LS-5").contains("the reader has gone");
        release(3, "");
        awaitTold("open 1", "1: 1", "close 1");

        outlet.announced(Role.STANDBY);
        outlet.announced(Role.ACTIVE);
        release(4, "");
        awaitTold("open 1", "1: 1", "close 1", "open 2", "2: 4");
        assertThat(state()).isEqualTo(ConnectorStatus.State.RUNNING);
        assertThat(outlet.status().failure()).isNull();
    }

    @Test
    void whoWasUnsureWhetherItReignsGoesOnWithTheSameReader() {
        outlet.announced(Role.ACTIVE);
        release(1, "");
        for (Role r : List.of(Role.FENCING, Role.READING_END, Role.RESUMING, Role.CLAIMING)) {
            outlet.announced(r);
        }
        release(2, "");
        outlet.announced(Role.ACTIVE);
        release(3, "");
        awaitTold("open 1", "1: 1", "1: 2", "1: 3");
    }

    @Test
    void whatWasCommittedBeforeTheHandOverIsStillWritten() {
        gate.drainPermits();
        outlet.announced(Role.ACTIVE);
        release(1, "");
        outlet.announced(Role.HANDING_OVER);
        release(2, "");
        outlet.announced(Role.STANDBY);
        release(3, "");
        gate.release(100);
        awaitTold("open 1", "1: 1", "1: 2", "close 1");
    }

    @Test
    void aNewReignsRowsComeBehindThoseOfTheOneBefore() {
        gate.drainPermits();
        outlet.announced(Role.ACTIVE);
        release(1, "");
        release(2, "");
        outlet.announced(Role.STANDBY);
        outlet.announced(Role.ACTIVE);
        release(3, "");
        gate.release(100);
        awaitTold("open 1", "1: 1", "1: 2", "close 1", "open 2", "2: 3");
    }

    @Test
    void aReaderThatHangsIsNotWaitedForForEver() throws Exception {
        gate.drainPermits();
        outlet.announced(Role.ACTIVE);
        release(1, "");
        outlet.announced(Role.STANDBY);
        outlet.close();
        awaitTold("open 1", "close 1");
    }
}
