package dev.lockstep.server.demo;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trades and traders of the example as records of a topic, one event each, without end: few
 * securities make most of the trades, prices wander by cents, one trade in ten is large. The same
 * for the same seed. One thread.
 */
public final class TradeRecords {
    private static final int SECURITIES = 500;
    private static final int TRADERS = 200;
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final double CENTS = 100;

    private final SplittableRandom random;
    private final Records trades;
    private final long stepMicros;
    private final long[] cents = new long[SECURITIES];
    private long id;

    /** Writes single events in the binary form. */
    private static final class Records {
        private final EventBlock block;
        private final BinaryFrame frame;
        private final ByteSink sink = new ByteSink(256);

        Records(Schema schema) {
            block = EventBlock.detached(schema);
            frame = new BinaryFrame(schema);
        }

        BlockBuilder row() {
            block.reset(0);
            return new BlockBuilder(block, null).row(Opcode.INSERT);
        }

        byte[] take() {
            sink.clear();
            frame.write(block, 0, sink);
            return Arrays.copyOf(sink.bytes(), sink.size());
        }
    }

    /**
     * @param trades the schema of the source
     * @param perSecond so many trades make a second of their own time
     */
    public TradeRecords(Schema trades, long seed, int perSecond) {
        this.trades = new Records(trades);
        this.random = new SplittableRandom(seed);
        this.stepMicros = 1_000_000L / perSecond;
        for (int k = 0; k < SECURITIES; k++) {
            cents[k] = 1_000 + random.nextInt(50_000);
        }
    }

    /** The next trade. */
    public byte[] next() {
        int security = (int) (SECURITIES * random.nextDouble() * random.nextDouble());
        cents[security] = Math.max(100, cents[security] + random.nextInt(-25, 26));
        boolean isLarge = random.nextInt(10) == 0;
        int quantity = isLarge ? 1_000 + random.nextInt(9_000) : 1 + random.nextInt(999);
        trades.row()
                .set(0, id)
                .set(1, "S" + security)
                .set(2, quantity)
                .set(3, cents[security] / CENTS)
                .set(4, (long) random.nextInt(TRADERS))
                .set(5, START_MICROS + id * stepMicros);
        id++;
        return trades.take();
    }

    /** How many traders there are. */
    public static int traders() {
        return TRADERS;
    }

    /** A trader, from 0. */
    public static byte[] trader(Schema schema, int number) {
        Records records = new Records(schema);
        records.row().set(0, (long) number).set(1, TradeGenerator.name(number));
        return records.take();
    }
}
