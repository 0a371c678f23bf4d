package dev.lockstep.bench.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Results as a table for people and as JSON for machines. */
record Report(Results results, List<Workload> rows, int events) {
    private static final String LINE =
            "%-10s | %9s %9s %9s | %6s %-15s | %6s %-15s | %6s %6s %6s | %4s%n";

    void print(PrintWriter out) {
        Object[] heads = {
            "workload",
            "lockstep",
            "esper",
            "plain",
            "/esper",
            "(min-max)",
            "/plain",
            "(min-max)",
            "lockst",
            "esper",
            "plain",
            "load"
        };
        out.printf(
                Locale.ROOT,
                "%10s | %29s | %22s | %22s | %20s |%n",
                "",
                "million events a second",
                "ratio to Esper",
                "ratio to plain loop",
                "CPU µs an event");
        out.printf(Locale.ROOT, LINE, heads);
        for (Workload row : rows) {
            out.printf(Locale.ROOT, LINE, cells(row));
        }
        out.flush();
    }

    private Object[] cells(Workload row) {
        double[] toEsper = results.ratios(Entrant.ESPER, row);
        double[] toPlain = results.ratios(Entrant.PLAIN, row);
        return new Object[] {
            row.label(),
            text("%.3f", results.eventsPerSecond(Entrant.LOCKSTEP, row) / 1e6),
            text("%.3f", results.eventsPerSecond(Entrant.ESPER, row) / 1e6),
            text("%.3f", results.eventsPerSecond(Entrant.PLAIN, row) / 1e6),
            text("%.2f", Sample.median(toEsper)),
            text("(%.2f-%.2f)", least(toEsper), greatest(toEsper)),
            text("%.2f", Sample.median(toPlain)),
            text("(%.2f-%.2f)", least(toPlain), greatest(toPlain)),
            text("%.3f", results.cpuMicrosPerEvent(Entrant.LOCKSTEP, row)),
            text("%.3f", results.cpuMicrosPerEvent(Entrant.ESPER, row)),
            text("%.3f", results.cpuMicrosPerEvent(Entrant.PLAIN, row)),
            text("%.1f", results.load(row))
        };
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    /** A list of objects, one a row. */
    void writeJson(Writer to) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(to)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (Workload row : rows) {
                json.writeStartObject();
                json.writeStringField("workload", row.label());
                json.writeNumberField("events", events);
                json.writeNumberField("rounds", results.of(Entrant.LOCKSTEP, row).size());
                perEntrant(json, "eventsPerSecond", e -> results.eventsPerSecond(e, row));
                perEntrant(json, "cpuMicrosPerEvent", e -> results.cpuMicrosPerEvent(e, row));
                ratio(json, "ratioToEsper", results.ratios(Entrant.ESPER, row));
                ratio(json, "ratioToPlain", results.ratios(Entrant.PLAIN, row));
                json.writeNumberField("loadAverage", results.load(row));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void perEntrant(JsonGenerator json, String name, ToDoubleFunction<Entrant> value)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (Entrant e : Entrant.values()) {
            json.writeNumberField(e.label(), value.applyAsDouble(e));
        }
        json.writeEndObject();
    }

    private static void ratio(JsonGenerator json, String name, double[] ratios) throws IOException {
        json.writeNumberField(name, Sample.median(ratios));
        json.writeNumberField(name + "Min", least(ratios));
        json.writeNumberField(name + "Max", greatest(ratios));
    }
}
