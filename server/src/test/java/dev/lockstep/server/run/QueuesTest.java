package dev.lockstep.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.server.Models;
import dev.lockstep.server.error.ServerError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queues between the threads of connectors and the engine's. */
@Timeout(60)
class QueuesTest {
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("id", FieldType.INT64, true),
                            new Field("name", FieldType.STRING, false),
                            new Field("n", FieldType.INT32, false)));
    private static final long PATIENCE = 20_000_000_000L;

    private final Semaphore bell = new Semaphore(0);

    /** What a publisher does on its thread. */
    private interface Reading {
        void run(BlockSink sink) throws InterruptedException;
    }

    private record Source(Reading reading) implements Publisher {
        @Override
        public boolean isFinite() {
            return true;
        }

        @Override
        public void run(BlockSink sink) throws InterruptedException {
            reading.run(sink);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static ConnectorConfig connector(String name, Direction direction) {
        return new ConnectorConfig(
                name,
                direction,
                SCHEMA,
                false,
                Map.of(),
                Path.of(""),
                new Location("m.xml", 12, 5));
    }

    private static Drain drain(String name, Subscriber subscriber) {
        return new Drain(connector(name, Direction.SUBSCRIBE), "q/s", subscriber, true);
    }

    private Feed feed(Reading reading) {
        return new Feed(
                connector("p/q/s/c", Direction.PUBLISH),
                "q/s",
                new Source(reading),
                (f, row) -> {},
                new RunClock(true),
                bell);
    }

    private static EventBlock row(BlockSink sink) {
        EventBlock block = sink.take();
        new BlockBuilder(block, null).row(Opcode.INSERT).set(0, 7L).set(1, "a").set(2, 1);
        return block;
    }

    @Test
    void whoIsAskedToStopStillHandsOverWhatHasArrived() throws Exception {
        Feed feed =
                feed(
                        sink -> {
                            EventBlock arrived = row(sink);
                            while (!sink.isStopping()) {
                                Thread.onSpinWait();
                            }
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            sink.publish(arrived, 0);
                        });
        feed.start(0);
        feed.stop();
        Feed.Offer offer = feed.head(PATIENCE);
        assertThat(offer).isNotNull();
        EventBlock block = offer == null ? null : offer.block();
        assertThat(block).isNotNull();
        assertThat(block == null ? 0 : block.longs(0)[0]).isEqualTo(7);
        feed.taken();
        assertThat(feed.head(PATIENCE)).isNull();
        assertThat(feed.isEnded()).isTrue();
    }

    @Test
    void whoIsAbandonedDoesNotWaitForRoom() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Feed feed =
                feed(
                        sink -> {
                            try {
                                while (true) {
                                    sink.publish(row(sink), 0);
                                }
                            } catch (InterruptedException e) {
                                ended.complete(true);
                                throw e;
                            }
                        });
        feed.start(0);
        feed.abandon();
        assertThat(ended.get()).isTrue();
    }

    /** Two hundred and fifty-six blocks, as many as may wait, would take ten gigabytes. */
    @Test
    void largeBlocksWaitByWhatTheyHoldAndNotByTheirNumber() throws Exception {
        AtomicInteger published = new AtomicInteger();
        CompletableFuture<Thread> publisher = new CompletableFuture<>();
        Feed feed =
                feed(
                        sink -> {
                            publisher.complete(Thread.currentThread());
                            for (int k = 0; k < 3; k++) {
                                EventBlock block = row(sink);
                                block.arena().reserve(40 << 20);
                                sink.publish(block, 0);
                                published.incrementAndGet();
                            }
                        });
        feed.start(0);
        Thread thread = publisher.get();
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
        assertThat(published).hasValue(1);
        for (int k = 0; k < 3; k++) {
            assertThat(feed.head(PATIENCE)).isNotNull();
            feed.taken();
        }
        assertThat(feed.head(PATIENCE)).isNull();
        assertThat(published).hasValue(3);
    }

    @Test
    void aBlockThatIsLargerThanTheBoundGetsThroughAlone() throws Exception {
        Feed feed =
                feed(
                        sink -> {
                            for (int k = 0; k < 2; k++) {
                                EventBlock block = row(sink);
                                block.arena().reserve(70 << 20);
                                sink.publish(block, 0);
                            }
                        });
        feed.start(0);
        for (int k = 0; k < 2; k++) {
            assertThat(feed.head(PATIENCE)).isNotNull();
            feed.taken();
        }
        assertThat(feed.head(PATIENCE)).isNull();
    }

    /** Dies of what no program can go on after, or notes that it was closed in order. */
    private static final class Target implements Subscriber {
        private final boolean dies;
        private final AtomicInteger rows = new AtomicInteger();
        private volatile boolean isClosed;

        Target(boolean dies) {
            this.dies = dies;
        }

        @Override
        public boolean wantsSnapshot() {
            return false;
        }

        @Override
        public boolean wantsCollapsed() {
            return true;
        }

        @Override
        public boolean skipsRetentionDeletes() {
            return false;
        }

        @Override
        public void open() {
            // nothing to open
        }

        @Override
        public void accept(EventBlock block) {
            if (dies) {
                throw new StackOverflowError("planted");
            }
            rows.addAndGet(block.rows());
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private static String message(@Nullable LockstepException failure) {
        assertThat(failure).isNotNull();
        return String.valueOf(failure == null ? null : failure.getMessage());
    }

    @Test
    void aBugOfAPublisherIsAnInternalFaultWithItsPlaceAndTheLastLine() throws Exception {
        Feed feed =
                feed(
                        sink -> {
                            EventBlock a = row(sink);
                            a.place(0, "in.csv", 6);
                            sink.publish(a, 0);
                            EventBlock b = row(sink);
                            b.place(0, "in.csv", 7);
                            throw new IllegalStateException("planted");
                        });
        feed.start(0);
        assertThat(feed.head(PATIENCE)).isNotNull();
        feed.taken();
        assertThat(feed.head(PATIENCE)).isNull();
        assertThat(message(feed.failure()))
                .startsWith("m.xml:12:5: LS-5010: Internal fault of connector p/q/s/c, ")
                .contains(
                        "behind in.csv:7",
                        "java.lang.IllegalStateException: planted",
                        "QueuesTest.java:",
                        "(report it");
        Feed blind =
                feed(
                        sink -> {
                            sink.publish(row(sink), 0);
                            throw new IllegalStateException("planted");
                        });
        blind.start(0);
        assertThat(blind.head(PATIENCE)).isNotNull();
        blind.taken();
        assertThat(blind.head(PATIENCE)).isNull();
        assertThat(message(blind.failure())).contains("which had published 1 blocks");
    }

    @Test
    void whatAConnectorSaysItselfKeepsItsCodeAndGetsItsPlace() throws Exception {
        Feed feed =
                feed(
                        sink -> {
                            throw new LockstepException(ServerError.BAD_OPTION, "It happened.");
                        });
        feed.start(0);
        assertThat(feed.head(PATIENCE)).isNull();
        assertThat(message(feed.failure())).startsWith("m.xml:12:5: LS-5002: It happened.");
    }

    /** A subscriber that is wrong itself. */
    private record Faulty(boolean isAtOnce) implements Subscriber {
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
            if (isAtOnce) {
                throw new IllegalStateException("planted at once");
            }
        }

        @Override
        public void accept(EventBlock block) {
            throw new IllegalStateException("planted later");
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void aBugOfASubscriberIsAnInternalFaultToo() throws Exception {
        Engine engine = engine();
        Drain first = drain("first", new Faulty(true));
        Drain second = drain("second", new Faulty(false));
        first.start(engine);
        second.start(engine);
        EventBlock block = EventBlock.detached(SCHEMA);
        new BlockBuilder(block, null).row(Opcode.INSERT).set(0, 7L).set(1, "a").set(2, 1);
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        engine.step(new JournalEntry.Block(0, "q/s", block));
        Drain.finish(List.of(first, second));
        assertThat(message(first.failure()))
                .startsWith("m.xml:12:5: LS-5010: Internal fault of connector first, ")
                .contains("being opened", "planted at once");
        assertThat(message(second.failure())).contains("which had taken 0 blocks", "planted later");
    }

    private static Engine engine() {
        String xml = Models.project(Models.source("s", ""));
        ProjectSpec project =
                ProjectReader.read(
                                xml.getBytes(StandardCharsets.UTF_8),
                                "m.xml",
                                name -> null,
                                new ReadOptions(List.of(), true))
                        .orThrow();
        return Engine.open(project, new EngineOptions(e -> {}, text -> {}));
    }

    /** It was the last block: nobody looks at the subscriber again but who closes it. */
    @Test
    void whatASubscriberDiesOfAtTheVeryEndIsThrown() throws Exception {
        Engine engine = engine();
        Target dying = new Target(true);
        Target living = new Target(false);
        Drain first = drain("first", dying);
        Drain second = drain("second", living);
        first.start(engine);
        second.start(engine);
        EventBlock block = EventBlock.detached(SCHEMA);
        new BlockBuilder(block, null).row(Opcode.INSERT).set(0, 7L).set(1, "a").set(2, 1);
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        engine.step(new JournalEntry.Block(0, "q/s", block));
        assertThatThrownBy(() -> Drain.finish(List.of(first, second)))
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("planted");
        assertThat(living.rows).hasValue(1);
        assertThat(living.isClosed).isTrue();
    }
}
