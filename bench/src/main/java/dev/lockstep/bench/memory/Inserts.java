package dev.lockstep.bench.memory;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** Inserts trades with keys in random order into a new engine that retains all of them. */
final class Inserts {
    static final int ROWS_A_BLOCK = 256;

    private static final String SOURCE = "q/trades";
    private static final int SYMBOLS = 1000;
    private static final int BROKERS = 100;
    private static final List<GarbageCollectorMXBean> COLLECTORS =
            ManagementFactory.getGarbageCollectorMXBeans();

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * What a row has cost.
     *
     * @param nanos that passed
     * @param cpuNanos that the thread computed, which a busy machine does not change much
     */
    record Cost(double nanos, double cpuNanos) {}

    private final Engine engine;
    private final EventBlock block;
    private final BlockBuilder builder;
    private final JournalEntry.Block entry;
    private final String[] symbols = names("SYM", SYMBOLS);
    private final String[] brokers = names("BROKER-", BROKERS);
    private long rows;
    private long longestNanos;
    private long longestUncollectedNanos;
    private long longestCpuNanos;

    Inserts(ProjectSpec project) {
        engine = Engine.open(project, EngineOptions.quiet());
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        block = EventBlock.attached(engine.schema(SOURCE));
        builder = new BlockBuilder(block, engine.pool());
        entry = new JournalEntry.Block(0, SOURCE, block);
    }

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int k = 0; k < count; k++) {
            names[k] = prefix + k;
        }
        return names;
    }

    /** Inserts blocks until there are at least so many rows; making the blocks is not counted. */
    Cost until(long wantedRows) {
        long nanos = 0;
        long cpuNanos = 0;
        long before = rows;
        while (rows < wantedRows) {
            fill();
            long collections = collections();
            long beganCpu = THREADS.getCurrentThreadCpuTime();
            long began = System.nanoTime();
            engine.step(entry);
            long took = System.nanoTime() - began;
            long tookCpu = THREADS.getCurrentThreadCpuTime() - beganCpu;
            nanos += took;
            cpuNanos += tookCpu;
            longestNanos = Math.max(longestNanos, took);
            longestCpuNanos = Math.max(longestCpuNanos, tookCpu);
            if (collections == collections()) {
                longestUncollectedNanos = Math.max(longestUncollectedNanos, took);
            }
        }
        double count = Math.max(1, rows - before);
        return new Cost(nanos / count, cpuNanos / count);
    }

    private void fill() {
        block.reset(ROWS_A_BLOCK);
        builder.block(block);
        for (int i = 0; i < ROWS_A_BLOCK; i++) {
            long random = mixed(rows++);
            builder.row(Opcode.INSERT)
                    .set(0, random)
                    .set(1, symbols[(int) (random >>> 40) % SYMBOLS])
                    .set(2, brokers[(int) (random >>> 50) % BROKERS])
                    .set(3, (random & 0xFFFF) / 100.0)
                    .set(4, (int) (random >>> 20) & 0x7FF)
                    .set(5, rows);
        }
    }

    /** A permutation of the longs without visible order, so that no key comes twice. */
    static long mixed(long x) {
        long z = (x + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static long collections() {
        long count = 0;
        for (GarbageCollectorMXBean c : COLLECTORS) {
            count += c.getCollectionCount();
        }
        return count;
    }

    /** Rows that the engine retains. */
    long retained() {
        return engine.stats(SOURCE).rows();
    }

    double longestMillis() {
        return longestNanos / 1e6;
    }

    /** The longest block during which nothing was collected. */
    double longestUncollectedMillis() {
        return longestUncollectedNanos / 1e6;
    }

    /** The most that the thread has computed for a block; collectors have threads of their own. */
    double longestCpuMillis() {
        return longestCpuNanos / 1e6;
    }
}
