package dev.lockstep.bench.failover;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as a table for people and as JSON for machines. */
final class FailoverReport {
    private static final String LINE = "%-13s | %-62s | %18s | %18s | %s%n";

    private final List<Figure> figures = new ArrayList<>();
    private final Map<Part, Double> loads = new LinkedHashMap<>();
    private final Map<Part, String> failures = new LinkedHashMap<>();

    /**
     * @param load processes that wanted to run when the part ended, its own ones included
     */
    void add(Part part, List<Figure> more, double load) {
        figures.addAll(more);
        loads.put(part, load);
    }

    /** A part without figures. */
    void fail(Part part, String why) {
        failures.put(part, why);
    }

    boolean hasFailures() {
        return !failures.isEmpty();
    }

    void print(PrintWriter out) {
        out.printf(Locale.ROOT, LINE, "part", "what", "target", "seen", "reached");
        for (Figure f : figures) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    f.part().label(),
                    f.what(),
                    f.target().text(),
                    Target.number(f.seen()) + " " + f.target().unit(),
                    reached(f));
        }
        failures.forEach((part, why) -> out.println(part.label() + " FAILED: " + why));
        out.flush();
    }

    private static String reached(Figure f) {
        Boolean reached = f.target().isReached(f.seen());
        return reached == null ? "" : reached ? "yes" : "no";
    }

    void writeJson(Plan plan, Writer to) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(to)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("processors", Runtime.getRuntime().availableProcessors());
            json.writeNumberField("eventsPerSecond", plan.rate());
            json.writeNumberField("seconds", plan.seconds());
            json.writeNumberField("backlog", plan.events());
            json.writeNumberField("rowsOfRecord", plan.rowsOfRecord());
            json.writeNumberField("engines", plan.engines());
            json.writeBooleanField("zooKeeper", plan.withZooKeeper());
            json.writeStringField("flags", String.join(" ", plan.flags()));
            json.writeArrayFieldStart("figures");
            for (Figure f : figures) {
                write(f, plan, json);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("failures");
            for (Map.Entry<Part, String> e : failures.entrySet()) {
                json.writeStringField(e.getKey().label(), e.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private void write(Figure f, Plan plan, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("part", f.part().label());
        json.writeStringField("what", f.what());
        json.writeStringField("flags", String.join(" ", f.part().flags(plan)));
        json.writeStringField("target", f.target().text());
        json.writeNumberField("seen", f.seen());
        json.writeStringField("unit", f.target().unit());
        Boolean reached = f.target().isReached(f.seen());
        if (reached != null) {
            json.writeBooleanField("reached", reached);
        }
        json.writeNumberField("samples", f.samples());
        json.writeNumberField("loadAverage", loads.getOrDefault(f.part(), Double.NaN));
        json.writeObjectFieldStart("details");
        for (Map.Entry<String, Double> e : f.details().entrySet()) {
            json.writeNumberField(e.getKey(), e.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
