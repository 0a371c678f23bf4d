package dev.lockstep.bench.peers;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lockstep with ordinary model files; blocks are made before the clock by the builder that
 * connectors use.
 */
final class LockstepPeer {
    private static final int ROWS_A_BLOCK = 256;

    private final Path models;
    private final Trades trades;
    private long rows;
    private double sum;

    LockstepPeer(Path models, Trades trades) {
        this.models = models;
        this.trades = trades;
    }

    private Engine open(String workload) throws IOException {
        Path file = models.resolve(workload.toLowerCase(Locale.ROOT) + ".xml");
        Engine engine =
                Engine.open(
                        ProjectReader.read(
                                        Files.readAllBytes(file),
                                        file.toString(),
                                        n -> null,
                                        new ReadOptions(List.of(), true))
                                .orThrow(),
                        EngineOptions.quiet());
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        return engine;
    }

    Consumed run(String workload) throws IOException {
        Engine engine = open(workload);
        boolean hasRates = workload.equals("W4");
        List<EventBlock> blocks = blocks(engine);
        List<EventBlock> rates = new ArrayList<>();
        if (hasRates) {
            for (int b = 0; b < Trades.BROKERS; b++) {
                engine.step(
                        new JournalEntry.Block(0, "q/rates", rate(engine, Opcode.INSERT, b, 0)));
            }
            for (int v = 1; v * Trades.RATE_EVERY <= trades.count; v++) {
                rates.add(rate(engine, Opcode.UPDATE, v % 100, v));
            }
        }
        String last = engine.windows().get(engine.windows().size() - 1);
        engine.subscribe(last, consumer(workload), false);
        rows = 0;
        sum = 0;
        long began = System.nanoTime();
        int at = 0;
        int version = 0;
        for (EventBlock b : blocks) {
            engine.step(new JournalEntry.Block(0, "q/trades", b));
            at += b.rows();
            if (hasRates && (at + 1) % Trades.RATE_EVERY == 0 && version < rates.size()) {
                engine.step(new JournalEntry.Block(0, "q/rates", rates.get(version++)));
            }
        }
        return new Consumed(System.nanoTime() - began, rows, sum);
    }

    private EventBlock rate(Engine engine, byte opcode, int broker, int version) {
        EventBlock b = EventBlock.attached(engine.schema("q/rates"));
        new BlockBuilder(b, engine.pool())
                .row(opcode)
                .set(0, trades.brokers[broker])
                .set(1, Trades.rate(broker, version));
        return b;
    }

    /** Blocks of 256, cut where a rate changes before the next trade. */
    private List<EventBlock> blocks(Engine engine) {
        Schema schema = engine.schema("q/trades");
        List<EventBlock> blocks = new ArrayList<>();
        BlockBuilder builder = new BlockBuilder(EventBlock.attached(schema), engine.pool());
        for (int i = 0; i < trades.count; i++) {
            boolean isCut = (i + 1) % Trades.RATE_EVERY == 0;
            if (builder.block().rows() == ROWS_A_BLOCK || isCut && builder.block().rows() > 0) {
                blocks.add(builder.block());
                builder.block(EventBlock.attached(schema));
            }
            builder.row(Opcode.INSERT)
                    .set(0, (long) i)
                    .set(1, trades.symbols[trades.symbol[i]])
                    .set(2, trades.brokers[trades.broker[i]])
                    .set(3, trades.price[i])
                    .set(4, trades.quantity[i])
                    .set(5, trades.millis[i] * 1000);
        }
        blocks.add(builder.block());
        return blocks;
    }

    private dev.lockstep.engine.event.OutputListener consumer(String workload) {
        return switch (workload) {
            case "W1" -> this::consumeTrades;
            case "W4" -> this::consumeFees;
            default -> this::consumeGroups;
        };
    }

    private void consumeTrades(EventBlock b) {
        double s = 0;
        for (int i = 0; i < b.rows(); i++) {
            s +=
                    b.longs(0)[i]
                            + b.ints(1)[i]
                            + b.ints(2)[i]
                            + b.doubles(3)[i]
                            + b.ints(4)[i]
                            + b.longs(5)[i]
                            + b.doubles(6)[i];
        }
        rows += b.rows();
        sum += s;
    }

    private void consumeGroups(EventBlock b) {
        double s = 0;
        int last = b.schema().size() - 1;
        for (int i = 0; i < b.rows(); i++) {
            s +=
                    b.ints(0)[i]
                            + b.doubles(1)[i]
                            + b.longs(2)[i]
                            + b.doubles(3)[i]
                            + b.doubles(last)[i];
        }
        rows += b.rows();
        sum += s;
    }

    private void consumeFees(EventBlock b) {
        double s = 0;
        for (int i = 0; i < b.rows(); i++) {
            s += b.ints(0)[i] + b.doubles(1)[i] + b.longs(2)[i];
        }
        rows += b.rows();
        sum += s;
    }
}
