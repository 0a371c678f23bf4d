package dev.lockstep.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.api.error.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Problems for tools: a list of objects with severity, code, document, line, column, message and
 * hint.
 */
final class ProblemJson {
    private ProblemJson() {}

    static String of(List<Problem> problems) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartArray();
            for (Problem p : problems) {
                json.writeStartObject();
                json.writeStringField("severity", p.severity().name().toLowerCase(Locale.ROOT));
                json.writeStringField("code", p.code().code());
                json.writeStringField("document", p.where().document());
                json.writeNumberField("line", p.where().line());
                json.writeNumberField("column", p.where().column());
                json.writeStringField("message", p.detail());
                json.writeStringField("hint", p.code().hint());
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
