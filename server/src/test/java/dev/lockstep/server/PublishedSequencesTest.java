package dev.lockstep.server;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import org.junit.jupiter.api.Test;

/**
 * The published steps to persist a server's project and to restore it in another, as a script would
 * do them: each command with the answer that it prints.
 */
class PublishedSequencesTest extends AtWorkplace {
    private static final String EVENTS = "/SASESP/events/p/q/a";

    private String model() {
        String out = connectors(fs("out", "subscribe", place.path("out.csv"), "snapshot", "true"));
        return project(
                source("s", "", connectors(fs("in", "publish", place.path("in.csv"))))
                        + window(
                                "aggregate",
                                "a",
                                "",
                                "<schema-string>name*:string,total:int64</schema-string>"
                                        + "<output><field-expr>ESP_aSum(n)</field-expr></output>"
                                        + out),
                "s a");
    }

    /**
     * @param steps the path behind the project's, what is put, and the answer, in turn
     */
    private static void steps(ServerProcess server, String project, String... steps) {
        for (int k = 0; k < steps.length; k += 3) {
            Outcome o =
                    steps[k + 1].isEmpty()
                            ? server.client(project + steps[k], "-put")
                            : server.client(project + steps[k], "-put", steps[k + 1]);
            assertThat(o.out()).isEqualTo("<message>" + steps[k + 2] + "</message>\n");
            assertThat(o.code()).isZero();
        }
    }

    @Test
    void stateThatWasPersistedIsRestoredByAnotherServerAndGoesOn() throws Exception {
        place.model(model());
        place.file("in.csv", "p,n,1,a,10", "p,n,2,b,20", "p,n,3,a,30");
        String before;
        try (ServerProcess first = ServerProcess.start(place)) {
            before = persisted(first);
            first.signal("KILL");
            first.awaitEnd();
        }
        place.file("in.csv", "p,n,3,a,31", "p,n,4,b,1");
        try (ServerProcess second = ServerProcess.start(place)) {
            restored(second, before);
            steps(
                    second,
                    "/SASESP/server",
                    "/state?value=stopped",
                    "",
                    "server successfully stopped");
            assertThat(second.awaitEnd()).isZero();
        }
    }

    /** Returns the rows that were persisted. */
    private String persisted(ServerProcess server) throws InterruptedException {
        String projects = "/SASESP/projects/p";
        String document = "file://" + place.model();
        steps(server, projects, "", document, "project p successfully loaded");
        place.awaitText("out.csv", t -> t.contains(" a,40"));
        steps(
                server,
                projects,
                "/state?value=stopped",
                "",
                "project p successfully stopped",
                "/state?value=persisted&path=saved",
                "",
                "project p successfully persisted");
        String before = server.client(EVENTS).out();
        steps(
                server,
                projects,
                "/state?value=running",
                "",
                "project p successfully started",
                "/state?value=connectorsStarted",
                "",
                "connectors of project p successfully started");
        // the same rows once more: the totals stay
        assertThat(server.client(EVENTS).out())
                .isEqualTo(before)
                .contains("<name>a</name><total>40</total>");
        return before;
    }

    private void restored(ServerProcess server, String before) throws InterruptedException {
        String projects = "/eventStreamProcessing/v1/projects/p";
        steps(
                server,
                projects,
                "?start=false&projectUrl=file://" + place.model(),
                "",
                "project p successfully loaded",
                "/state?value=restored&path=saved",
                "",
                "project p successfully restored");
        assertThat(server.client(EVENTS).out()).isEqualTo(before);
        steps(
                server,
                projects,
                "/state?value=running",
                "",
                "project p successfully started",
                "/state?value=connectorsStarted",
                "",
                "connectors of project p successfully started");
        place.awaitText("out.csv", t -> t.contains(" b,21"));
        assertThat(server.client(EVENTS).out())
                .contains("<name>a</name><total>41</total>", "<name>b</name><total>21</total>");
        // what was restored is what a subscriber is shown first
        assertThat(place.read("out.csv")).startsWith("I,N, a,40\nI,N, b,20\n");
        place.awaitText("out.csv", t -> t.endsWith("UB,N, b,21\nD,N, b,20\n"));
    }
}
