package dev.lockstep.bench.peers;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a programmer writes who has no engine: objects, maps, one loop a workload. What it emits is
 * the measure of correctness for the others.
 */
final class PlainLoop implements Contestant {
    private static final int LENGTH = 1000;
    private static final long SPAN_MILLIS = 10_000;

    private final Trades trades;
    private final TradeBean[] beans;
    private final CsvFiles files;

    PlainLoop(Trades trades, CsvFiles files) {
        this.trades = trades;
        this.beans = trades.beans();
        this.files = files;
    }

    /** State of one group. */
    private static final class Group {
        final String name;
        double product;
        long quantity;
        long count;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;

        /** How often each price is in the window. */
        @Nullable TreeMap<Double, int[]> prices;

        Group(String name) {
            this.name = name;
        }
    }

    @Override
    public void run(Workload workload, Stopwatch watch, Checksum output) throws IOException {
        watch.start();
        switch (workload) {
            case W1 -> filter(output);
            case W2 -> group(output);
            case W3A -> window(LENGTH, Long.MIN_VALUE, output);
            case W3B -> window(Integer.MAX_VALUE, SPAN_MILLIS, output);
            case W4 -> enrich(output);
            case W6 -> files();
            default -> throw new IllegalArgumentException(workload.label());
        }
        watch.stop();
    }

    private void filter(Checksum output) {
        for (TradeBean t : beans) {
            if (t.getQuantity() >= 1000) {
                output.trade(
                        t.getId(),
                        t.getSymbol(),
                        t.getBroker(),
                        t.getPrice(),
                        t.getQuantity(),
                        t.getTime(),
                        t.getPrice() * t.getQuantity());
            }
        }
    }

    private static Group add(Map<String, Group> groups, TradeBean t) {
        Group g = groups.get(t.getSymbol());
        if (g == null) {
            g = new Group(t.getSymbol());
            groups.put(g.name, g);
        }
        double price = t.getPrice();
        g.product += price * t.getQuantity();
        g.quantity += t.getQuantity();
        g.count++;
        g.least = Math.min(g.least, price);
        g.greatest = Math.max(g.greatest, price);
        return g;
    }

    private void group(Checksum output) {
        Map<String, Group> groups = new HashMap<>();
        for (TradeBean t : beans) {
            Group g = add(groups, t);
            output.group(g.name, g.product / g.quantity, g.count, g.least, g.greatest);
        }
    }

    /** One update for each group that an event touches, by coming or by making others go. */
    private void window(int length, long spanMillis, Checksum output) {
        Map<String, Group> groups = new HashMap<>();
        ArrayDeque<TradeBean> window = new ArrayDeque<>();
        Map<String, Group> touched = new LinkedHashMap<>();
        for (TradeBean t : beans) {
            touched.clear();
            touched.put(t.getSymbol(), arrive(groups, t));
            window.add(t);
            long until = spanMillis < 0 ? Long.MIN_VALUE : t.getMillis() - spanMillis;
            while (window.size() > length || window.element().getMillis() <= until) {
                TradeBean gone = window.remove();
                touched.put(gone.getSymbol(), leave(groups, gone));
            }
            for (Group g : touched.values()) {
                TreeMap<Double, int[]> prices = g.prices;
                if (prices == null || prices.isEmpty()) {
                    output.emptied(g.name);
                } else {
                    output.group(g.name, g.product / g.quantity, g.count, prices.lastKey());
                }
            }
        }
    }

    private static Group arrive(Map<String, Group> groups, TradeBean t) {
        Group g = groups.computeIfAbsent(t.getSymbol(), Group::new);
        if (g.prices == null) {
            g.prices = new TreeMap<>();
        }
        g.product += t.getPrice() * t.getQuantity();
        g.quantity += t.getQuantity();
        g.count++;
        g.prices.computeIfAbsent(t.getPrice(), p -> new int[1])[0]++;
        return g;
    }

    private static Group leave(Map<String, Group> groups, TradeBean t) {
        Group g = groups.get(t.getSymbol());
        int[] times = g == null || g.prices == null ? null : g.prices.get(t.getPrice());
        if (g == null || g.prices == null || times == null) {
            throw new IllegalStateException("what leaves has never come");
        }
        g.product -= t.getPrice() * t.getQuantity();
        g.quantity -= t.getQuantity();
        g.count--;
        if (--times[0] == 0) {
            g.prices.remove(t.getPrice());
        }
        return g;
    }

    private void enrich(Checksum output) {
        Map<String, Double> rates = new HashMap<>();
        for (int b = 0; b < Trades.BROKERS; b++) {
            rates.put(trades.brokers[b], Trades.rate(b, 0));
        }
        Map<String, Group> groups = new HashMap<>();
        for (int i = 0; i < beans.length; i++) {
            int change = trades.rateChangeBefore(i);
            if (change > 0) {
                int broker = Trades.changedBroker(change);
                rates.put(trades.brokers[broker], Trades.rate(broker, change));
            }
            TradeBean t = beans[i];
            Double rate = rates.get(t.getBroker());
            if (rate == null) {
                throw new IllegalStateException("no rate for " + t.getBroker());
            }
            Group g = groups.computeIfAbsent(t.getBroker(), Group::new);
            g.product += t.getPrice() * t.getQuantity() * rate;
            g.count++;
            output.fee(g.name, g.product, g.count);
        }
    }

    private void files() throws IOException {
        Map<String, Group> groups = new HashMap<>();
        try (CsvFiles.Rows out = files.writer();
                CsvFiles.Input in = files.reader()) {
            for (TradeBean[] batch = in.next(); batch.length > 0; batch = in.next()) {
                for (TradeBean t : batch) {
                    Group g = add(groups, t);
                    out.write(g.name, g.product / g.quantity, g.count, g.least, g.greatest);
                }
            }
        }
    }
}
