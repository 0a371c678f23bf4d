package dev.lockstep.systemtests;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The table of trials, for machines. */
final class ChaosReport {
    private ChaosReport() {}

    /** Writes the file if one is asked for. */
    static void write(ChaosOptions options, GapTable table, int trials, List<String> violations)
            throws IOException {
        if (options.json() == null) {
            return;
        }
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(
                                Files.newBufferedWriter(options.json(), StandardCharsets.UTF_8))) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("trials", trials);
            json.writeNumberField("seed", options.seed());
            json.writeNumberField("rate", options.rate());
            json.writeNumberField("violations", violations.size());
            write("gapMs", table.takeovers(), json);
            json.writeArrayFieldStart("faults");
            for (Map.Entry<String, GapTable.Row> e : table.rows().entrySet()) {
                json.writeStartObject();
                json.writeStringField("fault", e.getKey());
                json.writeNumberField("trials", e.getValue().trials());
                json.writeNumberField("violations", e.getValue().violations());
                json.writeNumberField("reigns", e.getValue().reigns());
                json.writeNumberField("secondsEach", e.getValue().seconds());
                write("gapMs", e.getValue().gaps(), json);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("violated");
            for (String v : violations) {
                json.writeString(v);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(String name, GapTable.Gaps gaps, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", gaps.count());
        json.writeNumberField("p50", gaps.p50());
        json.writeNumberField("p99", gaps.p99());
        json.writeNumberField("max", gaps.max());
        json.writeEndObject();
    }
}
