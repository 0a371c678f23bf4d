package dev.lockstep.server.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes as JSON (assumed; the published form is not known): an object with the element's name as
 * its only member. An element with text only is a string; any other is an object with its
 * attributes as {@code @name}, its text as {@code text}, and for each name of children an array.
 */
final class JsonForm {
    static final JsonFactory FACTORY = new JsonFactory();

    private JsonForm() {}

    static String of(Node node) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeFieldName(node.name());
            write(node, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.append('\n').toString();
    }

    private static void write(Node n, JsonGenerator json) throws IOException {
        if (n.attributes().isEmpty() && n.children().isEmpty() && !n.text().isEmpty()) {
            json.writeString(n.text());
            return;
        }
        json.writeStartObject();
        for (Map.Entry<String, String> a : n.attributes().entrySet()) {
            json.writeStringField("@" + a.getKey(), a.getValue());
        }
        if (!n.text().isEmpty()) {
            json.writeStringField("text", n.text());
        }
        Map<String, List<Node>> byName = new LinkedHashMap<>();
        n.children().forEach(c -> byName.computeIfAbsent(c.name(), k -> new ArrayList<>()).add(c));
        for (Map.Entry<String, List<Node>> e : byName.entrySet()) {
            json.writeArrayFieldStart(e.getKey());
            for (Node c : e.getValue()) {
                write(c, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
