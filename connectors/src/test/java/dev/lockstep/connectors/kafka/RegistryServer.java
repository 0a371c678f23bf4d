package dev.lockstep.connectors.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A schema registry as small as can be, with equal schemas having equal numbers. */
final class RegistryServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> schemas = new ArrayList<>();
    private final List<String> subjectOf = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private int failure;
    private @Nullable String fixedAnswer;

    RegistryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    synchronized Set<String> subjects() {
        return new LinkedHashSet<>(subjectOf);
    }

    synchronized String schema(int id) {
        return schemas.get(id - 1);
    }

    synchronized long asked(String path) {
        return asked.stream().filter(path::equals).count();
    }

    /** Answers with that status from now on; 0 for answers as they should be. */
    synchronized void failWith(int status) {
        failure = status;
    }

    synchronized void answerWith(String text) {
        fixedAnswer = text;
    }

    synchronized int put(String subject, String schema) {
        int known = schemas.indexOf(schema);
        if (known < 0) {
            schemas.add(schema);
            subjectOf.add(subject);
            return schemas.size();
        }
        return known + 1;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        String[] words = path.split("/");
        String body = fixedAnswer;
        if (body == null && exchange.getRequestMethod().equals("POST")) {
            body = "{\"id\":" + put(words[2], posted(exchange)) + "}";
        } else if (body == null && words[1].equals("schemas")) {
            body = numbered(Integer.parseInt(words[3]));
        } else if (body == null) {
            body = numbered(subjectOf.lastIndexOf(words[2]) + 1);
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        int status = failure > 0 ? failure : bytes.length == 0 ? 404 : 200;
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            // whoever asked has read enough
            exchange.close();
        }
    }

    private String numbered(int id) {
        if (id < 1 || id > schemas.size()) {
            return "";
        }
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(schema(id)));
        return "{\"subject\":\"s\",\"id\":" + id + ",\"schema\":\"" + quoted + "\"}";
    }

    private static String posted(HttpExchange exchange) throws IOException {
        try (JsonParser p = new JsonFactory().createParser(exchange.getRequestBody())) {
            JsonToken token = p.nextToken();
            while (token != JsonToken.VALUE_STRING) {
                token = p.nextToken();
            }
            return p.getText();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
