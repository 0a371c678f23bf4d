package dev.lockstep.connectors.adapter.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.transport.WindowSchema;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.adapter.AdapterLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records of metadata as JSON, one object a record, {@code "lockstep": 1} for its version. */
public final class MetadataCodec {
    private static final int VERSION = 1;
    private static final int DEPTH = 8;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                    .build();

    private MetadataCodec() {}

    /** Writes into a generator. */
    private interface Content {
        void write(JsonGenerator g) throws IOException;
    }

    /** What of an object is of interest; names that are not known are passed over. */
    private static final class Read {
        private int version;
        private String ask = "";
        private String window = "";
        private String reply = "";
        private String id = "";
        private @Nullable String error;
        private @Nullable List<RawField> fields;
        private boolean isKeyGenerated;
    }

    /** A field as the record says it, whether there is such a type or not. */
    private record RawField(String name, String type, boolean isKey) {}

    public static byte[] write(SchemaRequest request) {
        return bytes(
                g -> {
                    g.writeStringField("ask", "schema");
                    g.writeStringField("window", request.window());
                    g.writeStringField("reply", request.replyTopic());
                    g.writeStringField("id", request.id());
                });
    }

    public static byte[] write(SchemaReply reply) {
        return bytes(
                g -> {
                    g.writeStringField("id", reply.id());
                    g.writeStringField("window", reply.window());
                    WindowSchema schema = reply.schema();
                    if (schema != null) {
                        g.writeBooleanField("generatedKey", schema.isKeyGenerated());
                        g.writeArrayFieldStart("fields");
                        for (Field f : schema.schema().fields()) {
                            g.writeStartObject();
                            g.writeStringField("name", f.name());
                            g.writeStringField("type", f.type().text());
                            g.writeBooleanField("key", f.isKey());
                            g.writeEndObject();
                        }
                        g.writeEndArray();
                    }
                    if (reply.error() != null) {
                        g.writeStringField("error", reply.error());
                    }
                });
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator g = JSON.createGenerator(bytes)) {
            g.writeStartObject();
            g.writeNumberField("lockstep", VERSION);
            content.write(g);
            g.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a request.
     *
     * @return null for a record that is something else, such as a request of another version
     */
    public static @Nullable SchemaRequest request(byte[] record) {
        Read r = read(record);
        if (r == null || r.version != VERSION || !r.ask.equals("schema")) {
            return null;
        }
        boolean isWhole = !r.window.isEmpty() && !r.reply.isEmpty();
        return isWhole ? new SchemaRequest(r.window, r.reply, r.id) : null;
    }

    /**
     * Reads the answer to one request.
     *
     * @return null for a record that is something else, such as the answer to another request
     * @throws LockstepException {@link ConnectorCode#BAD_METADATA} for an answer that is damaged
     */
    public static @Nullable SchemaReply reply(byte[] record, String id) {
        Read r = read(record);
        if (r == null || r.version != VERSION || !r.id.equals(id) || !r.ask.isEmpty()) {
            return null;
        }
        if (r.error != null) {
            return new SchemaReply(r.id, r.window, null, r.error);
        }
        if (r.fields == null || r.fields.isEmpty()) {
            throw damaged(r.window, "it has no fields");
        }
        try {
            Schema schema = schema(r.fields);
            return new SchemaReply(
                    r.id, r.window, new WindowSchema(schema, r.isKeyGenerated), null);
        } catch (IllegalArgumentException e) {
            throw damaged(r.window, String.valueOf(e.getMessage()));
        }
    }

    private static Schema schema(List<RawField> raw) {
        List<Field> fields = new ArrayList<>();
        for (RawField f : raw) {
            FieldType type = FieldType.parse(f.type);
            if (type == null) {
                throw new IllegalArgumentException("it has a field of type '" + f.type + "'");
            }
            fields.add(new Field(f.name, type, f.isKey));
        }
        return new Schema(fields);
    }

    private static LockstepException damaged(String window, String why) {
        return new LockstepException(
                ConnectorCode.BAD_METADATA,
                "The answer that tells the schema of " + window + " is damaged: " + why + ".");
    }

    private static @Nullable Read read(byte[] record) {
        if (record.length > AdapterLimits.METADATA_BYTES.defaultValue()) {
            return null;
        }
        try (JsonParser p = JSON.createParser(record)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            Read r = new Read();
            while (p.nextToken() == JsonToken.FIELD_NAME) {
                String name = p.currentName();
                p.nextToken();
                member(p, name, r);
            }
            return r;
        } catch (IOException e) {
            // whatever it is, it is no record of ours
            return null;
        }
    }

    private static void member(JsonParser p, String name, Read r) throws IOException {
        switch (name) {
            case "lockstep" -> r.version = p.getValueAsInt();
            case "ask" -> text(p, t -> r.ask = t);
            case "window" -> text(p, t -> r.window = t);
            case "reply" -> text(p, t -> r.reply = t);
            case "id" -> text(p, t -> r.id = t);
            case "error" -> text(p, t -> r.error = t);
            case "generatedKey" -> r.isKeyGenerated = p.getValueAsBoolean();
            case "fields" -> r.fields = fields(p);
            default -> p.skipChildren();
        }
    }

    /** Whether it can be written again: JSON may escape halves of characters. */
    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void text(JsonParser p, Consumer<String> target) throws IOException {
        if (p.currentToken() == JsonToken.VALUE_STRING && isUnicode(p.getText())) {
            target.accept(p.getText());
        } else {
            p.skipChildren();
        }
    }

    private static List<RawField> fields(JsonParser p) throws IOException {
        List<RawField> fields = new ArrayList<>();
        if (p.currentToken() != JsonToken.START_ARRAY) {
            p.skipChildren();
            return fields;
        }
        while (p.nextToken() == JsonToken.START_OBJECT) {
            String[] texts = {"", ""};
            boolean isKey = false;
            while (p.nextToken() == JsonToken.FIELD_NAME) {
                String name = p.currentName();
                p.nextToken();
                switch (name) {
                    case "name" -> text(p, t -> texts[0] = t);
                    case "type" -> text(p, t -> texts[1] = t);
                    case "key" -> isKey = p.getValueAsBoolean();
                    default -> p.skipChildren();
                }
            }
            fields.add(new RawField(texts[0], texts[1], isKey));
        }
        return fields;
    }
}
