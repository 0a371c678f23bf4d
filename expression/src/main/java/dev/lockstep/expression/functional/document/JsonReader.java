package dev.lockstep.expression.functional.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.io.IOException;

/**
 * Reads JSON texts, leniently: names without quotes, single quotes, comments and a trailing comma
 * are accepted, since published models contain them.
 */
public final class JsonReader {
    // names are not shared between documents: what one event held must not change a later one's
    // cost
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(limit(FunctionalLimits.DOCUMENT_DEPTH))
                                    .maxStringLength(limit(FunctionalLimits.DOCUMENT_TEXT))
                                    .maxNameLength(65_536)
                                    .maxNumberLength(1_000)
                                    .build())
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private final JsonParser parser;
    private int nodes;

    private JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    private static int limit(dev.lockstep.api.limit.Limit limit) {
        return (int) limit.defaultValue();
    }

    /**
     * The value that a JSON text holds.
     *
     * @throws FunctionalFault if it is malformed, empty or beyond a limit
     */
    public static JsonNode parse(String text) {
        if (text.length() > FunctionalLimits.DOCUMENT_TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonReader reader = new JsonReader(parser);
            JsonNode value = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw malformed("text behind the value");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        } catch (IOException e) {
            throw malformed("not JSON");
        }
    }

    private JsonNode value(@org.jspecify.annotations.Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw malformed("no value");
        }
        if (++nodes > FunctionalLimits.DOCUMENT_NODES.defaultValue()) {
            throw new FunctionalFault(FunctionalError.DOCUMENT_TOO_LARGE);
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_STRING -> JsonNode.string(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonNode.number(parser.getText());
            case VALUE_TRUE -> JsonNode.of(JsonNode.Kind.TRUE);
            case VALUE_FALSE -> JsonNode.of(JsonNode.Kind.FALSE);
            case VALUE_NULL -> JsonNode.of(JsonNode.Kind.NULL);
            default -> throw malformed("unexpected " + token);
        };
    }

    private JsonNode object() throws IOException {
        JsonNode object = JsonNode.of(JsonNode.Kind.OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            object.add(name, value(parser.nextToken()));
        }
        return object;
    }

    private JsonNode array() throws IOException {
        JsonNode array = JsonNode.of(JsonNode.Kind.ARRAY);
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            array.add(value(t));
        }
        return array;
    }

    private static FunctionalFault malformed(String detail) {
        return new FunctionalFault(FunctionalError.MALFORMED_DOCUMENT, detail);
    }
}
