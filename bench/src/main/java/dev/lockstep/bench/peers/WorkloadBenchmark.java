package dev.lockstep.bench.peers;

import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The hot paths, an operation being an event: blocks that were made before go through the engine to
 * a consumer that reads every field. State is warm, groups exist, so what is allocated is allocated
 * for events.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WorkloadBenchmark {
    /** System property that names the folder of the models in the forked process. */
    static final String MODELS = "lockstep.bench.models";

    private static final int BLOCKS = 1024;

    /** Label of the workload. */
    @Param({"W1", "W2", "W4"})
    public String workload = "";

    private final Checksum output = new Checksum();
    private JournalEntry[] entries = {};
    private int next;

    @SuppressWarnings("NullAway.Init")
    private Engine engine;

    /** Opens the engine and takes it through all blocks once. */
    @Setup
    public void open() throws IOException {
        Trades trades = new Trades(BLOCKS * LockstepPeer.ROWS_A_BLOCK);
        Path folder = Path.of(System.getProperty(MODELS, "models"));
        LockstepPeer peer =
                new LockstepPeer(new Models(folder), trades, new CsvFiles(folder, "none"));
        engine = peer.open(Workload.labelled(workload), output);
        entries = peer.wholeBlocks(engine).toArray(JournalEntry[]::new);
        for (JournalEntry e : entries) {
            engine.step(e);
        }
    }

    /** A block of 256 events; the sum keeps the consumer's work alive. */
    @Benchmark
    @OperationsPerInvocation(LockstepPeer.ROWS_A_BLOCK)
    public long event() {
        engine.step(entries[next]);
        next = next + 1 == entries.length ? 0 : next + 1;
        return output.rows();
    }
}
