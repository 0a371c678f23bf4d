package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A project whose journal goes over to another version of it, which keeps the state. */
@Timeout(600)
@SuppressWarnings("NullAway.Init")
final class VersionChangeTest extends FileEngines {
    private static final String FILTER =
            """
            <window-filter name="large" index="pi_EMPTY">
              <expression>quantity &gt;= 50</expression>
              <connectors>
                <connector class="fs" name="out">
                  <properties>
                    <property name="type">sub</property>
                    <property name="fstype">csv</property>
                    <property name="snapshot">false</property>
                    <property name="fsname">LARGE</property>
                  </properties>
                </connector>
              </connectors>
            </window-filter>
            """;

    private Path saved;
    private Path large;
    private Path next;

    /** The same project with one more window. */
    @BeforeEach
    void writeNextVersion() throws IOException {
        saved = folder.resolve("saved");
        large = folder.resolve("large.csv");
        String before = Files.readString(model);
        String after =
                before.replace(
                                "</windows>",
                                FILTER.replace("LARGE", large.toString()) + "</windows>")
                        .replace("</edges>", "<edge source=\"orders\" target=\"large\"/></edges>");
        assertThat(after).hasSizeGreaterThan(before.length() + FILTER.length());
        next = Files.writeString(folder.resolve("next.xml"), after);
    }

    private void load(EngineProcess engine) {
        put(engine, "?start=false&overwrite=true&projectUrl=file://" + next);
    }

    /** What the filter puts out of rows that came behind the change. */
    private long largeRows() {
        long count = 0;
        for (int k = ROWS / 2 + 1; k <= ROWS; k++) {
            count += k % 100 >= 50 ? 1 : 0;
        }
        return count;
    }

    private void assertBothComplete() throws IOException {
        assertComplete();
        await("rows of the new window")
                .atMost(PATIENCE)
                .until(() -> Files.readAllLines(large).size() >= largeRows());
        assertThat(Files.readAllLines(large)).hasSize((int) largeRows());
    }

    @Test
    void enginesGoOverToAnotherVersionThatTheJournalGoesOnWith() throws Exception {
        EngineProcess first = at("first");
        await().atMost(PATIENCE).until(first::isPrimary);
        EngineProcess second = at("second");
        awaitStandby(second);
        awaitFirstHalf();
        put(second, "/state?value=stopped");
        put(first, "/state?value=stopped");
        put(first, "/state?value=persisted&path=" + saved);

        load(first);
        assertThat(first.put(PROJECT + "/state?value=restored&path=" + saved))
                .contains("LS-6204", "carryover=true")
                .contains("window cq/totals keeps its state")
                .contains("window cq/large starts empty");
        load(second);
        for (EngineProcess engine : List.of(first, second)) {
            put(engine, "/state?value=restored&carryover=true&path=" + saved);
            put(engine, "/state?value=running");
            put(engine, "/state?value=connectorsStarted");
        }
        await().atMost(PATIENCE).until(() -> first.isPrimary() || second.isPrimary());
        EngineProcess active = first.isPrimary() ? first : second;
        EngineProcess standby = active == first ? second : first;
        awaitStandby(standby);
        model = next;
        EngineProcess third = withModel("third");
        awaitStandby(third);
        assertThat(Files.readString(third.log()))
                .contains("goes on from the state of " + standby.name());

        active.kill();
        standby.kill();
        publish(ROWS / 2, ROWS);
        assertBothComplete();
        assertThat(third.isPrimary()).isTrue();
    }

    private EngineProcess at(String name) throws IOException {
        List<String> options = List.of("-model", "file://" + model, "-C", "persist.root=" + folder);
        return engine(name, ports.next("127.0.0.1"), options);
    }

    @Test
    void aSingleServerIsKilledBehindTheChangeAndGoesOnWithItsJournal() throws Exception {
        Path kept = folder.resolve("kept");
        List<String> options =
                List.of(
                        "-C",
                        "journal.folder=" + folder.resolve("journal"),
                        "-C",
                        "snapshot.folder=" + kept,
                        "-C",
                        "snapshot.every=1h",
                        "-C",
                        "persist.root=" + folder);
        withoutKafka(model);
        withoutKafka(next);
        int port = ports.next("127.0.0.1");
        EngineProcess server = engine("server", port, options);
        await().atMost(PATIENCE).until(() -> server.get("/internal/ready").contains("ready"));
        put(server, "?projectUrl=file://" + model);
        awaitFirstHalf();
        put(server, "/state?value=stopped");
        put(server, "/state?value=persisted&path=" + kept);
        load(server);
        put(server, "/state?value=restored&path=" + kept + "&carryover=true");
        put(server, "/state?value=running");
        put(server, "/state?value=connectorsStarted");
        await().atMost(PATIENCE).until(server::isPrimary);
        server.kill();

        List<String> withNext = new ArrayList<>(options);
        withNext.addAll(List.of("-model", "file://" + next));
        EngineProcess again = engine("server", port, withNext);
        publish(ROWS / 2, ROWS);
        assertBothComplete();
        assertThat(Files.readString(again.log())).contains("window cq/totals keeps its state");
    }

    private static void withoutKafka(Path document) throws IOException {
        String text = Files.readString(document);
        int from = text.indexOf("<connector class=\"kafka\"");
        int to = text.indexOf("</connector>", from) + "</connector>".length();
        Files.writeString(document, text.substring(0, from) + text.substring(to));
    }
}
