package dev.lockstep.server.rest;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.server.RunningServer;
import dev.lockstep.server.RunningServer.Reply;
import dev.lockstep.server.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading, removing and the life cycle of projects, over HTTP. */
@SuppressWarnings("NullAway.Init")
class ProjectRestTest {
    private static final String FILTER =
            window("filter", "f", "", "<expression>n &gt; 1</expression>");

    @TempDir Path folder;
    private RunningServer server;
    private Workplace place;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(folder);
        place = new Workplace(folder);
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    private static String message(String text) {
        return "<message>" + text + "</message>\n";
    }

    private String files() {
        return project(
                        source("s", "", connectors(fs("in", "publish", place.path("in.csv")))),
                        "s f")
                .replace(
                        "</windows>",
                        window(
                                        "filter",
                                        "f",
                                        "",
                                        "<expression>n &gt; 1</expression>"
                                                + connectors(
                                                        fs(
                                                                "out",
                                                                "subscribe",
                                                                place.path("out.csv"),
                                                                "snapshot",
                                                                "true")))
                                + "</windows>");
    }

    @Test
    void aProjectIsLoadedListedShownAndRemoved() throws Exception {
        String model = project(source("s", "") + FILTER, "s f");

        Reply loaded = server.put("projects/p", model);

        assertThat(loaded)
                .isEqualTo(
                        new Reply(
                                200,
                                "text/xml;charset=utf-8",
                                message("project p successfully loaded")));
        assertThat(server.get("projects").body())
                .isEqualTo(
                        """
                        <projects>
                          <project name="p" state="running" primary="true" position="0"/>
                        </projects>
                        """);
        assertThat(server.get("projects?name=p").body()).contains("<project name=\"p\"");
        assertThat(server.get("runningProjects").body()).contains("<project name=\"p\"");
        assertThat(server.get("stoppedProjects").body()).isEqualTo("<projects/>\n");
        assertThat(server.get("projectXml").body())
                .isEqualTo("<projects>\n" + model.strip() + "\n</projects>\n");
        assertThat(server.delete("projects/p").body())
                .isEqualTo(message("project p successfully removed"));
        assertThat(server.get("projects").body()).isEqualTo("<projects/>\n");
        assertThat(server.get("projects/p").status()).isEqualTo(404);
    }

    @Test
    void theNameOfThePathIsTheProjectsNameAndItsDocumentComesBackAsItWas() throws Exception {
        String model = "<?xml version='1.0'?>\n" + project(source("s", ""));
        assertThat(server.put("projects/other%20name", model).body())
                .isEqualTo(message("project other name successfully loaded"));
        assertThat(server.get("projects").body()).contains("<project name=\"other name\"");
        assertThat(server.get("projectXml").body())
                .isEqualTo("<projects>\n" + project(source("s", "")).strip() + "\n</projects>\n");
        assertThat(server.get("windows/other%20name/q/s").status()).isEqualTo(200);
    }

