package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files as publisher and subscriber of a project in failover, on a folder that engines share. */
@Tag("long")
@Timeout(300)
final class FileConnectorFailoverTest {
    private static final int ROWS = 16_000;
    private static final int RATE = 2_000;
    private static final int ENGINES = 3;

    static final String TOPIC =
            """
            <connector class="kafka" name="topic">
              <properties>
                <property name="type">sub</property>
                <property name="snapshot">false</property>
                <property name="kafkahostport">BROKERS</property>
                <property name="kafkatopic">TOPIC</property>
                <property name="kafkapartition">0</property>
                <property name="kafkatype">binary</property>
                <property name="urlhostport">PREFIX</property>
                <property name="hotfailover">true</property>
              </properties>
            </connector>
            """;

    @TempDir Path folder;

    @Test
    void aFileConnectorInAFailoverProjectWritesOnce() throws Exception {
        FileProject project = new FileProject(folder, ROWS);
        Path expected = project.undisturbed();
        Path out = folder.resolve("totals.csv");
        String prefix = SharedKafka.unique("files") + ":1";
        Path model = failoverModel(project, SharedKafka.get(), prefix, out);

        List<EngineProcess> engines = new ArrayList<>();
        HttpClient http = EngineProcess.client();
        try {
            for (int k = 0; k < ENGINES; k++) {
                Path own = Files.createDirectories(folder.resolve("engine" + k));
                EngineProcess engine =
                        new EngineProcess(
                                "engine" + k,
                                freePort(),
                                own,
                                List.of("-model", "file://" + model),
                                EngineProcess.QUICK_FLAGS,
                                http);
                engines.add(engine);
                engine.start();
            }
            killActiveOnceFileHas(expected, out, 0.2, engines);
            killActiveOnceFileHas(expected, out, 0.6, engines);

            await().atMost(Duration.ofSeconds(120)).until(() -> size(out) >= Files.size(expected));
        } finally {
            engines.forEach(EngineProcess::close);
        }
        assertThat(Files.mismatch(out, expected)).isEqualTo(-1);
        assertThat(FileProject.lastCounts(out)).isEqualTo(ROWS);
    }

    private static void killActiveOnceFileHas(
            Path expected, Path out, double part, List<EngineProcess> engines) throws Exception {
        long wanted = (long) (part * Files.size(expected));
        await().atMost(Duration.ofSeconds(120)).until(() -> size(out) >= wanted);
        EngineProcess active =
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> primary(engines), e -> e != null);
        active.kill();
        assertThat(size(out)).isLessThan(Files.size(expected));
        active.start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> primary(engines), e -> e != null && e != active);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static @Nullable EngineProcess primary(List<EngineProcess> engines) {
        return engines.stream().filter(EngineProcess::isPrimary).findFirst().orElse(null);
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static Path failoverModel(
            FileProject project, LocalKafka kafka, String prefix, Path out) throws IOException {
        String topic =
                TOPIC.replace("BROKERS", kafka.bootstrap())
                        .replace("TOPIC", prefix.replace(':', '_') + ".files.cq.totals.out")
                        .replace("PREFIX", prefix);
        return project.model("model.xml", out, RATE, topic);
    }
}
