package dev.lockstep.bench.peers;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.event.OutputListener;

/**
 * Reads every field of our output, texts as Java strings, as others get them. A block has a
 * checksum of its own first, which the compiler keeps in registers.
 */
final class BlockConsumer implements OutputListener {
    private final Workload workload;
    private final StringPool pool;
    private final Checksum output;

    BlockConsumer(Workload workload, StringPool pool, Checksum output) {
        this.workload = workload.original();
        this.pool = pool;
        this.output = output;
    }

    @Override
    public void onBlock(EventBlock b) {
        switch (workload) {
            case W1 -> trades(b);
            case W2 -> groups(b);
            case W4 -> fees(b);
            default -> window(b);
        }
    }

    private void trades(EventBlock b) {
        Checksum block = new Checksum();
        long[] ids = b.longs(0);
        int[] symbols = b.ints(1);
        int[] brokers = b.ints(2);
        double[] prices = b.doubles(3);
        int[] quantities = b.ints(4);
        long[] times = b.longs(5);
        double[] values = b.doubles(6);
        for (int i = 0; i < b.rows(); i++) {
            block.trade(
                    ids[i],
                    pool.string(symbols[i]),
                    pool.string(brokers[i]),
                    prices[i],
                    quantities[i],
                    times[i],
                    values[i]);
        }
        output.add(block);
    }

    private void groups(EventBlock b) {
        Checksum block = new Checksum();
        int[] symbols = b.ints(0);
        double[] means = b.doubles(1);
        long[] counts = b.longs(2);
        double[] least = b.doubles(3);
        double[] greatest = b.doubles(4);
        for (int i = 0; i < b.rows(); i++) {
            block.group(pool.string(symbols[i]), means[i], counts[i], least[i], greatest[i]);
        }
        output.add(block);
    }

    private void window(EventBlock b) {
        Checksum block = new Checksum();
        int[] symbols = b.ints(0);
        double[] means = b.doubles(1);
        long[] counts = b.longs(2);
        double[] greatest = b.doubles(3);
        for (int i = 0; i < b.rows(); i++) {
            // what a group was before it emptied counts for nothing
            boolean isThere = b.opcodes()[i] != Opcode.DELETE;
            block.group(
                    pool.string(symbols[i]),
                    isThere ? means[i] : 0,
                    isThere ? counts[i] : 0,
                    isThere ? greatest[i] : 0);
        }
        output.add(block);
    }

    private void fees(EventBlock b) {
        Checksum block = new Checksum();
        int[] brokers = b.ints(0);
        double[] fees = b.doubles(1);
        long[] counts = b.longs(2);
        for (int i = 0; i < b.rows(); i++) {
            block.fee(pool.string(brokers[i]), fees[i], counts[i]);
        }
        output.add(block);
    }
}
