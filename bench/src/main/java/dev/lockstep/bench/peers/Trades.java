package dev.lockstep.bench.peers;

import java.util.SplittableRandom;

/**
 * The events of every workload, generated from a fixed seed: skewed symbols, even brokers, ten
 * events a millisecond.
 */
final class Trades {
    static final int SYMBOLS = 1000;
    static final int BROKERS = 100;
    static final long START_MILLIS = 1_700_000_000_000L;

    /** W4: every so many trades a broker's rate changes. */
    static final int RATE_EVERY = 100_000;

    private static final int EVENTS_A_MILLI = 10;

    final int count;
    final String[] symbols = new String[SYMBOLS];
    final String[] brokers = new String[BROKERS];
    final int[] symbol;
    final int[] broker;
    final int[] quantity;
    final double[] price;
    final long[] millis;

    Trades(int count) {
        this.count = count;
        symbol = new int[count];
        broker = new int[count];
        quantity = new int[count];
        price = new double[count];
        millis = new long[count];
        for (int k = 0; k < SYMBOLS; k++) {
            symbols[k] = "SYM" + k;
        }
        for (int k = 0; k < BROKERS; k++) {
            brokers[k] = "BROKER-" + k;
        }
        generate();
    }

    private void generate() {
        double[] cumulated = new double[SYMBOLS];
        double sum = 0;
        for (int k = 0; k < SYMBOLS; k++) {
            sum += 1.0 / (k + 1);
            cumulated[k] = sum;
        }
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < count; i++) {
            double wanted = random.nextDouble() * sum;
            int low = 0;
            int high = SYMBOLS - 1;
            while (low < high) {
                int middle = low + high >>> 1;
                if (cumulated[middle] < wanted) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            symbol[i] = low;
            broker[i] = random.nextInt(BROKERS);
            price[i] = (10_000 + random.nextInt(1000) + low * 10) / 100.0;
            quantity[i] = 1 + random.nextInt(2000);
            // the peers' events also have a side, drawn here so that the others come out the same
            random.nextBoolean();
            millis[i] = START_MILLIS + i / EVENTS_A_MILLI;
        }
    }

    static double rate(int broker, int version) {
        return 0.001 + broker * 1e-5 + version * 1e-6;
    }
}
