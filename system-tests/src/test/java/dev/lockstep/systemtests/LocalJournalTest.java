package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A single server that keeps a journal, killed at random moments under load. */
@Tag("long")
@Timeout(1800)
final class LocalJournalTest {
    /** How often it is killed; the long form is 50. */
    private static final int KILLS = Integer.getInteger("lockstep.kills", 5);

    private static final int RATE = 3_000;
    private static final int LONGEST_MILLIS = 1_200;
    private static final long SEED = Long.getLong("lockstep.seed", 7);

    @TempDir Path folder;

    @Test
    void aSingleServerKilledAtRandomMomentsPutsOutWhatAnUndisturbedRunDoes() throws Exception {
        // so many rows that every kill comes before the last of them
        int rows = (KILLS + 2) * RATE * 3 / 2;
        FileProject project = new FileProject(folder, rows);
        Path expected = project.undisturbed();
        Path out = folder.resolve("out.csv");
        Files.writeString(out, "what an earlier project left\n");
        Path model = project.model("model.xml", out, RATE, "");
        Random random = new Random(SEED);
        try (EngineProcess server = server(model)) {
            for (int kill = 0; kill < KILLS; kill++) {
                long before = kill == 0 ? 0 : Files.size(out);
                server.start();
                awaitGrowth(out, before);
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
                server.kill();
                assertThat(Files.size(out)).isLessThan(Files.size(expected));
            }
            server.start();
            await().atMost(Duration.ofSeconds(300))
                    .until(() -> Files.size(out) >= Files.size(expected));
        }
        assertThat(Files.mismatch(out, expected)).isEqualTo(-1);
        assertThat(FileProject.lastCounts(out)).isEqualTo(rows);
    }

    /** The first time the file is cut off before it grows. */
    private static void awaitGrowth(Path out, long before) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.size(out) > Math.max(before, 100));
    }

    private EngineProcess server(Path model) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        return new EngineProcess(
                "server",
                port,
                Files.createDirectories(folder.resolve("server")),
                List.of(
                        "-model",
                        "file://" + model,
                        "-C",
                        "journal.folder=" + folder.resolve("j"),
                        "-C",
                        "snapshot.folder=" + folder.resolve("s"),
                        "-C",
                        "snapshot.every=1s"),
                EngineProcess.QUICK_FLAGS,
                EngineProcess.client());
    }
}
