package dev.lockstep.connectors.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.wire.bytes.BoundedBody;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A registry with the REST interface that Confluent's has (known): {@code /schemas/ids/N}, {@code
 * /subjects/S/versions/latest} and {@code /subjects/S/versions}. Answers are bounded in size and
 * time, redirections are not followed. Holds nothing open.
 */
public final class HttpRegistry implements Registry {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TRIES = 3;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_FAULT = 500;
    private static final Duration WAIT =
            Duration.ofMillis(AvroLimits.REGISTRY_MILLIS.defaultValue());

    private final String url;

    /**
     * @param url {@code http} or {@code https}, without a name and password
     * @throws LockstepException {@link ConnectorCode#REGISTRY_FAILED} for a URL of another form
     */
    public HttpRegistry(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (!isUrl(url)) {
            throw failed("has no URL of the form http://host:port");
        }
    }

    /** Whether the text can be a registry's URL. */
    public static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme());
            return (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public @Nullable Numbered schema(int id) {
        Answer a = ask("/schemas/ids/" + id, null);
        return a.status == NOT_FOUND ? null : new Numbered(id, avro(a));
    }

    @Override
    public @Nullable Numbered newest(String subject) {
        Answer a = ask("/subjects/" + segment(subject) + "/versions/latest", null);
        return a.status == NOT_FOUND ? null : new Numbered(id(a), avro(a));
    }

    @Override
    public int register(String subject, String schema) {
        StringWriter body = new StringWriter();
        try (JsonGenerator g = JSON.createGenerator(body)) {
            g.writeStartObject();
            g.writeStringField("schema", schema);
            g.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Answer a = ask("/subjects/" + segment(subject) + "/versions", body.toString());
        if (a.status == NOT_FOUND) {
            throw failed("has no subjects at this URL");
        }
        return id(a);
    }

    private static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String avro(Answer a) {
        String schema = a.schema;
        if (schema == null || !a.type.equals("AVRO")) {
            throw failed("answered without a schema of Avro");
        }
        if (a.hasReferences) {
            throw failed("has a schema that refers to others, which is not supported");
        }
        return schema;
    }

    private int id(Answer a) {
        if (a.id < 0) {
            throw failed("answered without an id");
        }
        return a.id;
    }

    private LockstepException failed(String what) {
        return new LockstepException(
                ConnectorCode.REGISTRY_FAILED, "The schema registry " + url + " " + what);
    }

    /** What an answer says of a schema. */
    private static final class Answer {
        private int status;
        private int id = -1;
        private String type = "AVRO";
        private @Nullable String schema;
        private boolean hasReferences;
    }

    private Answer ask(String path, @Nullable String body) {
        String reason = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                HttpResponse<byte[]> response = send(path, body);
                int status = response.statusCode();
                if (status == OK || status == NOT_FOUND) {
                    return answer(status, response.body());
                }
                reason = "answered with status " + status;
                if (status < SERVER_FAULT) {
                    break;
                }
            } catch (IOException e) {
                reason = "cannot be asked: " + e;
            }
        }
        throw failed(reason + " (" + path + ")");
    }

    private HttpResponse<byte[]> send(String path, @Nullable String body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Accept", "application/vnd.schemaregistry.v1+json")
                        .timeout(WAIT);
        if (body != null) {
            request.header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
        }
        // a connector asks seldom: a client that is closed leaves no thread behind
        try (HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(WAIT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build()) {
            CompletableFuture<HttpResponse<byte[]>> answer =
                    client.sendAsync(request.build(), r -> bounded());
            try {
                return answer.get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                client.shutdownNow();
                throw new IOException("no answer within " + WAIT.toMillis() + " ms", e);
            } catch (ExecutionException e) {
                client.shutdownNow();
                throw new IOException(String.valueOf(e.getCause()), e);
            } catch (InterruptedException e) {
                client.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private static BoundedBody bounded() {
        return new BoundedBody(
                AvroLimits.SCHEMA_BYTES.defaultValue(),
                () -> new IOException("the answer is too long"));
    }

    private Answer answer(int status, byte[] body) {
        Answer a = new Answer();
        a.status = status;
        if (status == NOT_FOUND) {
            return a;
        }
        try (JsonParser p = JSON.createParser(body)) {
            if (p.nextToken() != JsonToken.START_OBJECT) {
                throw failed("answered with no object");
            }
            while (p.nextToken() == JsonToken.FIELD_NAME) {
                member(p, a);
            }
            return a;
        } catch (IOException e) {
            throw failed("answered with no JSON: " + e.getMessage());
        }
    }

    private static void member(JsonParser p, Answer a) throws IOException {
        String name = p.currentName();
        JsonToken value = p.nextToken();
        if (name.equals("schema") && value == JsonToken.VALUE_STRING) {
            a.schema = p.getText();
        } else if (name.equals("schemaType") && value == JsonToken.VALUE_STRING) {
            a.type = p.getText();
        } else if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
            a.id = p.getIntValue();
        } else if (name.equals("references") && value == JsonToken.START_ARRAY) {
            a.hasReferences = p.nextToken() != JsonToken.END_ARRAY;
            while (a.hasReferences && p.currentToken() == JsonToken.START_OBJECT) {
                p.skipChildren();
                p.nextToken();
            }
        } else {
            p.skipChildren();
        }
    }
}