    @Test
    void severalProjectsAreRemovedTogetherOrNotAtAll() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            server.put("projects/" + name, project(source("s", "")));
        }
        assertThat(server.delete("projects?name=a%7Cgone").status()).isEqualTo(404);
        assertThat(server.get("projects").body()).contains("\"a\"", "\"b\"", "\"c\"");
        assertThat(server.delete("projects?name=a%7Cc").status()).isEqualTo(200);
        assertThat(server.get("projects").body())
                .contains("\"b\"")
                .doesNotContain("\"a\"", "\"c\"");
        // a forgotten parameter must not remove everything
        assertThat(server.delete("projects").status()).isEqualTo(400);
        assertThat(server.get("projects").body()).contains("\"b\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST"})
    void aProjectComesFromAFileToo(String method) throws Exception {
        Path model = place.model(project(source("s", "")));
        Reply loaded =
                server.send(method, "projects/p?projectUrl=file://" + model + "&log=true", null);
        assertThat(loaded.body()).isEqualTo(message("project p successfully loaded"));
        assertThat(server.get("projects/p").body()).contains("state=\"running\"");
    }

    @Test
    void aRefusedModelIsToldWithPlacesAndWhatRanBeforeRunsOn() throws Exception {
        server.load(project(source("s", "")));
        String wrong = project(source("s", "") + FILTER.replace("n &gt; 1", "nn &gt; 1"), "s f");

        Reply refused = server.put("projects/p?overwrite=true", wrong);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body())
                .startsWith("<response code=\"400\">\n  <message>")
                .containsPattern("<detail>p:\\d+:\\d+: LS-\\d{4}: .*nn");
        assertThat(server.get("projects/p").body()).contains("state=\"running\"");
    }

    @Test
    void aLoadedProjectGivesWayOnlyWhenToldTo() throws Exception {
        server.load(project(source("s", "")));
        server.put("windows/p/q/s/state?value=injected", "i,n,1,a,1");

        Reply again = server.put("projects/p", project(source("s", "")));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body()).contains("LS-5014", "Project p is loaded already.");
        assertThat(server.get("windows?count=true").body()).contains("count=\"1\"");

        assertThat(server.put("projects/p?overwrite=true", project(source("s", ""))).status())
                .isEqualTo(200);
        assertThat(server.get("windows?count=true").body()).contains("count=\"0\"");
    }

    @Test
    void startFalseOnlyLoadsAndConnectorsFalseOnlyStarts() throws Exception {
        place.file("in.csv", "p,n,1,a,1", "p,n,2,b,2");
        assertThat(server.put("projects/p?start=false", files()).status()).isEqualTo(200);
        assertThat(server.get("projects/p").body())
                .contains("state=\"created\"", "position=\"-1\"")
                .contains("name=\"p/q/s/in\" window=\"q/s\" type=\"publish\" state=\"stopped\"");
        assertThat(server.get("stoppedProjects").body()).contains("\"p\"");

        server.put("projects/p?connectors=false&overwrite=true", files());
        assertThat(server.get("projects/p").body())
                .contains("state=\"running\"")
                .doesNotContain("state=\"finished\"");
        assertThat(Files.exists(place.path("out.csv"))).isFalse();

        assertThat(server.put("projects/p/state?value=connectorsStarted").body())
                .isEqualTo(message("connectors of project p successfully started"));
        place.awaitText("out.csv", t -> t.equals("I,N, 2,b,2\n"));
    }

    @Test
    void stoppingWaitsUntilEverythingIsWrittenAndStartingKeepsWhatIsKnown() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < 20_000; k++) {
            rows.append("p,n,").append(k).append(",a,2\n");
        }
        place.write("in.csv", rows.toString());
        server.load(files());

        assertThat(server.put("projects/p/state?value=stopped").body())
                .isEqualTo(message("project p successfully stopped"));

        String position = position();
        String count = server.get("windows/p/q/f?count=true").body();
        assertThat(place.read("out.csv").lines().count())
                .isEqualTo(Long.parseLong(count.replaceAll("(?s).*count=\"(\\d+)\".*", "$1")))
                .isPositive();
        // no time passes while it is stopped
        assertThat(position()).isEqualTo(position);

        assertThat(server.put("projects/p/state?value=running").body())
                .isEqualTo(message("project p successfully started"));
        assertThat(server.get("windows/p/q/f?count=true").body()).isEqualTo(count);
        assertThat(server.get("projects/p").body())
                .as("publishers start only when told to")
                .doesNotContain("type=\"publish\" state=\"running\"");
        server.put("projects/p/state?value=connectorsStarted");
        place.awaitText("out.csv", t -> t.contains(" 19999,a,2\n"));
        assertThat(place.read("out.csv"))
                .as("the subscriber goes on in the same file")
                .startsWith("I,N, 0,a,2\n");
    }

    private String position() throws Exception {
        return server.get("projects/p").body().replaceAll("(?s).*position=\"(-?\\d+)\".*", "$1");
    }

    @Test
    void stateIsPersistedAndRestoredUnderTheServersFolder() throws Exception {
        server.load(project(source("s", "") + FILTER, "s f"));
        server.put("windows/p/q/s/state?value=injected", "i,n,1,a,1\ni,n,2,b,2\n");
        assertThat(server.put("projects/p/state?value=persisted&path=a/b").body())
                .isEqualTo(message("project p successfully persisted"));
        assertThat(folder.resolve("a/b/p/snapshot-000000000001/manifest")).exists();
        server.put("windows/p/q/s/state?value=injected", "i,n,3,c,3\n");
        String later = server.get("events/p/q/f").body();
        server.put("projects/p/state?value=persisted&path=a/b");

        server.delete("projects/p");
        server.put("projects/p?start=false", project(source("s", "") + FILTER, "s f"));
        assertThat(server.put("projects/p/state?value=restored&path=a/b").body())
                .isEqualTo(message("project p successfully restored"));
        assertThat(server.get("projects/p").body()).contains("state=\"restored\"");
        assertThat(server.get("events/p/q/f").body()).isEqualTo(later).contains("<id>3</id>");
        server.put("projects/p/state?value=running");
        assertThat(server.put("windows/p/q/s/state?value=injected", "d,n,3\n").status())
                .isEqualTo(200);
        assertThat(server.get("events/p/q/f").body())
                .contains("<id>2</id>")
                .doesNotContain("<id>3</id>");
    }

    @Test
    void aDamagedSnapshotIsRefusedWithTheLastGoodOneNamed() throws Exception {
        String model = project(source("s", ""));
        server.load(model);
        server.put("projects/p/state?value=persisted&path=snaps");
        server.put("projects/p/state?value=persisted&path=snaps");
        Path engine = folder.resolve("snaps/p/snapshot-000000000002/engine");
        byte[] bytes = Files.readAllBytes(engine);
        bytes[bytes.length / 2] ^= 4;
        Files.write(engine, bytes);
        server.put("projects/p?start=false&overwrite=true", model);

        Reply refused = server.put("projects/p/state?value=restored&path=snaps");

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body())
                .contains("LS-6202", "snapshot-000000000002 is damaged in its section engine")
                .contains("The newest that is whole is snapshot-000000000001.");
        assertThat(server.get("projects/p").body()).contains("state=\"created\"");
        assertThat(server.put("projects/p/state?value=running").status()).isEqualTo(200);
    }

    @Test
    void anotherVersionOfTheModelTakesNoSnapshot() throws Exception {
        server.load(project(source("s", "")));
        server.put("projects/p/state?value=persisted&path=snaps");
        server.put("projects/p?start=false&overwrite=true", project(source("t", "")));
        Reply refused = server.put("projects/p/state?value=restored&path=snaps");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("LS-6204", "another version of the project");
        assertThat(server.put("projects/p/state?value=restored&path=none").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "persisted&path=x, created, 409, LS-5012",
        "connectorsStarted, created, 409, LS-5012",
        "standby, created, 409, LS-5015",
        "nonsense, created, 400, LS-5021",
        "persisted, created, 400, LS-5021",
        "persisted&path=../x, created, 403, LS-5016",
        "persisted&path=/etc/x, created, 403, LS-5016",
    })
    void whatMakesNoSenseIsRefusedAndChangesNothing(
            String value, String state, int status, String code) throws Exception {
        server.put("projects/p?start=false", project(source("s", "")));
        Reply refused = server.put("projects/p/state?value=" + value);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.body()).contains(code);
        assertThat(server.get("projects/p").body()).contains("state=\"" + state + "\"");
    }

    @Test
    void aRunningProjectIsNotRestored() throws Exception {
        server.load(project(source("s", "")));
        server.put("projects/p/state?value=persisted&path=x");
        assertThat(server.put("projects/p/state?value=restored&path=x").body())
                .contains("LS-5012", "Project p is running and cannot be restored.");
    }

    @Test
    void stateCallsMayBeRepeatedAndMadeByTheOtherPath() throws Exception {
        server.load(project(source("s", "")));
        for (int k = 0; k < 2; k++) {
            assertThat(server.send("POST", "stoppedProjects/p", null).body())
                    .isEqualTo(message("project p successfully stopped"));
        }
        assertThat(server.get("stoppedProjects").body()).contains("state=\"stopped\"");
        for (int k = 0; k < 2; k++) {
            assertThat(server.send("POST", "runningProjects/p", null).body())
                    .isEqualTo(message("project p successfully started"));
        }
        assertThat(server.send("POST", "runningProjects/none", null).status()).isEqualTo(404);
        server.put("projects/b?start=false", project(source("s", "")));
        assertThat(server.send("POST", "runningProjects", null).body())
                .isEqualTo(message("2 projects successfully started"));
        assertThat(server.send("POST", "stoppedProjects?name=b", null).body())
                .isEqualTo(message("1 projects successfully stopped"));
        assertThat(server.get("runningProjects").body()).contains("\"p\"").doesNotContain("\"b\"");
        assertThat(server.send("POST", "stoppedProjects?filter=x", null).status()).isEqualTo(400);
    }

    @Test
    void conflictingCallsAtOnceLeaveAProjectThatWorks() throws Exception {
        place.file("in.csv", "p,n,2,b,2");
        server.load(files());
        List<Callable<Reply>> calls = new ArrayList<>();
        List<String> values =
                List.of("stopped", "running", "connectorsStarted", "persisted&path=snaps");
        for (int k = 0; k < 40; k++) {
            String value = values.get(k % values.size());
            calls.add(() -> server.put("projects/p/state?value=" + value));
            calls.add(() -> server.get("events/p/q/f"));
            calls.add(() -> server.get("/metrics"));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Reply> f : threads.invokeAll(calls)) {
                // connectors of a project that was stopped just before are refused
                assertThat(f.get().status()).isIn(200, 409);
            }
        }
        assertThat(server.put("projects/p/state?value=running").status()).isEqualTo(200);
        server.put("windows/p/q/s/state?value=injected", "p,n,7,x,7");
        assertThat(server.get("events/p/q/f").body()).contains("<id>7</id>", "<id>2</id>");
        place.awaitText("out.csv", t -> t.endsWith(" 7,x,7\n"));
    }

    @Test
    void loadsAndRemovalsOfOneNameAtOnceNeverLeaveTwo() throws Exception {
        List<Callable<Reply>> calls = new ArrayList<>();
        for (int k = 0; k < 15; k++) {
            calls.add(() -> server.put("projects/p?overwrite=true", project(source("s", ""))));
            calls.add(() -> server.delete("projects/p"));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Reply> f : threads.invokeAll(calls)) {
                assertThat(f.get().status()).isIn(200, 404);
            }
        }
        server.put("projects/p?overwrite=true", project(source("s", "")));
        assertThat(threadsOf("project p")).isEqualTo(1);
        server.delete("projects/p");
        assertThat(threadsOf("project p")).isZero();
    }

    private static long threadsOf(String name) {
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        return all.keySet().stream().filter(t -> t.getName().equals(name)).count();
    }

    @Test
    void aFailedSubscriberIsShownAndTheProjectGoesOn() throws Exception {
        place.file("in.csv", "p,n,2,b,2");
        server.load(files().replace(place.path("out.csv").toString(), "/dev/full"));
        String shown = "";
        for (int k = 0; k < 500 && !shown.contains("failed"); k++) {
            server.put("windows/p/q/s/state?value=injected", "p,n," + k + ",x,2");
            shown = server.get("projects/p").body();
        }
        assertThat(shown)
                .contains("state=\"running\"")
                .containsPattern("type=\"subscribe\" state=\"failed\".*failure=\"[^\"]*LS-4");
        assertThat(server.get("/metrics").body())
                .contains(
                        "esp_connector_state{project_name=\"p\",window_name=\"f\","
                                + "connector_name=\"out\"} 3");
        assertThat(server.put("projects/p/state?value=stopped").status()).isEqualTo(200);
    }

    @Test
    void hostileXmlIsRefused() throws Exception {
        String entities =
                "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                        + project(source("s", "")).replace("<windows>", "<windows>&e;");
        Reply refused = server.put("projects/p", entities);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("LS-1").doesNotContain("root:");
        assertThat(server.put("projects/p", "").status()).isEqualTo(400);
        assertThat(server.put("projects/p", "<a>".repeat(100_000)).status()).isEqualTo(400);
    }

    @Test
    void aDocumentWhoseEntitiesGrowWithoutEndIsRefusedAtOnce() throws Exception {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE p [<!ENTITY a0 'aaaaaaaaaa'>");
        for (int k = 1; k < 20; k++) {
            bomb.append("<!ENTITY a" + k + " '" + ("&a" + (k - 1) + ";").repeat(10) + "'>");
        }
        bomb.append("]>");
        String model = bomb + project(source("s", "")).replace("<windows>", "<windows>&a19;");
        assertThat(server.put("projects/p", model).status()).isEqualTo(400);
        assertThat(server.get("projects/p").status()).isEqualTo(404);
        server.load(project(source("s", "")));
        String events =
                bomb
                        + "<events><event><opcode>i</opcode><id>1</id><name>&a19;</name></event>"
                        + "</events>";
        Reply refused = server.put("windows/p/q/s/state?value=injected", events);
        assertThat(refused.status()).isEqualTo(400);
        String stolen =
                "<!DOCTYPE e [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
                        + "<events><event><opcode>i</opcode><id>1</id><name>&f;</name></event>"
                        + "</events>";
        assertThat(server.put("windows/p/q/s/state?value=injected", stolen).status())
                .isEqualTo(400);
        assertThat(server.get("events/p/q/s").body()).doesNotContain("root:", "<event ");
    }

    @Test
    void whatAServerWithJournalHasStoppedCanBePersistedAndGoesOn() throws Exception {
        try (RunningServer kept = RunningServer.with(folder, Map.of("journal.folder", "j"))) {
            kept.load(project(source("s", "")));
            await().until(
                            () ->
                                    kept.put(
                                                            "windows/p/q/s/state?value=injected",
                                                            "i,n,1,a,1\ni,n,2,b,2\n")
                                                    .status()
                                            == 200);
            String before = kept.get("events/p/q/s").body();
            assertThat(before).contains("<event ");
            String latency = "lockstep_failover_latency_seconds_count{project=\"p\"} 2\n";
            assertThat(kept.get("/metrics").body()).contains(latency);
            for (String state :
                    List.of("stopped", "persisted&path=snap", "running", "connectorsStarted")) {
                assertThat(kept.put("projects/p/state?value=" + state).status())
                        .as(state)
                        .isEqualTo(200);
            }
            await().until(() -> kept.get("projects").body().contains("primary=\"true\""));
            assertThat(kept.get("events/p/q/s").body()).isEqualTo(before);
        }
    }

    @Test
    void namesOfUsersStayText() throws Exception {
        String hostile = "%3Cb%3E%22%26'%C3%A4+%20c";
        assertThat(server.put("projects/" + hostile, project(source("s", ""))).status())
                .isEqualTo(200);
        assertThat(server.get("projects").body())
                .contains("<project name=\"&lt;b&gt;&quot;&amp;'ä+ c\"");
        assertThat(server.get("projects?format=json").body())
                .contains("\"@name\":\"<b>\\\"&'ä+ c\"");
        assertThat(server.get("/metrics").body())
                .contains("esp_project_state{project_name=\"<b>\\\"&'ä+ c\"} 1");
        assertThat(server.delete("projects/" + hostile).status()).isEqualTo(200);
        assertThat(server.put("projects/" + "x".repeat(201), project(source("s", ""))).status())
                .isEqualTo(413);
    }
}
