package dev.lockstep.connectors.timer;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BlockSink;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.FieldType;

/** Publishes one event at each time of its schedule from the project's present on. */
final class TimerPublisher implements Publisher {
    private final ConnectorConfig config;
    private final TimerSchedule schedule;
    private final int[] fields;
    private final long maxEvents;
    private final String label;
    private final byte opcode;
    private final boolean isTransactional;

    TimerPublisher(ConnectorConfig config) {
        this.config = config;
        schedule = TimerConnector.schedule(config);
        fields = TimerConnector.fields(config);
        maxEvents = TimerConnector.TABLE.number(config, "maxevents");
        String name = config.name();
        label = config.get("label", name.substring(name.lastIndexOf('/') + 1));
        boolean isUpsert = TimerConnector.TABLE.isTrue(config, "publishwithupsert");
        opcode = isUpsert ? Opcode.UPSERT : Opcode.INSERT;
        isTransactional = TimerConnector.TABLE.isTrue(config, "transactional");
    }

    @Override
    public boolean isFinite() {
        return maxEvents > 0;
    }

    @Override
    public boolean isPrompt() {
        return true;
    }

    @Override
    public void run(BlockSink sink) throws InterruptedException {
        long start = sink.projectStartMicros();
        long first = schedule.firstFrom(start + sink.elapsedMicros());
        for (long n = 0; (maxEvents == 0 || n < maxEvents) && !sink.isStopping(); n++) {
            long time = schedule.time(first + n);
            EventBlock block = sink.take();
            fill(new BlockBuilder(block, null).row(opcode), n + 1, time);
            block.transactional(isTransactional);
            sink.publish(block, time - start);
        }
    }

    private void fill(BlockBuilder row, long number, long time) {
        int key = fields[0];
        if (key >= 0) {
            FieldType type = config.schema().type(key);
            switch (type) {
                case INT32 -> row.set(key, Math.toIntExact(number));
                case INT64 -> row.set(key, number);
                default -> row.set(key, Long.toString(number));
            }
        }
        if (fields[1] >= 0) {
            boolean isDate = config.schema().type(fields[1]) == FieldType.DATE;
            row.set(fields[1], isDate ? Math.floorDiv(time, 1_000_000L) : time);
        }
        if (fields[2] >= 0) {
            row.set(fields[2], label);
        }
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
