package dev.lockstep.testkit.simulation;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.replica.RecordDecoder;
import dev.lockstep.api.replica.RecordEncoder;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.engine.replica.ModelOptions;
import dev.lockstep.engine.replica.OutputRoute;
import dev.lockstep.engine.replica.ReplicaInput;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.LockstepEngine;
import dev.lockstep.testkit.random.RandomModel;
import dev.lockstep.testkit.random.RandomStream;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** The real engine with a random model and its random stream, over and over again. */
final class EngineProject implements Project {
    private static final int OUTPUTS = 3;

    private final ProjectSpec project;
    private final List<String> sources = new ArrayList<>();
    private final List<List<byte[]>> records = new ArrayList<>();
    private final List<String> ends;
    private final int[] next;

    private EngineProject(long seed) {
        project = RandomModel.of(seed);
        ends = LockstepEngine.ends(project);
        Engine engine = Engine.open(project, EngineOptions.quiet());
        for (JournalEntry entry : RandomStream.of(project, seed)) {
            if (entry instanceof JournalEntry.Block b) {
                add(b.source(), bytes(engine.schema(b.source()), b.block()));
            }
        }
        next = new int[sources.size()];
    }

    /** The first random model from that seed on that engines accept. */
    static EngineProject of(long seed) {
        long s = seed;
        while (!Engine.check(RandomModel.of(s)).isEmpty()) {
            s += 1_000_003;
        }
        return new EngineProject(s);
    }

    private void add(String source, byte[] record) {
        int at = sources.indexOf(source);
        if (at < 0) {
            at = sources.size();
            sources.add(source);
            records.add(new ArrayList<>());
        }
        records.get(at).add(record);
    }

    private static byte[] bytes(Schema schema, EventBlock block) {
        ByteSink sink = new ByteSink(1024);
        new BinaryFrame(schema).write(block, 0, sink);
        return Arrays.copyOf(sink.bytes(), sink.size());
    }

    @Override
    public int inputs() {
        return sources.size();
    }

    @Override
    public int outputs() {
        return Math.min(OUTPUTS, ends.size());
    }

    @Override
    public ReplicaModel newModel() {
        Engine engine = Engine.open(project, EngineOptions.quiet());
        List<ReplicaInput> inputs =
                sources.stream().map(s -> new ReplicaInput(s, decoder(engine.schema(s)))).toList();
        List<OutputRoute> outputs =
                ends.stream()
                        .limit(OUTPUTS)
                        .map(w -> new OutputRoute(w, w, false, false, encoder(engine.schema(w))))
                        .toList();
        TreeMap<String, String> identity = new TreeMap<>();
        identity.put("model", project.name());
        ModelOptions options =
                new ModelOptions(
                        identity, inputs, outputs, s -> decoder(engine.schema(s)), bad -> {});
        return new EngineModel(engine, options, () -> {});
    }

    private static RecordDecoder decoder(Schema schema) {
        BinaryFrame frame = new BinaryFrame(schema);
        EventBlock block = EventBlock.detached(schema);
        return (value, offset, blocks, bad) -> {
            block.reset(0);
            frame.read(value, 0, value.length, block);
            blocks.accept(block);
        };
    }

    private static RecordEncoder encoder(Schema schema) {
        return (block, sequence, messageId, to) -> to.accept(bytes(schema, block));
    }

    @Override
    public long state(ReplicaModel model) {
        return Arrays.hashCode(model.digests()) * 31L + Arrays.hashCode(model.sequences());
    }

    @Override
    public boolean savesState() {
        return false;
    }

    @Override
    public byte[] record(int input, Chance chance) {
        List<byte[]> all = records.get(input);
        return all.get(next[input]++ % all.size());
    }

    @Override
    public String payloadSource() {
        return sources.get(0);
    }

    @Override
    public byte[] payload(String client, long messageId) {
        List<byte[]> all = records.get(0);
        return all.get((int) (messageId % all.size()));
    }
}
