package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.FreePorts;
import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Engines of a {@link FileProject} over Kafka. The first half of its input is there from the
 * beginning; the second is for a test to publish.
 */
@SuppressWarnings("NullAway.Init")
abstract class FileEngines {
    static final int ROWS = 6_000;

    /** On a machine that is busy with starts. */
    static final Duration PATIENCE = Duration.ofSeconds(120);

    static final String PROJECT = "/SASESP/projects/files";

    @TempDir Path folder;
    final FreePorts ports = new FreePorts();
    private final HttpClient http = EngineProcess.client();
    private final List<EngineProcess> engines = new ArrayList<>();
    LocalKafka kafka;
    String prefix;
    Path model;
    Path out;
    Path expected;
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
    void publish(int from, int to) throws IOException {
        Files.write(
                folder.resolve("orders.csv"),
                orders.subList(from, to),
                from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    }

    @AfterEach
    void end() {
        engines.forEach(EngineProcess::close);
    }

    EngineProcess engine(String name, int port, List<String> options) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        EngineProcess engine =
                new EngineProcess(name, port, own, options, EngineProcess.QUICK_FLAGS, http);
        engines.add(engine);
        engine.start();
        return engine;
    }

    EngineProcess withModel(String name) throws IOException {
        return engine(name, ports.next("127.0.0.1"), List.of("-model", "file://" + model));
    }

    static void put(EngineProcess engine, String path) {
        assertThat(engine.put(PROJECT + path)).contains("successfully");
    }

    static void awaitStandby(EngineProcess engine) {
        await(engine.name() + " stands by")
                .atMost(PATIENCE)
                .until(() -> engine.readings().isStandby());
    }

    void awaitFirstHalf() throws IOException {
        long wanted = (long) (0.4 * Files.size(expected));
        await("output").atMost(PATIENCE).until(() -> Files.exists(out) && Files.size(out) > wanted);
    }

    void assertComplete() throws IOException {
        await("all output").atMost(PATIENCE).until(() -> Files.size(out) >= Files.size(expected));
        assertThat(Files.mismatch(out, expected)).isEqualTo(-1);
        assertThat(FileProject.lastCounts(out)).isEqualTo(ROWS);
    }
}
