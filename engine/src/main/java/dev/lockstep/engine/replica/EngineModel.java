package dev.lockstep.engine.replica;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.replica.RecordDecoder;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.snapshot.FrameInput;
import dev.lockstep.engine.snapshot.FrameOutput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A project's engine as failover drives it. One thread. */
public final class EngineModel implements ReplicaModel {
    private static final int VERSION = 2;

    private final Engine engine;
    private final ModelOptions options;
    private final Runnable closing;
    private final TreeMap<String, RecordDecoder> payloads = new TreeMap<>();
    private final List<NumberedOutput> outputs = new ArrayList<>();
    private final List<WindowHistory> histories = new ArrayList<>();
    private final List<String> windows;
    private List<ReplicaOutput> spoken = new ArrayList<>();
    private boolean isSpeaking;

    /**
     * @param engine just opened; nobody else steps it
     * @param closing gives back what the engine holds outside the heap
     */
    public EngineModel(Engine engine, ModelOptions options, Runnable closing) {
        this.engine = engine;
        this.options = options;
        this.closing = closing;
        this.windows = engine.windows();
        for (String window : windows) {
            WindowHistory history = new WindowHistory();
            histories.add(history);
            engine.subscribe(window, b -> history.add(b, engine.pool()), false);
        }
        for (int k = 0; k < options.outputs().size(); k++) {
            OutputRoute route = options.outputs().get(k);
            NumberedOutput output = new NumberedOutput(k, route, engine.schema(route.window()));
            outputs.add(output);
            engine.subscribe(
                    route.window(),
                    b -> output.add(b, engine.pool(), isSpeaking, spoken),
                    !route.isCollapsed());
        }
    }

    /** The engine, for reading between two steps. */
    public Engine engine() {
        return engine;
    }

    @Override
    public SortedMap<String, String> identity() {
        return options.identity();
    }

    @Override
    public List<String> windows() {
        return windows;
    }

    @Override
    public void start(long timeMicros, long seed) {
        outputs.forEach(o -> o.begin(0, 0));
        engine.step(
                new JournalEntry.Start(
                        timeMicros,
                        seed,
                        identity().getOrDefault("model", ""),
                        identity().getOrDefault("settings", "")));
    }

    @Override
    public void record(int input, long timeMicros, long offset, byte[] value) {
        ReplicaInput in = options.inputs().get(input);
        step(in.source(), in.decoder(), timeMicros, offset, value);
    }

    @Override
    public void payload(String source, long timeMicros, byte[] content) {
        RecordDecoder decoder = payloads.computeIfAbsent(source, options.payloads());
        step(source, decoder, timeMicros, 0, content);
    }

    private void step(
            String source, RecordDecoder decoder, long micros, long offset, byte[] value) {
        decoder.decode(
                value,
                offset,
                block -> {
                    if (block.rows() > 0) {
                        engine.step(new JournalEntry.Block(micros, source, block));
                    }
                },
                row ->
                        options.badRecords()
                                .accept(new BadRecord(source, engine.position() + 1, row)));
    }

    @Override
    public void tick(long timeMicros) {
        engine.step(new JournalEntry.Heartbeat(timeMicros));
    }

    @Override
    public void end(long timeMicros) {
        engine.step(new JournalEntry.End(timeMicros));
    }

    @Override
    public void speak(boolean speaks) {
        isSpeaking = speaks;
    }

    @Override
    public List<ReplicaOutput> takeOutput() {
        if (spoken.isEmpty()) {
            return List.of();
        }
        List<ReplicaOutput> all = spoken;
        spoken = new ArrayList<>();
        return all;
    }

    @Override
    public long[] sequences() {
        return outputs.stream().mapToLong(NumberedOutput::sequence).toArray();
    }

    @Override
    public long[] digests() {
        return histories.stream().mapToLong(WindowHistory::digest).toArray();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        write(sequences(), out);
        write(outputs.stream().mapToLong(NumberedOutput::bytes).toArray(), out);
        write(digests(), out);
        // a reader of the engine's part must not read on into what follows it
        FrameOutput frames = new FrameOutput(out);
        engine.save(frames);
        frames.end();
    }

    private static void write(long[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (long v : values) {
            out.writeLong(v);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("A model of version " + version + " is not known.");
        }
        long[] sequences = read(in, outputs.size(), "outputs");
        long[] bytes = read(in, outputs.size(), "positions of outputs");
        long[] digests = read(in, histories.size(), "windows");
        for (int k = 0; k < histories.size(); k++) {
            histories.get(k).digest(digests[k]);
        }
        FrameInput frames = new FrameInput(in);
        engine.restore(frames);
        if (!frames.isExhausted()) {
            throw new IOException("There is more than belongs there.");
        }
        for (int k = 0; k < outputs.size(); k++) {
            outputs.get(k).begin(sequences[k], bytes[k]);
        }
    }

    private static long[] read(DataInput in, int expected, String what) throws IOException {
        int found = in.readInt();
        if (found != expected) {
            throw new IOException("It has " + found + " " + what + " instead of " + expected + ".");
        }
        long[] values = new long[expected];
        for (int k = 0; k < expected; k++) {
            values[k] = in.readLong();
        }
        return values;
    }

    @Override
    public void close() {
        closing.run();
    }
}
