package dev.lockstep.server.rest;

import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lockstep.server.RunningServer;
import dev.lockstep.server.RunningServer.Reply;
import dev.lockstep.server.process.LockstepServer;
import dev.lockstep.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a whole over HTTP, and what is no request at all. */
@SuppressWarnings("NullAway.Init")
class ServerRestTest {
    @TempDir Path folder;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.with(folder, Map.of("server.disableTrace", "a<b"));
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/SASESP/server", "/eventStreamProcessing/v1/server", "/SASESP/"})
    void theServerTellsWhoItIs(String path) throws Exception {
        Reply r = server.get(path);
        assertThat(r.status()).isEqualTo(200);
        assertThat(r.body())
                .matches(
                        "<esp-server version=\"6\\.1\" engine=\"[0-9a-f-]{36}\""
                                + " analytics-license=\"true\" primary-server=\"true\""
                                + " http=\"\\d+\"/>\n");
    }

    @Test
    void aServerThatStillLoadsItsModelDoesNotSayYetThatItIsPrimary() throws Exception {
        List<String> said = new ArrayList<>();
        byte[] model = project(source("s", "")).getBytes(StandardCharsets.UTF_8);
        LockstepServer[] loading = new LockstepServer[1];
        HttpServer models =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        models.createContext(
                "/",
                exchange -> {
                    said.add(whoIs(loading[0]));
                    exchange.sendResponseHeaders(200, model.length);
                    exchange.getResponseBody().write(model);
                    exchange.close();
                });
        models.start();
        String url = "http://127.0.0.1:" + models.getAddress().getPort() + "/model.xml";
        try (LockstepServer other = new LockstepServer(ServerSettings.of(0, folder), url)) {
            loading[0] = other;
            other.start();
            said.add(whoIs(other));
        } finally {
            models.stop(0);
        }
        assertThat(said.get(0)).contains("primary-server=\"false\"");
        assertThat(said.get(1)).contains("primary-server=\"true\"");
    }

    private static String whoIs(LockstepServer server) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/SASESP/server");
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void propertiesAreShownOnRequest() throws Exception {
        assertThat(server.get("server?config=true").body())
                .contains("<property name=\"server.disableTrace\">a&lt;b</property>")
                .doesNotContain("pubsub");
        assertThat(server.get("server?config=true&format=json").body())
                .startsWith("{\"esp-server\":{\"@version\":\"6.1\"")
                .contains("\"property\":[{\"@name\":\"server.disableTrace\",\"text\":\"a<b\"}]");
        assertThat(server.get("server?config=maybe").status()).isEqualTo(400);
    }

    @Test
    void jsonIsGivenToWhoAcceptsNothingElse() throws Exception {
        assertThat(server.send("GET", "projects", null, "accept", "application/json").type())
                .isEqualTo("application/json");
        assertThat(server.send("GET", "projects", null, "accept", "*/*").type())
                .isEqualTo("text/xml;charset=utf-8");
        assertThat(
                        server.send(
                                        "GET",
                                        "projects?format=xml",
                                        null,
                                        "accept",
                                        "application/json")
                                .type())
                .startsWith("text/xml");
    }

    @Test
    void aHeadRequestHasTheStatusOnly() throws Exception {
        assertThat(server.send("HEAD", "/SASESP/", null).status()).isEqualTo(200);
        assertThat(server.send("HEAD", "nothing", null))
                .isEqualTo(new Reply(404, "text/xml;charset=utf-8", ""));
    }

