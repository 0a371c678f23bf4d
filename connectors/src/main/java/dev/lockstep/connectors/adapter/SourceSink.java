package dev.lockstep.connectors.adapter;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.transport.WindowWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes blocks of a source on to a window when they are due. */
final class SourceSink implements BlockSink {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSink.class);
    private static final long NAP_MICROS = 50_000;

    private final Schema schema;
    private final WindowWriter writer;
    private final BooleanSupplier isStopping;
    private final long startNanos = System.nanoTime();
    private long rows;

    SourceSink(Schema schema, WindowWriter writer, BooleanSupplier isStopping) {
        this.schema = schema;
        this.writer = writer;
        this.isStopping = isStopping;
    }

    /** Handed on so far. */
    long rows() {
        return rows;
    }

    @Override
    public EventBlock take() {
        return EventBlock.detached(schema);
    }

    @Override
    public void publish(EventBlock block, long dueMicros) throws InterruptedException {
        for (long left = dueMicros - elapsedMicros();
                left > 0 && !isStopping();
                left = dueMicros - elapsedMicros()) {
            TimeUnit.MICROSECONDS.sleep(Math.min(left, NAP_MICROS));
        }
        rows += block.rows();
        writer.publish(block);
    }

    @Override
    public long elapsedMicros() {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
    }

    @Override
    public void badRow(BadRow row) {
        LOG.warn("{}: {}: {}: {}", row.place(), row.code().code(), row.reason(), row.text());
    }

    @Override
    public boolean isStopping() {
        return isStopping.getAsBoolean() || writer.isFailed();
    }
}
