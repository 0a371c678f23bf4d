package dev.lockstep.systemtests;

import dev.lockstep.systemtests.fault.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What came of trials, by fault. */
final class GapTable {
    private final Map<String, Row> rows = new TreeMap<>();

    /** All trials of one fault. */
    static final class Row {
        private final List<Double> gaps = new ArrayList<>();
        private boolean isTakeover;
        private int trials;
        private int violations;
        private int reigns;
        private double seconds;

        int trials() {
            return trials;
        }

        int violations() {
            return violations;
        }

        /** How often somebody came to reign, until everybody was back at work. */
        int reigns() {
            return reigns;
        }

        /** How long a trial took on average. */
        double seconds() {
            return seconds / Math.max(1, trials);
        }

        Gaps gaps() {
            return Gaps.of(gaps);
        }
    }

    /** Percentiles of some gaps, in milliseconds. */
    record Gaps(int count, double p50, double p99, double max) {
        static Gaps of(List<Double> values) {
            if (values.isEmpty()) {
                return new Gaps(0, 0, 0, 0);
            }
            List<Double> sorted = new ArrayList<>(values);
            Collections.sort(sorted);
            return new Gaps(
                    sorted.size(),
                    at(sorted, 0.5),
                    at(sorted, 0.99),
                    sorted.get(sorted.size() - 1));
        }

        /** The smallest value that so large a part does not exceed. */
        private static double at(List<Double> sorted, double part) {
            return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
        }
    }

    void add(Fault fault, Outcome outcome) {
        Row row = rows.computeIfAbsent(fault.words(), w -> new Row());
        row.isTakeover = fault.isTakeover();
        row.trials++;
        row.reigns += outcome.reigns();
        row.seconds += outcome.seconds();
        if (outcome.isRight()) {
            row.gaps.add(outcome.gapMillis());
        } else {
            row.violations++;
        }
    }

    /** Of all faults behind which somebody else must reign. */
    Gaps takeovers() {
        return Gaps.of(
                rows.values().stream()
                        .filter(r -> r.isTakeover)
                        .flatMap(r -> r.gaps.stream())
                        .toList());
    }

    Map<String, Row> rows() {
        return rows;
    }

    /** For people. */
    String text() {
        StringBuilder s = new StringBuilder();
        s.append(line("fault", "trials", "s each", "wrong", "reigns", "p50 ms", "p99 ms", "max"));
        Row all = new Row();
        for (Map.Entry<String, Row> e : rows.entrySet()) {
            Row r = e.getValue();
            s.append(line(e.getKey(), r, r.gaps()));
            all.trials += r.trials;
            all.violations += r.violations;
            all.reigns += r.reigns;
            all.seconds += r.seconds;
        }
        return s.append(line("all; gaps of take-overs", all, takeovers())).toString();
    }

    private static String line(String fault, Row row, Gaps g) {
        return line(
                fault,
                String.valueOf(row.trials),
                String.format(Locale.ROOT, "%.1f", row.seconds()),
                String.valueOf(row.violations),
                String.valueOf(row.reigns),
                ms(g.p50()),
                ms(g.p99()),
                ms(g.max()));
    }

    private static String ms(double millis) {
        return String.format(Locale.ROOT, "%.0f", millis);
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "  %-58s%7s%7s%6s%7s%7s%7s%7s%n", (Object[]) cells);
    }
}
