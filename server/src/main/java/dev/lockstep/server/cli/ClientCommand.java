package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code client}: one request to a server, its answer printed. */
@Command(
        name = "client",
        description = "Send a request to a server and print its answer.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class ClientCommand implements Callable<Integer> {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofMinutes(15);

    @Option(names = "-url", paramLabel = "URL", description = "address", required = true)
    @SuppressWarnings("NullAway.Init")
    private String url;

    @ArgGroup private @Nullable Method method;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** One of the methods; GET if there is none. */
    static final class Method {
        @Option(
                names = "-put",
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "DOCUMENT",
                description = "PUT nothing, a text, or the file that file://PATH names")
        private @Nullable String put;

        @Option(
                names = "-post",
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "DOCUMENT",
                description = "POST in the same way")
        private @Nullable String post;

        @Option(names = "-delete", description = "DELETE")
        private boolean isDelete;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpResponse<String> answer = client.send(request(), BodyHandlers.ofString());
            PrintWriter out = command.commandLine().getOut();
            out.print(answer.body());
            if (!answer.body().endsWith("\n")) {
                out.println();
            }
            out.flush();
            return answer.statusCode() < 400 ? ExitCode.DONE : ExitCode.CONNECTOR;
        } catch (FileNotFoundException e) {
            throw new LockstepException(
                    ServerError.FILE_NOT_READABLE, "There is no file " + e.getMessage() + ".");
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.SERVER_NOT_REACHED,
                    "The server at " + url + " cannot be reached: " + reason(e) + ".",
                    e);
        }
    }

    /** The JDK's client often says nothing itself. */
    private static String reason(IOException e) {
        Throwable t = e;
        while (t.getMessage() == null && t.getCause() != null) {
            t = t.getCause();
        }
        return String.valueOf(t);
    }

    private HttpRequest request() throws FileNotFoundException {
        HttpRequest.Builder r = HttpRequest.newBuilder(uri()).timeout(ANSWER);
        Method m = method;
        if (m == null) {
            return r.GET().build();
        }
        if (m.isDelete) {
            return r.DELETE().build();
        }
        String document = m.put == null ? m.post : m.put;
        return r.method(m.put == null ? "POST" : "PUT", body(document == null ? "" : document))
                .build();
    }

    private URI uri() {
        try {
            // addresses of scripts hold what strictly should be escaped
            URI uri = URI.create(url.replace(" ", "%20").replace("|", "%7C").replace("\"", "%22"));
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new LockstepException(
                ServerError.BAD_OPTION, "\"" + url + "\" is no http:// or https:// address.");
    }

    private static BodyPublisher body(String document) throws FileNotFoundException {
        if (document.isEmpty()) {
            return BodyPublishers.noBody();
        }
        return document.startsWith("file://")
                ? BodyPublishers.ofFile(Path.of(document.substring(7)))
                : BodyPublishers.ofString(document);
    }
}
