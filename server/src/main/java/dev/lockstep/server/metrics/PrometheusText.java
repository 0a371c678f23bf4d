package dev.lockstep.server.metrics;

import dev.lockstep.server.measure.Histogram;
import dev.lockstep.server.measure.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples in the text format of Prometheus, version 0.0.4: those of one name together, below what
 * the name means. Not thread-safe.
 */
final class PrometheusText {
    private static final class Family {
        final String help;
        final String type;
        final List<String> lines = new ArrayList<>();

        Family(String help, String type) {
            this.help = help;
            this.type = type;
        }
    }

    private final Map<String, Family> families = new LinkedHashMap<>();

    /**
     * A value that goes up and down.
     *
     * @param labels names and values in turn
     */
    void gauge(String name, String help, double value, String... labels) {
        add(name, help, "gauge", value, labels);
    }

    /** A value that only goes up. */
    void counter(String name, String help, double value, String... labels) {
        add(name, help, "counter", value, labels);
    }

    /** How values were distributed; each range counts what is in those before it, too. */
    void histogram(String name, String help, Histogram.Reading value, String... labels) {
        Family f = families.computeIfAbsent(name, n -> new Family(help, "histogram"));
        String[] withEnd = Arrays.copyOf(labels, labels.length + 2);
        withEnd[labels.length] = "le";
        long all = 0;
        for (int k = 0; k < value.counts().length; k++) {
            all += value.counts()[k];
            boolean isLast = k == value.ends().length;
            withEnd[labels.length + 1] = isLast ? "+Inf" : number(value.ends()[k]);
            f.lines.add(line(name + "_bucket", all, withEnd));
        }
        f.lines.add(line(name + "_sum", value.sum(), labels));
        f.lines.add(line(name + "_count", all, labels));
    }

    /** Whatever it is, with more labels before its own. */
    void sample(Sample s, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(s.labels());
        String[] labels = all.toArray(new String[0]);
        switch (s) {
            case Sample.Gauge g -> gauge(g.name(), g.help(), g.value(), labels);
            case Sample.Counter c -> counter(c.name(), c.help(), c.value(), labels);
            case Sample.Distribution d -> histogram(d.name(), d.help(), d.value(), labels);
        }
    }

    private void add(String name, String help, String type, double value, String... labels) {
        families.computeIfAbsent(name, n -> new Family(help, type))
                .lines
                .add(line(name, value, labels));
    }

    private static String line(String name, double value, String... labels) {
        StringBuilder s = new StringBuilder(name);
        for (int k = 0; k < labels.length; k += 2) {
            s.append(k == 0 ? '{' : ',').append(labels[k]).append("=\"");
            escape(labels[k + 1], s);
            s.append('"');
        }
        return s.append(labels.length == 0 ? " " : "} ").append(number(value)).toString();
    }

    private static void escape(String value, StringBuilder s) {
        for (int k = 0; k < value.length(); k++) {
            switch (value.charAt(k)) {
                case '\\' -> s.append("\\\\");
                case '"' -> s.append("\\\"");
                case '\n' -> s.append("\\n");
                default -> s.append(value.charAt(k));
            }
        }
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return Double.isNaN(value)
                ? "NaN"
                : Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    }

    String text() {
        StringBuilder s = new StringBuilder();
        families.forEach(
                (name, f) -> {
                    s.append("# HELP ").append(name).append(' ').append(f.help).append('\n');
                    s.append("# TYPE ").append(name).append(' ').append(f.type).append('\n');
                    f.lines.forEach(l -> s.append(l).append('\n'));
                });
        return s.toString();
    }
}
