package dev.lockstep.bench.peers;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.engine.bean.BeanInput;
import dev.lockstep.server.run.FileBinding;
import dev.lockstep.server.run.ProjectRun;
import dev.lockstep.server.run.RunOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lockstep with ordinary model files and the defaults of production. Blocks are made before the
 * watch starts, by the builder that connectors use; objects are pushed while it runs.
 */
final class LockstepPeer implements Contestant {
    private static final String SOURCE = "q/trades";
    private static final String RATES = "q/rates";
    static final int ROWS_A_BLOCK = 256;

    private final Models models;
    private final Trades trades;
    private final CsvFiles files;

    /** Made on first use: most workloads push blocks. */
    private TradeBean[] beans = {};

    /**
     * The engine of the repetition before: while it lives, its project's generated classes do, too,
     * and with them what the compiler has made of them.
     */
    private @Nullable Engine previous;

    LockstepPeer(Models models, Trades trades, CsvFiles files) {
        this.models = models;
        this.trades = trades;
        this.files = files;
    }

    @Override
    public void run(Workload workload, Stopwatch watch, Checksum output) throws IOException {
        switch (workload) {
            case W1, W2, W3A, W3B, W4 -> blocks(open(workload, output), true, watch);
            case W2_BYTES -> blocks(open(workload, output), false, watch);
            case W1_OBJECTS, W2_OBJECTS, W4_OBJECTS -> {
                makeBeans();
                objects(open(workload, output), watch);
            }
            case PUSH -> {
                makeBeans();
                push(open(workload, output), watch);
            }
            case W6 -> files(watch);
        }
    }

    private void makeBeans() {
        if (beans.length == 0) {
            beans = trades.beans();
        }
    }

    /** A started engine, its last window read by a consumer. */
    Engine open(Workload workload, Checksum output) throws IOException {
        Engine engine = Engine.open(models.project(workload), EngineOptions.quiet());
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        if (hasRates(engine)) {
            for (int b = 0; b < Trades.BROKERS; b++) {
                engine.step(new JournalEntry.Block(0, RATES, rate(engine, Opcode.INSERT, b, 0)));
            }
        }
        List<String> windows = engine.windows();
        BlockConsumer consumer = new BlockConsumer(workload, engine.pool(), output);
        engine.subscribe(windows.get(windows.size() - 1), consumer, false);
        previous = engine;
        return engine;
    }

    private static boolean hasRates(Engine engine) {
        return engine.hasWindow(RATES);
    }

    private void blocks(Engine engine, boolean isAttached, Stopwatch watch) {
        List<JournalEntry> entries = entries(engine, isAttached);
        watch.start();
        for (JournalEntry e : entries) {
            engine.step(e);
        }
        watch.stop();
    }

    /** The events in blocks that are all full, without those that change rates. */
    List<JournalEntry> wholeBlocks(Engine engine) {
        return entries(engine, true).stream()
                .filter(e -> e instanceof JournalEntry.Block b && b.block().rows() == ROWS_A_BLOCK)
                .toList();
    }

    /** Blocks of 256, cut where a rate changes before the next trade. */
    private List<JournalEntry> entries(Engine engine, boolean isAttached) {
        List<JournalEntry> entries = new ArrayList<>();
        boolean hasRates = hasRates(engine);
        BlockBuilder builder = builder(engine, isAttached);
        for (int i = 0; i < trades.count; i++) {
            int change = hasRates ? trades.rateChangeBefore(i) : 0;
            if (builder.block().rows() == ROWS_A_BLOCK || change > 0) {
                entries.add(new JournalEntry.Block(0, SOURCE, builder.block()));
                builder = builder(engine, isAttached);
            }
            if (change > 0) {
                entries.add(new JournalEntry.Block(0, RATES, changedRate(engine, change)));
            }
            builder.row(Opcode.INSERT)
                    .set(0, (long) i)
                    .set(1, trades.symbols[trades.symbol[i]])
                    .set(2, trades.brokers[trades.broker[i]])
                    .set(3, trades.price[i])
                    .set(4, trades.quantity[i])
                    .set(5, trades.millis[i] * 1000);
        }
        entries.add(new JournalEntry.Block(0, SOURCE, builder.block()));
        return entries;
    }

    private static BlockBuilder builder(Engine engine, boolean isAttached) {
        EventBlock block =
                isAttached
                        ? EventBlock.attached(engine.schema(SOURCE))
                        : EventBlock.detached(engine.schema(SOURCE));
        block.ensureCapacity(ROWS_A_BLOCK);
        return new BlockBuilder(block, isAttached ? engine.pool() : null);
    }

    private EventBlock changedRate(Engine engine, int change) {
        return rate(engine, Opcode.UPDATE, Trades.changedBroker(change), change);
    }

    private EventBlock rate(Engine engine, byte opcode, int broker, int change) {
        EventBlock b = EventBlock.attached(engine.schema(RATES));
        new BlockBuilder(b, engine.pool())
                .row(opcode)
                .set(0, trades.brokers[broker])
                .set(1, Trades.rate(broker, change));
        return b;
    }

    private void objects(Engine engine, Stopwatch watch) {
        BeanInput<TradeBean> input = BeanInput.into(engine, SOURCE, TradeBean.class);
        if (!hasRates(engine)) {
            watch.start();
            for (TradeBean t : beans) {
                input.push(t);
            }
            input.flush();
            watch.stop();
            return;
        }
        BeanInput<RateBean> rates = BeanInput.into(engine, RATES, RateBean.class);
        watch.start();
        for (int i = 0; i < beans.length; i++) {
            int change = trades.rateChangeBefore(i);
            if (change > 0) {
                input.flush();
                int broker = Trades.changedBroker(change);
                rates.push(
                        Opcode.UPDATE,
                        new RateBean(trades.brokers[broker], Trades.rate(broker, change)));
                rates.flush();
            }
            input.push(beans[i]);
        }
        input.flush();
        watch.stop();
    }

    private void push(Engine engine, Stopwatch watch) {
        BeanInput<TradeBean> input =
                BeanInput.into(engine, SOURCE, TradeBean.class, engine::step, 1);
        watch.start();
        for (TradeBean t : beans) {
            input.push(t);
        }
        watch.stop();
    }

    private void files(Stopwatch watch) throws IOException {
        RunOptions options =
                new RunOptions(
                        List.of(
                                FileBinding.parse(
                                        SOURCE
                                                + "="
                                                + files.input()
                                                + ",addcsvopcode=true,blocksize="
                                                + ROWS_A_BLOCK,
                                        true)),
                        List.of(FileBinding.parse("q/vwap=" + files.output(), false)),
                        true,
                        false,
                        Duration.ZERO,
                        null,
                        null,
                        Map.of());
        try (ProjectRun run = new ProjectRun(models.project(Workload.W6), options)) {
            watch.start();
            run.run();
            watch.stop();
            previous = run.engine();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
