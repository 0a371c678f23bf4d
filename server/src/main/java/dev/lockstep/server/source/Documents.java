package dev.lockstep.server.source;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.settings.ServerSettings;
import dev.lockstep.wire.bytes.BoundedBody;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads documents that requests name: files by {@link PathRules}, http and https addresses of this
 * machine and of the hosts that the property {@code url.hosts} lists. Redirections are not
 * followed, since they could lead anywhere.
 */
public final class Documents {
    static final String HOSTS = "url.hosts";
    private static final List<String> HOME = List.of("localhost", "127.0.0.1", "[::1]");

    private final PathRules rules;
    private final List<String> hosts;

    public Documents(ServerSettings settings) {
        this.rules = new PathRules(settings);
        this.hosts = new ArrayList<>(HOME);
        this.hosts.addAll(settings.list(HOSTS));
    }

    /**
     * The bytes of a document.
     *
     * @param url {@code file://PATH}, {@code http://…} or {@code https://…}
     * @throws LockstepException if it may not or cannot be read, or is larger than the limit
     */
    public byte[] read(String url, Limit most) throws InterruptedException {
        if (url.startsWith("http://") || url.startsWith("https://")) {
            return fetch(url, most);
        }
        if (url.startsWith("file://")) {
            return file(rules.document(url), most);
        }
        throw new LockstepException(
                ServerError.URL_REFUSED,
                "Address \"" + url + "\" does not begin with file://, http:// or https://.");
    }

    private static byte[] file(Path path, Limit most) {
        if (!Files.isRegularFile(path)) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE, "There is no file " + path + ".");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return bounded(in, most);
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE, "File " + path + " cannot be read: " + e + ".");
        }
    }

    private static byte[] bounded(InputStream in, Limit most) throws IOException {
        byte[] bytes = in.readNBytes((int) most.defaultValue() + 1);
        if (bytes.length > most.defaultValue()) {
            throw tooLarge(most);
        }
        return bytes;
    }

    private static LockstepException tooLarge(Limit most) {
        return new LockstepException(
                ServerError.REQUEST_TOO_LARGE,
                "The document is larger than "
                        + most.name()
                        + " = "
                        + most.defaultValue()
                        + " "
                        + most.unit()
                        + ".");
    }

    private byte[] fetch(String url, Limit most) throws InterruptedException {
        URI uri = allowed(url);
        long millis = SourceLimits.FETCH_MILLIS.defaultValue();
        Duration wait = Duration.ofMillis(millis);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(wait).GET().build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(wait)
                        .build()) {
            try {
                // the limit of the request ends with its head; this one is for all of it
                long bytes = most.defaultValue();
                return client.sendAsync(request, i -> new BoundedBody(bytes, () -> tooLarge(most)))
                        .thenApply(r -> body(url, r))
                        .get(millis, TimeUnit.MILLISECONDS);
            } finally {
                client.shutdownNow();
            }
        } catch (TimeoutException e) {
            throw notReadable(url, "it took longer than " + millis + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LockstepException l) {
                throw l;
            }
            throw notReadable(url, String.valueOf(e.getCause()));
        }
    }

    private static byte[] body(String url, HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw notReadable(url, "the answer has status " + response.statusCode());
        }
        return response.body();
    }

    private static LockstepException notReadable(String url, String why) {
        return new LockstepException(
                ServerError.URL_NOT_READABLE, "Address " + url + " cannot be read: " + why + ".");
    }

    private URI allowed(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new LockstepException(ServerError.URL_REFUSED, "\"" + url + "\" is no address.");
        }
        String host = uri.getHost();
        if (host == null || hosts.stream().noneMatch(host::equalsIgnoreCase)) {
            throw new LockstepException(
                    ServerError.URL_REFUSED,
                    "The server may not read from host " + (host == null ? "" : host) + ".");
        }
        return uri;
    }
}
