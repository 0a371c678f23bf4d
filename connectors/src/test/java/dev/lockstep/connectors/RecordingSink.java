package dev.lockstep.connectors;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.csv.CsvEncoder;
import dev.lockstep.wire.csv.CsvOutputOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps what a publisher hands over. */
public final class RecordingSink implements BlockSink {
    private final Schema schema;
    private final List<EventBlock> blocks = new CopyOnWriteArrayList<>();
    private final List<Long> due = new CopyOnWriteArrayList<>();
    private final List<BadRow> bad = new CopyOnWriteArrayList<>();
    private final AtomicInteger rows = new AtomicInteger();
    private volatile int stopAfterRows = Integer.MAX_VALUE;
    private volatile Runnable onPublish = () -> {};
    private long startMicros;
    private long elapsedMicros;
    private final CountDownLatch first = new CountDownLatch(1);

    public RecordingSink(Schema schema) {
        this.schema = schema;
    }

    public RecordingSink stopAfter(int count) {
        stopAfterRows = count;
        return this;
    }

    public RecordingSink onPublish(Runnable action) {
        onPublish = action;
        return this;
    }

    public RecordingSink clock(long start, long elapsed) {
        startMicros = start;
        elapsedMicros = elapsed;
        return this;
    }

    @Override
    public EventBlock take() {
        return EventBlock.detached(schema);
    }

    @Override
    public void publish(EventBlock block, long dueMicros) {
        blocks.add(block);
        due.add(dueMicros);
        rows.addAndGet(block.rows());
        first.countDown();
        onPublish.run();
    }

    @Override
    public void badRow(BadRow row) {
        bad.add(row);
    }

    @Override
    public boolean isStopping() {
        return rows.get() >= stopAfterRows;
    }

    @Override
    public long projectStartMicros() {
        return startMicros;
    }

    @Override
    public long elapsedMicros() {
        return elapsedMicros;
    }

    public List<EventBlock> blocks() {
        return blocks;
    }

    public List<Long> due() {
        return due;
    }

    public List<BadRow> bad() {
        return bad;
    }

    public int rows() {
        return rows.get();
    }

    /** Rows of each block. */
    public List<Integer> sizes() {
        return blocks.stream().map(EventBlock::rows).toList();
    }

    public void awaitFirst() throws InterruptedException {
        first.await();
    }

    /** All rows as CSV. */
    public String text() {
        ByteSink sink = new ByteSink(64);
        CsvEncoder encoder = new CsvEncoder(schema, new CsvOutputOptions());
        blocks.forEach(b -> encoder.encode(b, sink));
        return new String(sink.bytes(), 0, sink.size(), StandardCharsets.UTF_8);
    }
}