    @Test
    void errorsHaveTheFormThatClientsRead() throws Exception {
        Reply xml = server.get("nothing");
        assertThat(xml.status()).isEqualTo(404);
        assertThat(xml.type()).isEqualTo("text/xml;charset=utf-8");
        String there = "There is nothing at /SASESP/nothing.";
        assertThat(xml.body().lines().map(String::strip))
                .containsExactly(
                        "<response code=\"404\">",
                        "<message>" + there + "</message>",
                        "<details>",
                        "<detail>LS-5019: "
                                + there
                                + " (see the reference of the REST interface)</detail>",
                        "</details>",
                        "</response>");
        Reply json = server.get("nothing?format=json");
        assertThat(json.type()).isEqualTo("application/problem+json");
        assertThat(json.body())
                .contains(
                        "\"type\":\"urn:lockstep:error:LS-5019\"",
                        "\"status\":404",
                        "\"detail\":\"There is nothing at /SASESP/nothing.\"",
                        "\"code\":\"LS-5019\"");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, server, 405, LS-5020",
        "POST, projects, 405, LS-5020",
        "PATCH, projects/p, 405, LS-5020",
        "GET, projects/p/state, 405, LS-5020",
        "GET, /, 404, LS-5019",
        "GET, /SASESPx/server, 404, LS-5019",
        "GET, /eventStreamProcessing/v3/server, 404, LS-5019",
        "GET, projects/none, 404, LS-5013",
        "GET, windows/none/q/s, 404, LS-5013",
        "GET, server?nonsense=1, 400, LS-5021",
        "PUT, server/state, 400, LS-5021",
        "PUT, server/state?value=odd, 400, LS-5021",
        "GET, projects?filter=x, 400, LS-5021",
        "GET, projects?name=%ff, 400, LS-5021",
    })
    void whatIsNotThereIsRefusedWithItsCode(String method, String path, int status, String code)
            throws Exception {
        Reply r = server.send(method, path, null);
        assertThat(r.status()).as(r.body()).isEqualTo(status);
        assertThat(r.body()).contains(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /SASESP/../etc HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /SASESP/%2e%2e/%2e%2e/etc HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /SASESP/projects/a%2fb HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /SASESP/projects/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET /SASESP/projects HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /SASESP/server HTTP/1.1\r\n\r\n",
                "PUT /SASESP/projects/p HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "PUT /SASESP/projects/p HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void whatIsNoProperRequestIsRefusedAndOthersGoOn(String request) throws Exception {
        String answer = raw(request);
        assertThat(answer).containsPattern("^HTTP/1\\.[01] (4|5)\\d\\d ").doesNotContain("Jetty");
        assertThat(server.get("server").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"http://evil.example, 403", "null, 403", "http://x, 200", "https://x, 200"})
    void aPageOfAnotherServerChangesNothing(String origin, int status) throws Exception {
        String model = project(source("s", ""));
        String request =
                "POST /SASESP/projects/p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nOrigin: "
                        + origin
                        + "\r\nContent-Length: "
                        + model.length()
                        + "\r\n\r\n"
                        + model;
        assertThat(raw(request)).startsWith("HTTP/1.1 " + status);
        assertThat(server.get("projects/p").status()).isEqualTo(status == 200 ? 200 : 404);
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws Exception {
        String answer =
                raw(
                        "GET /SASESP/server HTTP/1.1\r\nHost: x\r\nX: "
                                + "y".repeat(20_000)
                                + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("LS-5018");
        assertThat(server.get("server?config=" + "x".repeat(9000)).status()).isEqualTo(413);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWithoutBeingRead() throws Exception {
        String answer =
                raw(
                        "PUT /SASESP/projects/p HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + "Content-Length: 99999999999\r\n\r\n<project");
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("server.http.body.max");
    }

    @Test
    void slowUploadsLeaveRoomForEverythingElse() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int k = 0; k < RestLimits.UPLOADS.defaultValue(); k++) {
                Socket s = new Socket("127.0.0.1", server.port());
                slow.add(s);
                String begun =
                        "PUT /SASESP/projects/slow HTTP/1.1\r\n"
                                + "Host: x\r\n"
                                + "Content-Length: 99\r\n\r\n"
                                + "<";
                s.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
            }
            await().until(() -> server.put("projects/p", "<a/>").status() == 503);
            assertThat(server.get("projects").status()).isEqualTo(200);
            assertThat(server.get("/internal/live").status()).isEqualTo(200);
            assertThat(server.get("/metrics").status()).isEqualTo(200);
        } finally {
            for (Socket s : slow) {
                s.close();
            }
        }
        await().until(() -> server.put("projects/p", project(source("s", ""))).status() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/SASESP/../../../../etc/passwd",
                "/SASESP/%2e%2e/%2e%2e/etc/passwd",
                "/SASESP/projects/..%2f..%2fevil",
                "/SASESP/projects/..;/..;/evil",
                "/SASESP//projects",
                "/SASESP/projects/%00",
                "/SASESP/projects/%ff"
            })
    void aPathThatCouldMeanTwoThingsIsRefused(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1.1 (400|404) ").contains("LS-50");
        assertThat(answer).doesNotContain("root:");
    }

    /** Sends bytes and reads until the other side closes or the head of an answer is there. */
    private String raw(String request) throws Exception {
        try (Socket s = new Socket("127.0.0.1", server.port())) {
            s.setSoTimeout(10_000);
            OutputStream out = s.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            s.shutdownOutput();
            InputStream in = s.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/SASESP/metrics",
                "/eventStreamProcessing/v1/metrics",
                "/eventStreamProcessing/v2/metrics"
            })
    void metricsHaveThePublishedNamesAndOurs(String path) throws Exception {
        server.load(project(source("s", "")));
        server.put("windows/p/q/s/state?value=injected", "i,n,1,a,1\ni,n,2,a,1\n");
        Reply r = server.get(path);
        assertThat(r.type()).isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        assertThat(r.body())
                .contains("esp_project_state{project_name=\"p\"} 1\n")
                .containsPattern("esp_mem_usage\\{mem_type=\"(total|vm|rss)\"} [1-9]\\d+\n")
                .contains("lockstep_project_primary{project=\"p\"} 1\n")
                .contains("lockstep_project_position{project=\"p\"} 2\n")
                .contains(
                        "lockstep_window_rows{project=\"p\",query=\"q\",window=\"s\"} 2\n",
                        "# TYPE lockstep_window_events_in_total counter\n")
                .containsPattern("lockstep_http_requests_total [1-9]");
        server.put("projects/p/state?value=stopped");
        assertThat(server.get(path).body()).contains("esp_project_state{project_name=\"p\"} 2\n");
    }

    @Test
    void everyMetricIsExplainedOnceAndEveryLineIsWellFormed() throws Exception {
        server.load(project(source("s", "")));
        server.put("projects/other", project(source("t", "")));
        String text = server.get("/metrics").body();
        assertThat(text.lines().filter(l -> l.startsWith("# TYPE")).toList())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(12);
        assertThat(text.lines())
                .allMatch(
                        l ->
                                l.matches("# (HELP|TYPE) [a-z_]+ .+")
                                        || l.matches(
                                                "[a-z_]+(\\{[a-z_]+=\"[^\"]*\"(,[a-z_]+=\"[^\"]*\")*})?"
                                                    + " -?[0-9.E]+"));
    }

    @Test
    void probesTellThatTheServerLivesAndIsReady() throws Exception {
        assertThat(server.get("/internal/live"))
                .isEqualTo(new Reply(200, "text/plain;charset=utf-8", "live\n"));
        assertThat(server.get("/internal/ready").status()).isEqualTo(200);
        server.put("server/state?value=stopped");
        assertThat(server.get("/internal/ready").status()).isEqualTo(503);
    }

    @Test
    void stoppedAnswersBeforeTheServerEnds() throws Exception {
        assertThat(server.put("server/state?value=stopped").body())
                .isEqualTo("<message>server successfully stopped</message>\n");
        assertThat(server.server().awaitStop(10_000)).isTrue();
    }

    @Test
    void persistedWritesEveryProjectThatHasStateAndReloadedBeginsAgain() throws Exception {
        server.load(project(source("s", "")));
        server.put("projects/b", project(source("s", "")));
        server.put("projects/c?start=false", project(source("s", "")));
        assertThat(server.put("server/state?value=persisted&path=all").body())
                .isEqualTo("<message>server successfully persisted</message>\n");
        assertThat(folder.resolve("all/p/snapshot-000000000001")).exists();
        assertThat(folder.resolve("all/b/snapshot-000000000001")).exists();
        assertThat(folder.resolve("all/c")).doesNotExist();
        assertThat(server.put("server/state?value=reloaded").body())
                .isEqualTo("<message>server successfully reloaded</message>\n");
        assertThat(server.get("projects").body()).isEqualTo("<projects/>\n");
    }
}
