package dev.lockstep.connectors.adapter;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.transport.WindowReader;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.wire.codec.RowCopy;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves blocks from a window's output to a subscriber: one thread reads, the caller's writes, and
 * what was written becomes visible as soon as no more blocks wait. One use.
 */
final class OutputPump {
    private static final Logger LOG = LoggerFactory.getLogger(OutputPump.class);
    private static final long NAP_MILLIS = 20;

    private final String name;
    private final Schema schema;
    private final EventBlock one;
    private final WindowReader reader;
    private final BooleanSupplier isStopping;
    private final ArrayBlockingQueue<EventBlock> waiting =
            new ArrayBlockingQueue<>((int) AdapterLimits.WAITING_BLOCKS.defaultValue());
    private volatile boolean isEnded;
    private volatile boolean isGivenUp;
    private volatile @Nullable RuntimeException failure;

    /** Blocks that came, and those that are safe. */
    private volatile long safe;

    private long taken;

    OutputPump(String name, Schema schema, WindowReader reader, BooleanSupplier isStopping) {
        this.name = name;
        this.schema = schema;
        this.one = EventBlock.detached(schema);
        this.reader = reader;
        this.isStopping = isStopping;
    }

    /** Works until the reader ends. */
    void run(Subscriber subscriber) throws InterruptedException {
        Thread thread = Thread.ofPlatform().name("output of " + name).start(this::read);
        try (subscriber) {
            subscriber.open();
            write(subscriber);
        } catch (IOException e) {
            throw new LockstepException(
                    ConnectorCode.WRITE_FAILED, "The output cannot be written: " + e, e);
        } finally {
            isGivenUp = true;
            reader.close();
            thread.interrupt();
            thread.join();
        }
        RuntimeException f = failure;
        if (f != null) {
            throw f;
        }
    }

    private void read() {
        try {
            reader.run(new Sink());
        } catch (InterruptedException e) {
            // the writer has given up and says why
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            isEnded = true;
        }
    }

    private void write(Subscriber subscriber) throws IOException, InterruptedException {
        boolean isDirty = false;
        long written = 0;
        while (true) {
            boolean wasEnded = isEnded;
            EventBlock block = waiting.poll();
            if (block == null) {
                if (isDirty) {
                    subscriber.flush();
                    isDirty = false;
                }
                safe = written;
                if (wasEnded) {
                    return;
                }
                block = waiting.poll(NAP_MILLIS, TimeUnit.MILLISECONDS);
            }
            if (block != null) {
                accept(block, subscriber);
                written++;
                isDirty = true;
            }
        }
    }

    private void accept(EventBlock block, Subscriber subscriber) throws IOException {
        boolean isAny = false;
        for (int r = 0; r < block.rows() && subscriber.skipsRetentionDeletes(); r++) {
            isAny |= isOfRetention(block, r);
        }
        if (!isAny) {
            subscriber.accept(block);
            return;
        }
        for (int r = 0; r < block.rows(); r++) {
            if (!isOfRetention(block, r)) {
                RowCopy.only(block, r, one);
                subscriber.accept(one);
            }
        }
    }

    private static boolean isOfRetention(EventBlock block, int row) {
        return block.opcodes()[row] == Opcode.DELETE
                && (block.flags()[row] & EventFlags.RETENTION) != 0;
    }

    /** Where the reader's blocks go. */
    private final class Sink implements BlockSink {
        @Override
        public EventBlock take() {
            return EventBlock.detached(schema);
        }

        @Override
        public void publish(EventBlock block, long dueMicros) throws InterruptedException {
            waiting.put(block);
            taken++;
            while (reader.isRemembered() && safe < taken && !isGivenUp) {
                // the position that is remembered must not be ahead of the file
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }

        @Override
        public void badRow(BadRow row) {
            LOG.warn("{}: {}: {}: {}", row.place(), row.code().code(), row.reason(), row.text());
        }

        @Override
        public boolean isStopping() {
            return isGivenUp || isStopping.getAsBoolean();
        }
    }
}
