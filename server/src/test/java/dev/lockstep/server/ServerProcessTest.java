package dev.lockstep.server;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code lockstep server} and {@code lockstep client} as processes and command lines. */
class ServerProcessTest extends AtWorkplace {
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalLetsEverythingBeWrittenAndExitsWithZero(String signal) throws Exception {
        place.model(
                project(
                        source(
                                "s",
                                "",
                                connectors(
                                        fs(
                                                "in",
                                                "publish",
                                                place.path("in.csv"),
                                                "growinginputfile",
                                                "true"),
                                        fs("out", "subscribe", out, "snapshot", "false")))));
        place.file("in.csv", "p,n,1,a,1", "p,n,2,b,2");
        try (ServerProcess server = ServerProcess.start(place, "-model", "model.xml")) {
            place.awaitText("out.csv", t -> t.endsWith("I,N, 2,b,2\n"));
            server.signal(signal);
            assertThat(server.awaitEnd()).as(server.log()).isZero();
            assertThat(server.log())
                    .contains("Project p is running now, it was created.")
                    .contains("Connector p/q/s/in is running now.")
                    .contains("Connector p/q/s/in is stopped now.")
                    .contains("Project p is stopped now, it was running.")
                    .contains("Project p is removed now, it was stopped.")
                    .contains("The server has ended.")
                    .doesNotContain("ERROR", "Exception");
        }
        assertThat(place.read("out.csv")).isEqualTo("I,N, 1,a,1\nI,N, 2,b,2\n");
    }

    @Test
    void withExitItEndsOnceItsPublishersHaveFinishedWithEverythingWritten() throws Exception {
        place.model(
                project(
                        source(
                                "s",
                                "",
                                connectors(
                                        fs("in", "publish", place.path("in.csv")),
                                        fs("out", "subscribe", out, "snapshot", "false")))));
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < 5_000; k++) {
            rows.append("i,n,").append(k).append(",a,1\n");
        }
        place.write("in.csv", rows.toString());
        Outcome o =
                place.child(
                        List.of(),
                        "server",
                        "-http",
                        "0",
                        "-model",
                        "file://" + place.model(),
                        "-exit",
                        "-cleanup");
        assertThat(o.code()).as(o.err()).isZero();
        assertThat(place.read("out.csv")).hasLineCount(5_000);
        assertThat(o.err()).contains("answers whoever reaches this machine");
    }

    @Test
    void unknownOptionsAreValuesOfPlaceholdersAndBadEventsOfAllProjectsShareAFile()
            throws Exception {
        place.model(
                project(
                        source("s", "")
                                + window(
                                        "filter",
                                        "f",
                                        "",
                                        "<expression>n &gt; @least@</expression>"),
                        "s f"));
        try (ServerProcess server =
                ServerProcess.start(
                        place,
                        "-model",
                        "file://" + place.model(),
                        "-LEAST",
                        "4",
                        "-hostname",
                        "x",
                        "-badevents",
                        "bad.csv",
                        "-pubsub",
                        "31999",
                        "-C",
                        "server.disableTrace=false",
                        "-C",
                        "meta.x=y=z",
                        "-loglevel",
                        "esp=info,common.http=debug,esp.windows=trace")) {
            server.client("/SASESP/projects/b", "-put", "file://" + place.model());
            for (String p : List.of("p", "b")) {
                server.client(
                        "/SASESP/windows/" + p + "/q/s/state?value=injected",
                        "-put",
                        "i,n,1,a,4\ni,n,2,b,5\nu,n,9,c,5\n");
            }
            assertThat(server.client("/SASESP/windows?count=true&name=f").out())
                    .contains("count=\"1\"")
                    .doesNotContain("count=\"2\"");
            assertThat(server.client("/SASESP/server?config=true").out())
                    .contains("pubsub=\"31999\"")
                    .contains("<property name=\"meta.x\">y=z</property>")
                    .contains("<property name=\"server.disableTrace\">false</property>");
            assertThat(server.log()).contains("Nobody listens at the pub/sub port 31999 yet");
            server.client("/SASESP/server/state?value=stopped", "-put");
            assertThat(server.awaitEnd()).isZero();
        }
        assertThat(place.read("bad.csv").lines())
                .hasSize(2)
                .allMatch(l -> l.startsWith("\"LS-3002\",\"q/s\",\"REST\",\"request:3\","));
    }

    @Test
    void aModelThatIsRefusedEndsTheServerWithItsCode() throws Exception {
        place.model("<project name='p'/>");
        Outcome refused = place.child(List.of(), "server", "-http", "0", "-model", "model.xml");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).containsPattern("model.xml:1:\\d+: LS-1");
        Outcome missing = place.child(List.of(), "server", "-http", "0", "-model", "none.xml");
        assertThat(missing.code()).isEqualTo(4);
        assertThat(missing.err()).contains("LS-5001");
    }

    @Test
    void aPortThatIsTakenIsTold() throws Exception {
        try (ServerProcess server = ServerProcess.start(place)) {
            Outcome o =
                    place.child(
                            List.of(),
                            "server",
                            "-http-host",
                            "127.0.0.1",
                            "-http",
                            "" + server.port());
            assertThat(o.code()).isEqualTo(3);
            assertThat(o.err()).contains("LS-5022", "" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-loglevel=loud", "-appid", "stray", "-http=many", "-C=novalue"})
    void aWrongCommandLineIsRefused(String option) {
        Outcome o = Workplace.execute("server", "-http", "0", option);
        assertThat(o.code()).isEqualTo(4);
        assertThat(o.err()).isNotBlank();
    }

    @Test
    void theClientPrintsWhateverTheServerAnswersAndExitsByIt() throws Exception {
        Path model = place.model(project(source("s", "")));
        try (RunningServer server = RunningServer.in(folder)) {
            String base = server.url("/SASESP/");
            Outcome o = Workplace.execute("client", "-url", base + "projects/p", "-post", "x");
            assertThat(o.code()).isEqualTo(3);
            assertThat(o.out()).startsWith("<response code=\"400\">");
            String document = "file://" + model;
            o = Workplace.execute("client", "-url", base + "projects/p", "-post", document);
            assertThat(o.code()).isZero();
            o = Workplace.execute("client", "-url", base + "projects/p", "-delete");
            assertThat(o.out()).isEqualTo("<message>project p successfully removed</message>\n");
            o = Workplace.execute("client", "-url", base + "projects?name=a|b c");
            assertThat(o.out()).contains("There is no project a.");
        }
    }

    @Test
    void theClientTellsWhatKeepsItFromAsking() {
        Outcome o = Workplace.execute("client", "-url", "http://127.0.0.1:1/SASESP/server");
        assertThat(o.code()).isEqualTo(3);
        assertThat(o.err()).contains("LS-5026");
        o = Workplace.execute("client", "-url", "ftp://x");
        assertThat(o.code()).isEqualTo(4);
        o = Workplace.execute("client", "-url", "http://x/", "-put", "file:///none");
        assertThat(o.err()).contains("LS-5001", "/none");
        o = Workplace.execute("client", "-url", "http://x/", "-put", "a", "-delete");
        assertThat(o.code()).isEqualTo(4);
        o = Workplace.execute("client", "-put");
        assertThat(o.code()).isEqualTo(4);
    }
}
