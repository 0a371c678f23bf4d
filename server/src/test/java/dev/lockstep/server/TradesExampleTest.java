package dev.lockstep.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lockstep.server.Workplace.Outcome;
import dev.lockstep.server.demo.Demonstration;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the trades example says of each security, worked out again from the trades alone. */
class TradesExampleTest extends AtWorkplace {
    private record Trade(String security, int quantity, double price, long trader, long time) {}

    private static final long MINUTE = 60_000_000L;

    private static final Map<String, Long> HORIZONS =
            Map.of(
                    "vwap5Minutes",
                    5 * MINUTE,
                    "vwapHour",
                    60 * MINUTE,
                    "vwapDay",
                    24 * 60 * MINUTE);

    @BeforeEach
    void run() throws Exception {
        new Demonstration(Path.of(".."), folder, 4_000, new PrintWriter(Writer.nullWriter())).run();
        List<String> all = new ArrayList<>(List.of("run", "../examples/trades/model.xml"));
        all.addAll(List.of("--until-finished", "--clock", "virtual"));
        all.addAll(List.of("--in", "market/traders=" + place.path("traders.csv")));
        all.addAll(List.of("--in", "market/trades=" + place.path("trades.csv")));
        for (String w : List.of("vwap5Minutes", "vwapHour", "vwapDay", "bySecurity", "costed")) {
            all.addAll(
                    List.of("--out", "market/" + w + "=" + place.path(w + ".csv,collapse=true")));
        }
        Outcome ran = Workplace.execute(all.toArray(new String[0]));
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    private List<Trade> trades() {
        List<Trade> all = new ArrayList<>();
        for (String line : place.read("trades.csv").split("\n")) {
            String[] f = line.split(",");
            all.add(
                    new Trade(
                            f[3],
                            Integer.parseInt(f[4]),
                            Double.parseDouble(f[5]),
                            Long.parseLong(f[6]),
                            Long.parseLong(f[7])));
        }
        return all;
    }

    private static Map<String, List<Trade>> latest(List<Trade> trades, long horizon) {
        long now = trades.stream().mapToLong(Trade::time).max().orElseThrow();
        Map<String, List<Trade>> bySecurity = new TreeMap<>();
        for (Trade t : trades) {
            if (now - t.time() < horizon) {
                bySecurity.computeIfAbsent(t.security(), s -> new ArrayList<>()).add(t);
            }
        }
        return bySecurity;
    }

    /** The rows that a reader has in the end, by key. */
    private Map<String, double[]> rows(String window) {
        Map<String, double[]> rows = new TreeMap<>();
        for (String line : place.read(window + ".csv").split("\n")) {
            String[] f = line.split(",");
            String key = f[2].strip();
            if (f[0].equals("D")) {
                rows.remove(key);
            } else {
                double[] values = new double[f.length - 3];
                for (int k = 0; k < values.length; k++) {
                    values[k] = Double.parseDouble(f[k + 3]);
                }
                rows.put(key, values);
            }
        }
        return rows;
    }

    @Test
    void pricesAreWeightedByQuantityOverTheHorizonOfEachWindow() {
        List<Trade> trades = trades();
        HORIZONS.forEach(
                (window, horizon) -> {
                    Map<String, List<Trade>> wanted = latest(trades, horizon);
                    Map<String, double[]> got = rows(window);
                    assertThat(got).as(window).containsOnlyKeys(wanted.keySet()).isNotEmpty();
                    wanted.forEach(
                            (s, all) ->
                                    agree(
                                            window + " " + s,
                                            got.getOrDefault(s, new double[0]),
                                            all));
                });
        assertThat(latest(trades, 60 * MINUTE)).isNotEqualTo(latest(trades, 5 * MINUTE));
    }

    private static void agree(String what, double[] got, List<Trade> all) {
        double money = all.stream().mapToDouble(t -> t.price() * t.quantity()).sum();
        double quantity = all.stream().mapToDouble(Trade::quantity).sum();
        double mean = all.stream().mapToDouble(Trade::price).sum() / all.size();
        double squares = all.stream().mapToDouble(t -> Math.pow(t.price() - mean, 2)).sum();
        double deviation = all.size() == 1 ? 0 : Math.sqrt(squares / (all.size() - 1));
        double[] wanted = {
            money / quantity,
            all.stream().mapToDouble(Trade::price).min().orElseThrow(),
            all.stream().mapToDouble(Trade::price).max().orElseThrow(),
            deviation
        };
        assertThat(got).as(what).containsExactly(wanted, within(1e-5));
    }

    @Test
    void largeTradesOfTheLastTenMinutesAreSummedWithTheirCost() {
        List<Trade> large = trades().stream().filter(t -> t.quantity() >= 1_000).toList();
        Map<String, List<Trade>> wanted = latest(large, 10 * MINUTE);
        Map<String, double[]> got = rows("bySecurity");
        assertThat(got).containsOnlyKeys(wanted.keySet()).isNotEmpty();
        wanted.forEach(
                (s, all) ->
                        assertThat(got.get(s))
                                .as(s)
                                .containsExactly(
                                        new double[] {
                                            all.size(),
                                            all.stream().mapToInt(Trade::quantity).sum(),
                                            all.stream()
                                                    .mapToDouble(t -> t.price() * t.quantity())
                                                    .sum()
                                        },
                                        within(1e-4)));
        assertThat(place.read("costed.csv").lines().toList()).hasSize(large.size());
    }

    @Test
    void eachLargeTradeHasTheNameOfItsTrader() {
        Map<Long, String> names = new TreeMap<>();
        for (String line : place.read("traders.csv").split("\n")) {
            String[] f = line.split(",");
            names.put(Long.parseLong(f[2]), f[3]);
        }
        List<String> wanted =
                trades().stream()
                        .filter(t -> t.quantity() >= 1_000)
                        .map(t -> t.security() + " " + names.get(t.trader()))
                        .toList();
        List<String> got =
                place.read("costed.csv")
                        .lines()
                        .map(l -> l.split(","))
                        .map(f -> f[3] + " " + f[8])
                        .toList();
        assertThat(got).isEqualTo(wanted).hasSizeGreaterThan(100);
    }
}
