package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A publisher on its own thread and the queue of blocks between it and the engine's thread. */
final class Feed implements BlockSink {
    /**
     * A block and when it is due, in microseconds since the start; the last offer of a feed has no
     * block.
     *
     * @param weight of the block in the backlog
     */
    record Offer(@Nullable EventBlock block, long dueMicros, int weight) {}

    private static final Offer END = new Offer(null, 0, 0);

    private final ConnectorConfig connector;
    private final String window;
    private final Publisher publisher;
    private final BiConsumer<Feed, BadRow> badRows;
    private final RunClock clock;
    private final Semaphore bell;
    private final BlockingQueue<Offer> queue;
    private final Backlog backlog = new Backlog();
    private final SpareBlocks free;

    /** Of the engine's thread. */
    private final Nap napForBlocks = new Nap();

    /** Of the publisher's thread. */
    private final Nap napForRoom = new Nap();

    private final Thread thread;
    private volatile boolean isStopping;
    private volatile @Nullable LockstepException failure;
    private @Nullable Offer head;
    private volatile @Nullable Error fault;
    private volatile boolean isAbandoned;
    private volatile boolean isStarted;
    private volatile boolean isEnded;
    private long turns;

    /** Of the engine's thread, read by any. */
    private volatile long rows;

    /** Of the publisher's thread: how far it has come. */
    private @Nullable EventBlock filling;

    private String document = "";
    private long lastLine;
    private long published;
    private long startedAfterMicros;

    /**
     * @param window {@code query/window}
     * @param bell rung whenever something is offered
     */
    Feed(
            ConnectorConfig connector,
            String window,
            Publisher publisher,
            BiConsumer<Feed, BadRow> badRows,
            RunClock clock,
            Semaphore bell) {
        this.connector = connector;
        this.window = window;
        this.publisher = publisher;
        this.badRows = badRows;
        this.clock = clock;
        this.bell = bell;
        int capacity = (int) RunLimits.FEED_BLOCKS.defaultValue();
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.free = new SpareBlocks(2 * capacity);
        this.thread =
                Thread.ofPlatform()
                        .name("publisher " + connector.name())
                        .daemon()
                        .unstarted(this::run);
    }

    String name() {
        return connector.name();
    }

    String window() {
        return window;
    }

    boolean isFinite() {
        return publisher.isFinite();
    }

    boolean isStarted() {
        return isStarted;
    }

    /** Whether everything it had was taken. */
    boolean isEnded() {
        return isEnded;
    }

    /** Whether it was asked to stop before it had finished by itself. */
    boolean isStopped() {
        return isStopping;
    }

    /** Rows that were taken so far; by any thread. */
    long rows() {
        return rows;
    }

    @Nullable LockstepException failure() {
        return failure;
    }

    /** Blocks taken so far: what turns are counted by. */
    long turns() {
        return turns;
    }

    /** Whether those who take turns with it may wait for its next block. */
    boolean isPrompt() {
        return publisher.isPrompt();
    }

    /**
     * @param turn how many turns the others have had, so that it takes its turns among them
     */
    void start(long turn) {
        isStarted = true;
        turns = turn;
        startedAfterMicros = clock.nowMicros() - clock.startMicros();
        thread.start();
    }

    /** Asks it to end; what it has offered can still be taken. */
    void stop() {
        isStopping = true;
        thread.interrupt();
    }

    /** Nobody takes anything any more. */
    void abandon() {
        isAbandoned = true;
        stop();
    }

    /** Throws what no project can go on after, the end of memory above all. */
    void throwFault() {
        Error e = fault;
        if (e != null) {
            throw e;
        }
    }

    private void run() {
        try (publisher) {
            publisher.run(this);
        } catch (LockstepException e) {
            failure = ConnectorFailure.told(connector, e);
        } catch (IOException e) {
            failure = ConnectorFailure.outside(connector, e);
        } catch (InterruptedException e) {
            // asked to stop
        } catch (RuntimeException e) {
            failure = ConnectorFailure.fault(connector, progress(), e);
        } catch (Error e) {
            fault = e;
        } finally {
            // whoever waits for this feed must learn of its end, whatever happened
            Thread.interrupted();
            offerEnd();
        }
    }

    /** Where the publisher's thread has come to. */
    private String progress() {
        note(filling);
        return lastLine == 0
                ? "which had published " + published + " blocks"
                : "behind " + document + ":" + lastLine;
    }

    private void note(@Nullable EventBlock block) {
        long line = block == null ? 0 : block.line(block.rows() - 1);
        if (block != null && line > 0) {
            document = block.document();
            lastLine = line;
        }
    }

    private void offerEnd() {
        try {
            while (!queue.offer(END, 100, TimeUnit.MILLISECONDS)) {
                if (isAbandoned) {
                    queue.clear();
                }
            }
        } catch (InterruptedException e) {
            // asked to stop while the queue was full
            offerEnd();
        }
        bell.release();
    }

    @Override
    public EventBlock take() {
        EventBlock b = free.take();
        filling = b == null ? EventBlock.detached(connector.schema()) : b;
        return filling;
    }

    @Override
    public void publish(EventBlock block, long dueMicros) throws InterruptedException {
        note(block);
        filling = null;
        published++;
        Offer offer = new Offer(block, dueMicros, backlog.weight(block));
        boolean isInterrupted = false;
        boolean hasRoom = false;
        boolean isOffered = false;
        while (!isOffered) {
            try {
                if (!hasRoom) {
                    backlog.add(offer.weight());
                    hasRoom = true;
                }
                if (!queue.offer(offer)) {
                    napForRoom.forRoom(queue);
                    queue.put(offer);
                }
                isOffered = true;
            } catch (InterruptedException e) {
                // who is asked to stop still hands over what has arrived
                if (isAbandoned) {
                    throw e;
                }
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        bell.release();
    }

    @Override
    public void badRow(BadRow row) {
        badRows.accept(this, row);
    }

    @Override
    public long projectStartMicros() {
        return clock.startMicros();
    }

    @Override
    public long elapsedMicros() {
        return startedAfterMicros;
    }

    @Override
    public boolean isStopping() {
        return isStopping;
    }

    /**
     * The next block, waiting for it at most that long; null if there is none yet or none any more.
     */
    @Nullable Offer head(long nanos) throws InterruptedException {
        if (head == null && !isEnded) {
            Offer next = queue.poll();
            if (next == null && nanos > Nap.MOST_NANOS) {
                long slept = napForBlocks.forBlocks(queue);
                next = queue.poll(nanos - slept, TimeUnit.NANOSECONDS);
            }
            if (next != null && next.block() == null) {
                isEnded = true;
            } else {
                head = next;
            }
        }
        return head;
    }

    /** Takes the head away; {@link #recycle} gives the block back. */
    void taken() {
        Offer h = head;
        EventBlock block = h == null ? null : h.block();
        if (h != null && block != null) {
            backlog.remove(h.weight());
            // this thread alone writes it
            rows = rows + block.rows();
        }
        head = null;
        turns++;
    }

    void recycle(EventBlock block) {
        block.reset(0);
        free.put(block);
    }
}
