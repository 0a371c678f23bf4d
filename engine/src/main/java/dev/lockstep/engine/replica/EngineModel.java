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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A project's engine as failover drives it. One thread. */
public final class EngineModel implements ReplicaModel {
    private static final int VERSION = 3;

    private final Engine engine;
    private final ModelOptions options;
    private final Runnable closing;
    private final TreeMap<String, RecordDecoder> payloads = new TreeMap<>();
    private final List<NumberedOutput> outputs = new ArrayList<>();
    private final List<WindowHistory> histories = new ArrayList<>();
    private final List<String> windows;
    private final List<String> outputNames;
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
        this.outputNames = Marks.names(options.outputs());
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
        marks().save(out);
        // a reader of the engine's part must not read on into what follows it
        FrameOutput frames = new FrameOutput(out);
        engine.save(frames);
        frames.end();
    }

    private Marks marks() {
        Marks marks = new Marks(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int k = 0; k < outputs.size(); k++) {
            NumberedOutput o = outputs.get(k);
            marks.outputs().put(outputNames.get(k), new Marks.Place(o.sequence(), o.bytes()));
        }
        for (int k = 0; k < histories.size(); k++) {
            marks.digests().put(windows.get(k), histories.get(k).digest());
        }
        return marks;
    }

    @Override
    public void load(DataInput in) throws IOException {
        Marks marks = readMarks(in);
        marks.demand(outputNames, windows);
        restore(in, engine::restore);
        goOn(marks, Collections.emptySet());
    }

    /**
     * Becomes what a model of another version of the project saved, as far as the two agree. An
     * output that goes where one of that version went is numbered on from it.
     *
     * @param empty the windows that begin without state, see {@link Engine#startingEmpty}
     * @throws IOException if the stream fails
     */
    public void takeOver(DataInput in, Set<String> empty) throws IOException {
        Marks marks = readMarks(in);
        restore(in, frames -> engine.restore(frames, empty));
        goOn(marks, empty);
    }

    private static Marks readMarks(DataInput in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("A model of version " + version + " is not known.");
        }
        return Marks.load(in);
    }

    private static void restore(DataInput in, Consumer<InputStream> target) throws IOException {
        FrameInput frames = new FrameInput(in);
        target.accept(frames);
        if (!frames.isExhausted()) {
            throw new IOException("There is more than belongs there.");
        }
    }

    private void goOn(Marks marks, Set<String> empty) {
        for (int k = 0; k < histories.size(); k++) {
            String window = windows.get(k);
            long before = marks.digests().getOrDefault(window, 0L);
            histories.get(k).digest(empty.contains(window) ? 0 : before);
        }
        for (int k = 0; k < outputs.size(); k++) {
            Marks.Place place =
                    marks.outputs().getOrDefault(outputNames.get(k), Marks.Place.BEGINNING);
            outputs.get(k).begin(place.sequence(), place.bytes());
        }
        // windows that begin anew may have put something out as they did
        spoken = new ArrayList<>();
    }

    @Override
    public void close() {
        closing.run();
    }
}
