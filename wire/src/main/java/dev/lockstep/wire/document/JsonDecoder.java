package dev.lockstep.wire.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.PendingRow;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;

/**
 * Objects, each an event, in any nesting of arrays and one after the other. Member names are those
 * of fields, {@code opcode} (Insert when absent) and {@code flags}; others are ignored. Values may
 * be JSON's own or strings; an array field is an array, or a string as in CSV.
 */
public final class JsonDecoder implements EventDecoder {
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth((int) WireLimits.DEPTH.defaultValue())
                                    .maxStringLength((int) WireLimits.FIELD_BYTES.defaultValue())
                                    .build())
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .build();

    private final PendingRow row;
    private final String document;
    private final StringBuilder elements = new StringBuilder();

    public JsonDecoder(Schema schema, DocumentOptions options) {
        row = new PendingRow(schema, options.dateFormat());
        document = options.document();
    }

    @Override
    public void decode(ByteInput input, RowTarget target) throws IOException, InterruptedException {
        IdleStream stream = new IdleStream(input, target, document);
        JsonParser parser = FACTORY.createParser(stream);
        row.clear();
        try {
            JsonToken token = parser.nextToken();
            while (token != null && token(parser, token, stream, target)) {
                token = parser.nextToken();
            }
        } catch (JsonProcessingException e) {
            if (!stream.isStopped()) {
                throw malformed(parser, e);
            }
        } catch (IOException e) {
            stream.rethrow();
            throw e;
        }
    }

    private LockstepException malformed(JsonParser parser, JsonProcessingException e) {
        int line = parser.currentLocation().getLineNr();
        int column = parser.currentLocation().getColumnNr();
        return new LockstepException(
                Problem.error(
                        WireCode.MALFORMED_JSON,
                        new Location(document, Math.max(0, line), Math.max(0, column)),
                        "The document cannot be read: " + e.getOriginalMessage()),
                e);
    }

    /** Outside of objects there are only arrays and objects. */
    private boolean token(JsonParser parser, JsonToken token, IdleStream stream, RowTarget target)
            throws IOException, InterruptedException {
        switch (token) {
            case START_ARRAY, END_ARRAY -> {
                return true;
            }
            case START_OBJECT -> {
                long line = parser.currentLocation().getLineNr();
                event(parser);
                stream.rowEnded();
                return row.end(target, document, line);
            }
            default ->
                    throw new com.fasterxml.jackson.core.JsonParseException(
                            parser, "an event is an object");
        }
    }

    private void event(JsonParser parser) throws IOException {
        row.clear();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (value) {
                case VALUE_STRING -> {
                    String text = parser.getText();
                    row.set(name, row.isText(name) ? text : text.strip());
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> row.set(name, parser.getText());
                case VALUE_TRUE -> row.set(name, row.isText(name) ? "true" : "1");
                case VALUE_FALSE -> row.set(name, row.isText(name) ? "false" : "0");
                case VALUE_NULL -> {
                    // as if the member were not there
                }
                case START_ARRAY -> row.set(name, array(parser));
                default -> {
                    row.fail(WireCode.BAD_VALUE, "member " + name + " is an object");
                    parser.skipChildren();
                }
            }
        }
    }

    private String array(JsonParser parser) throws IOException {
        elements.setLength(0);
        elements.append('[');
        int n = 0;
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            elements.append(n++ == 0 ? "" : ";");
            if (t == JsonToken.START_ARRAY || t == JsonToken.START_OBJECT) {
                // no array of values has such an element: the reader refuses the letter
                elements.append('?');
                parser.skipChildren();
            } else {
                // nor is a text with a separator in it one element
                String element = t == JsonToken.VALUE_NULL ? "nan" : parser.getText();
                elements.append(element.indexOf(';') < 0 ? element : "?");
            }
            if (elements.length() > WireLimits.FIELD_BYTES.defaultValue()) {
                throw new com.fasterxml.jackson.core.JsonParseException(parser, "array too long");
            }
        }
        return elements.append(']').toString();
    }
}
