package dev.lockstep.bench.peers;

import java.util.SplittableRandom;

/**
 * The events of every workload, generated from a fixed seed: skewed symbols, even brokers, prices
 * with two decimals. They span {@link #SPAN_MILLIS} however many they are, so that also a small
 * number of them fills and leaves windows of time.
 */
final class Trades {
    static final int SYMBOLS = 1000;
    static final int BROKERS = 100;
    static final long START_MILLIS = 1_700_000_000_000L;

    /** Ten events a millisecond where there are two million. */
    static final long SPAN_MILLIS = 200_000;

    /** W4: so many times, evenly spread, a broker's rate changes. */
    private static final int RATE_CHANGES = 20;

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
            // a side that no workload here asks for, drawn so that the numbers stay those published
            random.nextBoolean();
            millis[i] = START_MILLIS + i * SPAN_MILLIS / count;
        }
    }

    /** The same events as objects. */
    TradeBean[] beans() {
        TradeBean[] beans = new TradeBean[count];
        for (int i = 0; i < count; i++) {
            beans[i] =
                    new TradeBean(
                            i,
                            symbols[symbol[i]],
                            brokers[broker[i]],
                            price[i],
                            quantity[i],
                            millis[i]);
        }
        return beans;
    }

    /**
     * W4: the number of the rate change that comes right before this trade, 1 for the first; 0 if
     * none does.
     */
    int rateChangeBefore(int trade) {
        int every = Math.max(1, count / RATE_CHANGES);
        return (trade + 1) % every == 0 ? (trade + 1) / every : 0;
    }

    /** The broker whose rate a change concerns. */
    static int changedBroker(int change) {
        return change % BROKERS;
    }

    static double rate(int broker, int change) {
        return 0.001 + broker * 1e-5 + change * 1e-6;
    }
}
