package dev.lockstep.server;

import dev.lockstep.server.process.LockstepServer;
import dev.lockstep.server.settings.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server in this process, spoken to over HTTP. */
public final class RunningServer implements AutoCloseable {
    private final LockstepServer server;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** What a request was answered with. */
    public record Reply(int status, String type, String body) {}

    private RunningServer(LockstepServer server) throws InterruptedException {
        this.server = server;
        server.start();
    }

    /** A server whose relative paths mean the folder. */
    public static RunningServer in(Path folder) throws InterruptedException {
        return with(folder, Map.of());
    }

    /** The same with properties. */
    public static RunningServer with(Path folder, Map<String, String> properties)
            throws InterruptedException {
        return new RunningServer(
                new LockstepServer(ServerSettings.of(0, folder).with(properties), null));
    }

    public LockstepServer server() {
        return server;
    }

    public int port() {
        return server.address().getPort();
    }

    /** The address of a path that begins with a slash. */
    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    public Reply put(String path) throws IOException, InterruptedException {
        return send("PUT", path, null);
    }

    public Reply put(String path, String body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    public Reply delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null);
    }

    /**
     * @param path below {@code /SASESP/} unless it begins with a slash
     */
    public Reply send(String method, String path, @Nullable String body, String... headers)
            throws IOException, InterruptedException {
        String full = path.startsWith("/") ? path : "/SASESP/" + path;
        HttpRequest.Builder r =
                HttpRequest.newBuilder(URI.create(url(full)))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            r.headers(headers);
        }
        HttpResponse<String> answer = client.send(r.build(), BodyHandlers.ofString());
        return new Reply(
                answer.statusCode(),
                answer.headers().firstValue("content-type").orElse(""),
                answer.body());
    }

    /** Loads a project p, which must succeed. */
    public void load(String model) throws IOException, InterruptedException {
        Reply r = put("projects/p", model);
        if (r.status() != 200) {
            throw new AssertionError(r.body());
        }
    }

    @Override
    public void close() throws InterruptedException {
        client.shutdownNow();
        server.close();
    }
}
