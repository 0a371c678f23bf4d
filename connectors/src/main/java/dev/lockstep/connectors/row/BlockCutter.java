package dev.lockstep.connectors.row;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.codec.RowTarget;
import org.jspecify.annotations.Nullable;

/** Cuts decoded rows into blocks, says when they are due and counts them. One thread. */
public final class BlockCutter implements RowTarget {
    private final BlockSink sink;
    private final int blockSize;
    private final boolean isTransactional;
    private final boolean isIgnoringBadRows;
    private final long rate;
    private final long maxEvents;
    private final long startMicros;

    private EventBlock block;

    /** Rows of the blocks that were handed over. */
    private long published;

    private @Nullable BadRow fatal;

    public BlockCutter(BlockSink sink, BlockRules rules) {
        this.sink = sink;
        blockSize = rules.rows();
        isTransactional = rules.isTransactional();
        isIgnoringBadRows = rules.isIgnoringBadRows();
        rate = rules.rate();
        maxEvents = rules.maxEvents() == 0 ? Long.MAX_VALUE : rules.maxEvents();
        startMicros = rate == 0 ? 0 : sink.elapsedMicros();
        block = sink.take();
    }

    @Override
    public EventBlock block() {
        return block;
    }

    @Override
    public boolean rowEnded() throws InterruptedException {
        int rows = block.rows();
        boolean isLast = published + rows >= maxEvents;
        if (rows >= blockSize) {
            publish();
        } else if (block.arena().size() > WireLimits.ARENA_BYTES.defaultValue()) {
            if (isTransactional) {
                // a part of a transaction must not be handed over at the end either
                block.rows(0);
                throw new LockstepException(
                        ConnectorCode.BLOCK_TOO_LARGE,
                        "A transactional block holds more than "
                                + WireLimits.ARENA_BYTES.defaultValue()
                                + " bytes of text");
            }
            publish();
        }
        return !isLast && (block.rows() > 0 || !sink.isStopping());
    }

    @Override
    public boolean badRow(BadRow row) {
        sink.badRow(row);
        if (!isIgnoringBadRows) {
            fatal = row;
        }
        return isIgnoringBadRows && !sink.isStopping();
    }

    /**
     * {@link #block} was filled as a whole, with marks of its own, and is not cut: it goes on as it
     * is, even if that are more events than are wanted.
     *
     * @return whether more blocks are wanted
     */
    public boolean blockEnded() throws InterruptedException {
        if (block.rows() > 0) {
            handOver();
        }
        return isWanted();
    }

    /** Records something that was lost and stops nobody. */
    public void record(BadRow row) {
        sink.badRow(row);
    }

    @Override
    public boolean idle() throws InterruptedException {
        flush();
        return !sink.isStopping();
    }

    /** Hands the partial block over. */
    public void flush() throws InterruptedException {
        if (block.rows() > 0) {
            publish();
        }
    }

    private void publish() throws InterruptedException {
        block.transactional(isTransactional);
        handOver();
    }

    private void handOver() throws InterruptedException {
        EventBlock full = block;
        long due = rate == 0 ? 0 : startMicros + dueMicros(published);
        published += full.rows();
        block = sink.take();
        sink.publish(full, due);
    }

    private long dueMicros(long before) {
        return before / rate * 1_000_000 + before % rate * 1_000_000 / rate;
    }

    /** Whether reading is to go on from the beginning, were there anything to repeat. */
    public boolean isWanted() {
        return fatal == null && !isFull() && !sink.isStopping();
    }

    /** Whether as many events are there as were asked for. */
    public boolean isFull() {
        return published + block.rows() >= maxEvents;
    }

    /** Whether a bad row has ended the reading. */
    public boolean hasFailed() {
        return fatal != null;
    }

    /** Throws when a bad row has ended the reading. */
    public void failOnBadRow(String connector) {
        BadRow row = fatal;
        if (row != null) {
            throw new LockstepException(
                    Problem.error(
                            ConnectorCode.BAD_INPUT,
                            Location.UNKNOWN,
                            "Connector "
                                    + connector
                                    + " stopped at "
                                    + row.place()
                                    + ": "
                                    + row.code().code()
                                    + ": "
                                    + row.reason()));
        }
    }
}
