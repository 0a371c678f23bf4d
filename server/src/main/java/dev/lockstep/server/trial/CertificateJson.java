package dev.lockstep.server.trial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A certificate for machines. */
public final class CertificateJson {
    private static final double TENTHS = 10;

    private CertificateJson() {}

    /**
     * Writes one object.
     *
     * @param more what is known besides, such as versions, by name
     */
    public static void write(Certificate c, Map<String, String> more, Path file)
            throws IOException {
        try (JsonGenerator json =
                new JsonFactory()
                        .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            Comparison total = c.total();
            json.writeBooleanField("clean", c.isClean());
            json.writeNumberField("published", c.published());
            json.writeNumberField("eventsIn", c.eventsIn());
            json.writeNumberField("eventsOut", total.seen());
            json.writeNumberField("eventsExpected", total.expected());
            json.writeNumberField("lost", total.lost());
            json.writeNumberField("repeated", total.repeated());
            json.writeNumberField("reordered", total.reordered());
            json.writeNumberField("altered", total.foreign());
            json.writeNumberField("epochs", c.reigns());
            json.writeArrayFieldStart("faults");
            for (String fault : c.faults()) {
                json.writeString(fault);
            }
            json.writeEndArray();
            takeovers(c, json);
            outputs(c, json);
            for (Map.Entry<String, String> e : more.entrySet()) {
                json.writeStringField(e.getKey(), e.getValue());
            }
            json.writeEndObject();
        }
    }

    private static void takeovers(Certificate c, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("takeovers");
        for (Certificate.Stroke s : c.strokes()) {
            Fault fault = s.blow().fault();
            if (fault == null || !fault.isTakeover()) {
                continue;
            }
            json.writeStartObject();
            json.writeStringField("cause", s.blow().cause());
            json.writeStringField("engine", s.blow().victim());
            json.writeStringField("successor", s.blow().successor());
            json.writeNumberField("gapMs", rounded(s.gapMillis()));
            json.writeNumberField("usualGapMs", rounded(s.usualMillis()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void outputs(Certificate c, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("outputs");
        for (Map.Entry<String, Comparison> e : c.outputs().entrySet()) {
            json.writeStartObject();
            json.writeStringField("topic", e.getKey());
            json.writeNumberField("records", e.getValue().seen());
            json.writeStringField("sha256", c.digests().getOrDefault(e.getKey(), ""));
            json.writeStringField("sha256Expected", c.wanted().getOrDefault(e.getKey(), ""));
            json.writeNumberField("firstDifference", e.getValue().firstDifference());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static double rounded(double millis) {
        return Math.round(millis * TENTHS) / TENTHS;
    }
}
