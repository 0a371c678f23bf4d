package dev.lockstep.server.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.server.settings.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class DocumentsTest {
    private static final Limit MOST = new Limit("test.max", 1000, "bytes", "");

    @TempDir Path folder;
    private HttpServer http;
    private Documents documents;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void serve() throws IOException {
        documents = new Documents(ServerSettings.of(0, folder));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/good", 200, "document");
        answer("/large", 200, "x".repeat(1001));
        answer("/gone", 404, "document");
        http.createContext(
                "/moved",
                e -> {
                    e.getResponseHeaders().add("Location", "/good");
                    e.sendResponseHeaders(302, -1);
                    e.close();
                });
        http.createContext(
                "/endless",
                e -> {
                    e.sendResponseHeaders(200, 0);
                    try {
                        while (true) {
                            e.getResponseBody().write(new byte[1000]);
                        }
                    } catch (IOException gone) {
                        e.close();
                    }
                });
        http.start();
    }

    private void answer(String path, int status, String body) {
        http.createContext(
                path,
                e -> {
                    asked.incrementAndGet();
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    e.sendResponseHeaders(status, bytes.length);
                    e.getResponseBody().write(bytes);
                    e.close();
                });
    }

    @AfterEach
    void end() {
        http.stop(0);
    }

    private String url(String host, String path) {
        return "http://" + host + ":" + http.getAddress().getPort() + path;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void thisMachineMayBeRead(String host) throws Exception {
        assertThat(documents.read(url(host, "/good"), MOST)).asString().isEqualTo("document");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "localhost.example", "user@127.0.0.2", "0.0.0.0"})
    void otherHostsAreNotEvenAsked(String host) {
        assertThatThrownBy(() -> documents.read(url(host, "/good"), MOST))
                .hasMessageContaining("LS-5017");
        assertThat(asked).hasValue(0);
    }

    @Test
    void theOperatorNamesOtherHosts() throws Exception {
        Documents more =
                new Documents(
                        ServerSettings.of(0, folder)
                                .with(Map.of("url.hosts", "models.example, 127.0.0.2")));
        // allowed, though nobody is there
        assertThatThrownBy(() -> more.read("http://127.0.0.2:1/x", MOST))
                .hasMessageContaining("LS-5027");
    }

    @Test
    void redirectionsAreNotFollowed() {
        assertThatThrownBy(() -> documents.read(url("localhost", "/moved"), MOST))
                .hasMessageContaining("status 302");
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/large", "/endless"})
    void whatIsTooLargeIsGivenUp(String path) {
        assertThatThrownBy(() -> documents.read(url("localhost", path), MOST))
                .hasMessageContaining("LS-5018")
                .hasMessageContaining("test.max = 1000 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://localhost/x",
                "/etc/passwd",
                "jar:file:///x",
                "http://",
                "http://a b"
            })
    void otherAddressesAreRefused(String url) {
        assertThatThrownBy(() -> documents.read(url, MOST)).hasMessageContaining("LS-5017");
    }

    @Test
    void filesAreReadUpToTheLimit() throws Exception {
        Path file = Files.writeString(folder.resolve("a b.xml"), "x".repeat(1000));
        assertThat(documents.read("file://" + file, MOST)).hasSize(1000);
        Files.writeString(file, "x".repeat(1001));
        assertThatThrownBy(() -> documents.read("file://" + file, MOST))
                .hasMessageContaining("LS-5018");
        assertThatThrownBy(() -> documents.read("file://" + folder, MOST))
                .hasMessageContaining("LS-5001");
        // a device would never end
        assertThatThrownBy(() -> documents.read("file:///dev/zero", MOST))
                .hasMessageContaining("LS-5001");
    }

    @Test
    void whatAnswersNotAtAllIsTold() {
        assertThatThrownBy(() -> documents.read(url("localhost", "/gone"), MOST))
                .hasMessageContaining("LS-5027")
                .hasMessageContaining("404");
        http.stop(0);
        assertThatThrownBy(() -> documents.read(url("localhost", "/good"), MOST))
                .hasMessageContaining("LS-5027");
    }
}
