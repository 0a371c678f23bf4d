package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.LocalKafka;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way from a growing file over adapters, bus and engines to a file, while those die whose
 * turn it is.
 */
@Tag("long")
@Timeout(300)
final class AdapterTest {
    private static final int LINES = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final List<AutoCloseable> processes = new ArrayList<>();
    private final List<EngineProcess> engines = new ArrayList<>();
    @TempDir private Path folder;
    private String project;

    @BeforeEach
    void startEngines() throws IOException {
        LocalKafka kafka = SharedKafka.get();
        project = SharedKafka.unique("levels").replace('.', '_');
        Path model = folder.resolve("model.xml");
        Files.writeString(model, AdapterModel.document(project, kafka.bootstrap()));
        Files.writeString(
                folder.resolve("in.cfg"),
                """
                # one of two that read the same gauge
                kafka {
                  hostport = "%s"
                  partition=0
                  metatopic = '%s-replies
                }
                sas
                {
                  hotfailover=true
                  failovergroup = "gauges"   # both
                  numbufferedmsgs="50"
                }
                """
                        .formatted(kafka.bootstrap(), project));
        Files.writeString(
                folder.resolve("out.cfg"),
                """
                hostport = "%s"
                initialoffset = "smallest"
                """
                        .formatted(kafka.bootstrap()));
        for (int i = 1; i <= 3; i++) {
            EngineProcess engine =
                    new EngineProcess(
                            "engine-" + i,
                            freePort(),
                            folder,
                            List.of("-model", "file://" + model),
                            EngineProcess.QUICK_FLAGS,
                            EngineProcess.client());
            engine.start();
            engines.add(engine);
            processes.add(engine);
        }
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable p : processes) {
            p.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private AdapterProcess adapter(String name, String... arguments) throws IOException {
        AdapterProcess adapter = new AdapterProcess(name, folder, List.of(arguments));
        processes.add(adapter);
        return adapter;
    }

    private AdapterProcess gauge(String name) throws IOException {
        return adapter(
                name,
                "-C",
                "type=pub,url=\"dfESP://plant:4711/"
                        + project
                        + "/flow/level\",fsname=levels.csv,fstype=csv,"
                        + "dateformat='%d/%m/%Y %H:%M:%S',header=1,growinginputfile=true,"
                        + "blocksize=8,loglevel=info,transport=kafka,transportconfigfile=in.cfg");
    }

    private AdapterProcess recorder(String name, String file) throws IOException {
        return adapter(
                name,
                "-k",
                "sub",
                "-h",
                "dfESP://plant:4711/" + project + "/flow/seen?snapshot=false",
                "-f",
                file,
                "-t",
                "csv",
                "-d",
                "%Y-%m-%dT%H:%M:%S",
                "-l",
                "kafka",
                "-j",
                "out.cfg");
    }

    @Test
    void nothingIsLostOrRepeatedWhenTheEngineAndTheAdapterThatWorkDie() throws Exception {
        Path source = Files.writeString(folder.resolve("levels.csv"), "a title\n");
        recorder("recorder-1", "seen-1.csv");
        recorder("recorder-2", "seen-2.csv");
        List<AdapterProcess> gauges = List.of(gauge("gauge-1"), gauge("gauge-2"));

        write(source, 0, LINES / 3);
        awaitTrue(() -> lines("seen-1.csv").size() >= LINES / 6);
        primary().kill();
        write(source, LINES / 3, 2 * LINES / 3);
        awaitTrue(() -> gauges.stream().anyMatch(AdapterTest::isActive));
        gauges.stream().filter(AdapterTest::isActive).findFirst().orElseThrow().kill();
        write(source, 2 * LINES / 3, LINES);

        List<String> expected = expected();
        for (String file : List.of("seen-1.csv", "seen-2.csv")) {
            awaitTrue(() -> lines(file).size() >= LINES);
            assertThat(lines(file)).containsExactlyElementsOf(expected);
        }
        AdapterProcess left = gauges.stream().filter(AdapterProcess::isAlive).findFirst().get();
        assertThat(left.terminate()).isZero();
        // whoever begins anew in the group has nothing to do: all of it is on the bus
        AdapterProcess late = gauge("gauge-3");
        awaitTrue(() -> late.isActive());
        write(source, LINES, LINES + 1);
        awaitTrue(() -> lines("seen-1.csv").size() > LINES);
        assertThat(lines("seen-1.csv")).hasSize(LINES + 1);
    }

    private static boolean isActive(AdapterProcess adapter) {
        try {
            return adapter.isActive();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void awaitTrue(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    private EngineProcess primary() {
        awaitTrue(() -> engines.stream().anyMatch(EngineProcess::isPrimary));
        return engines.stream().filter(EngineProcess::isPrimary).findFirst().orElseThrow();
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private static void write(Path source, int from, int to) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append("I,N,,%02d/03/2026 07:30:%02d,%d.5\n".formatted(1 + i % 28, i % 60, i));
        }
        Files.writeString(source, rows, StandardOpenOption.APPEND);
    }

    private static List<String> expected() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            rows.add(
                    "I,N, %d,2026-03-%02dT07:30:%02d,%d.500000,%d,%d.000000"
                            .formatted(i, 1 + i % 28, i % 60, i, i + 1, 2 * i + 1));
        }
        return rows;
    }
}
