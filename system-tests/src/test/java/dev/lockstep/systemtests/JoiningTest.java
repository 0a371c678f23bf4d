package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.FreePorts;
import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.failover.kafka.TopicNames;
import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines that come back with a state that was saved, or are given one by another engine. */
@Timeout(600)
@SuppressWarnings("NullAway.Init")
final class JoiningTest {
    private static final int ROWS = 6_000;

    /** On a machine that is busy with starts. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String PROJECT = "/SASESP/projects/files";

    @TempDir Path folder;
    private final FreePorts ports = new FreePorts();
    private final HttpClient http = EngineProcess.client();
    private final List<EngineProcess> engines = new ArrayList<>();
    private LocalKafka kafka;
    private String prefix;
    private Path model;
    private Path out;
    private Path expected;
    private List<String> orders;

    @BeforeEach
    void write() throws Exception {
        kafka = SharedKafka.get();
        prefix = SharedKafka.unique("joining") + ":1";
        FileProject project = new FileProject(folder, ROWS);
        expected = project.undisturbed();
        out = folder.resolve("totals.csv");
        String topic =
                FileConnectorFailoverTest.TOPIC
                        .replace("BROKERS", kafka.bootstrap())
                        .replace("TOPIC", prefix.replace(':', '_') + ".files.cq.totals.out")
                        .replace("PREFIX", prefix);
        model = project.model("model.xml", out, 0, topic);
        String rate = "<property name=\"rate\">0</property>";
        String text = Files.readString(model);
        assertThat(text).contains(rate);
        Files.writeString(
                model,
                text.replace(rate, rate + "<property name=\"growinginputfile\">true</property>"));
        orders = Files.readAllLines(folder.resolve("orders.csv"));
        publish(0, ROWS / 2);
    }

    /** The first half is there from the beginning, the second comes behind all faults. */
    private void publish(int from, int to) throws IOException {
        Files.write(
                folder.resolve("orders.csv"),
                orders.subList(from, to),
                from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    }

    @AfterEach
    void end() {
        engines.forEach(EngineProcess::close);
    }

    private EngineProcess engine(String name, int port, List<String> options) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        EngineProcess engine =
                new EngineProcess(name, port, own, options, EngineProcess.QUICK_FLAGS, http);
        engines.add(engine);
        engine.start();
        return engine;
    }

    private EngineProcess withModel(String name) throws IOException {
        return engine(name, ports.next("127.0.0.1"), List.of("-model", "file://" + model));
    }

    private static void put(EngineProcess engine, String path) {
        assertThat(engine.put(PROJECT + path)).contains("successfully");
    }

    private static void awaitStandby(EngineProcess engine) {
        await(engine.name() + " stands by")
                .atMost(PATIENCE)
                .until(() -> engine.readings().isStandby());
    }

    private void awaitFirstHalf() throws IOException {
        long wanted = (long) (0.4 * Files.size(expected));
        await("output").atMost(PATIENCE).until(() -> Files.exists(out) && Files.size(out) > wanted);
    }

    private void assertComplete() throws IOException {
        await("all output").atMost(PATIENCE).until(() -> Files.size(out) >= Files.size(expected));
        assertThat(Files.mismatch(out, expected)).isEqualTo(-1);
        assertThat(FileProject.lastCounts(out)).isEqualTo(ROWS);
    }

    @Test
    void aStandbyThatWasPersistedAndRestartedTakesOver() throws Exception {
        EngineProcess active = withModel("first");
        await().atMost(PATIENCE).until(active::isPrimary);
        int port = ports.next("127.0.0.1");
        EngineProcess standby = engine("second", port, List.of("-model", "file://" + model));
        awaitStandby(standby);
        awaitFirstHalf();
        put(standby, "/state?value=stopped");
        await().atMost(PATIENCE)
                .until(() -> active.get(PROJECT + "/failover").contains("paused=\"true\""));
        put(standby, "/state?value=persisted&path=saved");
        put(standby, "/state?value=running");
        put(standby, "/state?value=connectorsStarted");
        await().atMost(PATIENCE)
                .until(() -> !active.get(PROJECT + "/failover").contains("paused=\"true\""));
        standby.kill();

        EngineProcess again = engine("second", port, List.of());
        await().atMost(PATIENCE).until(() -> again.get("/internal/ready").contains("ready"));
        put(again, "?start=false&projectUrl=file://" + model);
        put(again, "/state?value=restored&path=saved");
        put(again, "/state?value=running");
        put(again, "/state?value=connectorsStarted");
        awaitStandby(again);
        assertThat(Files.readString(again.log())).contains("goes on from Snapshot");

        active.kill();
        publish(ROWS / 2, ROWS);
        assertComplete();
        assertThat(again.isPrimary()).isTrue();
    }

    @Test
    void anEngineJoinsFromAnotherWhereTheJournalsBeginningIsGone() throws Exception {
        EngineProcess active = withModel("first");
        await().atMost(PATIENCE).until(active::isPrimary);
        EngineProcess standby = withModel("second");
        awaitStandby(standby);
        awaitFirstHalf();
        forgetJournal(standby);

        EngineProcess late = withModel("third");
        awaitStandby(late);
        assertThat(Files.readString(late.log())).contains("goes on from the state of second");

        active.kill();
        standby.kill();
        publish(ROWS / 2, ROWS);
        assertComplete();
        assertThat(late.isPrimary()).isTrue();
    }

    @Test
    void anActiveThatIsAloneTakesSnapshotsItselfAndGoesOnFromThem() throws Exception {
        Path kept = folder.resolve("kept");
        List<String> options =
                List.of(
                        "-model",
                        "file://" + model,
                        "-C",
                        "snapshot.folder=" + kept,
                        "-C",
                        "snapshot.every=1s");
        int port = ports.next("127.0.0.1");
        EngineProcess active = engine("first", port, options);
        await().atMost(PATIENCE).until(active::isPrimary);
        awaitFirstHalf();
        await("a snapshot").atMost(PATIENCE).until(() -> hasSnapshot(kept));
        active.kill();

        EngineProcess again = engine("first", port, options);
        publish(ROWS / 2, ROWS);
        assertComplete();
        assertThat(Files.readString(again.log())).contains("goes on from Snapshot");
    }

    private static boolean hasSnapshot(Path kept) throws IOException {
        Path ofProject = kept.resolve("files");
        if (!Files.isDirectory(ofProject)) {
            return false;
        }
        // not a walk: what is being written there is renamed meanwhile
        try (Stream<Path> all = Files.list(ofProject)) {
            return all.anyMatch(p -> p.getFileName().toString().startsWith("snapshot-"));
        }
    }

    /** Deletes what an engine has stepped of the journal. */
    private void forgetJournal(EngineProcess stepping) throws Exception {
        TopicPartition journal = new TopicPartition(TopicNames.of(prefix).journal("files"), 0);
        // an entry takes one offset at least
        long stepped = stepping.readings().entries();
        assertThat(stepped).isPositive();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.deleteRecords(Map.of(journal, RecordsToDelete.beforeOffset(stepped))).all().get();
        }
    }
}
