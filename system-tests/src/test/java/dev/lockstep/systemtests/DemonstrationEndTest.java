package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demonstration leaves nothing running, however it ends. */
@Tag("long")
@Timeout(300)
final class DemonstrationEndTest {
    @ParameterizedTest
    @ValueSource(strings = {"KILL", "INT"})
    void nothingIsLeftRunningWhenItIsEndedInTheMiddle(String signal) throws Exception {
        Process demo =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dlockstep.home=..",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.lockstep.server.Main",
                                "demo",
                                "--rate",
                                "200")
                        .redirectErrorStream(true)
                        .start();
        try {
            List<ProcessHandle> all = awaitWork(demo);
            // three brokers, ZooKeeper, three engines
            assertThat(all).hasSize(7);

            int code =
                    new ProcessBuilder("kill", "-" + signal, String.valueOf(demo.pid()))
                            .start()
                            .waitFor();

            assertThat(code).isZero();
            assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            demo.destroyForcibly();
        }
    }

    private static List<ProcessHandle> awaitWork(Process demo) throws Exception {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(demo.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains("publishing")) {
                return demo.toHandle().descendants().toList();
            }
        }
        throw new AssertionError("the demonstration ended early:\n" + said);
    }
}
