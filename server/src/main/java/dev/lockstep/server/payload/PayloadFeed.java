package dev.lockstep.server.payload;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.server.run.ConnectorFailure;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a publisher, on a thread of its own: from when the replica reigns to when not. */
final class PayloadFeed implements BlockSink {
    private final ConnectorConfig connector;
    private final String window;
    private final Publisher publisher;
    private final PayloadQueue queue;
    private final Consumer<BadRow> badRows;
    private final Frames frames;
    private final Thread thread;
    private final long startMicros = System.currentTimeMillis() * 1000;
    private final long startNanos = System.nanoTime();

    /** Rows up to this one are in the journal already. */
    private final long skipped;

    private volatile boolean isStopping;
    private volatile boolean isFinished;
    private volatile @Nullable LockstepException failure;
    private @Nullable EventBlock spare;

    /** The number of the last row seen. */
    private long row;

    /** Rows that were handed over; by any thread. */
    private volatile long published;

    /** When the first row that was not skipped was due; negative before. */
    private long firstDue = -1;

    /**
     * @param window {@code query/window}
     * @param last number of the client's last row in the journal, 0 if none
     */
    PayloadFeed(
            ConnectorConfig connector,
            String window,
            Publisher publisher,
            long last,
            PayloadQueue queue,
            Consumer<BadRow> badRows) {
        this.connector = connector;
        this.window = window;
        this.publisher = publisher;
        this.queue = queue;
        this.badRows = badRows;
        this.frames = new Frames(connector.schema());
        boolean isRepeatable = publisher.isRepeatable();
        this.skipped = isRepeatable ? last : 0;
        this.row = isRepeatable ? 0 : last;
        this.thread =
                Thread.ofPlatform().name("publisher " + connector.name()).daemon().start(this::run);
    }

    boolean isFinished() {
        return isFinished;
    }

    @Nullable LockstepException failure() {
        return failure;
    }

    long published() {
        return published;
    }

    /** Asks it to end; does not wait. */
    void stop() {
        isStopping = true;
        thread.interrupt();
    }

    private void run() {
        try (publisher) {
            publisher.run(this);
            isFinished = !isStopping;
        } catch (LockstepException e) {
            failure = ConnectorFailure.told(connector, e);
        } catch (IOException e) {
            failure = isStopping ? null : ConnectorFailure.outside(connector, e);
        } catch (InterruptedException e) {
            // asked to stop
        } catch (RuntimeException e) {
            failure = ConnectorFailure.fault(connector, "behind row " + row, e);
        } finally {
            queue.ended(failure);
        }
    }

    @Override
    public EventBlock take() {
        EventBlock s = spare;
        spare = null;
        return s == null ? EventBlock.detached(connector.schema()) : s;
    }

    @Override
    public void publish(EventBlock block, long dueMicros) throws InterruptedException {
        long before = row;
        int rows = block.rows();
        row += rows;
        if (row > skipped) {
            int cut = (int) Math.max(0, skipped - before);
            if (firstDue < 0) {
                firstDue = skipped > 0 ? dueMicros : 0;
            }
            await(dueMicros - firstDue);
            handOver(cut > 0 ? frames.from(block, cut) : block, before + cut + 1);
        } else if (isStopping) {
            throw new InterruptedException();
        }
        block.reset(0);
        spare = block;
    }

    private void await(long dueMicros) throws InterruptedException {
        long due = startNanos + TimeUnit.MICROSECONDS.toNanos(dueMicros);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private void handOver(EventBlock block, long firstRow) throws InterruptedException {
        long[] next = {firstRow};
        frames.cut(
                block,
                firstRow,
                (bytes, rows) -> {
                    next[0] += rows;
                    queue.put(new Fact.Offered(window, connector.name(), next[0] - 1, bytes));
                    // this thread alone writes it
                    published = published + rows;
                });
    }

    @Override
    public void badRow(BadRow bad) {
        // of rows before it was told already where they were published
        if (row >= skipped) {
            badRows.accept(bad);
        }
    }

    @Override
    public long projectStartMicros() {
        return startMicros;
    }

    @Override
    public boolean isStopping() {
        return isStopping;
    }
}
