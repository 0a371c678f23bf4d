package dev.lockstep.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.bench.peers.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MemoryCommandTest {
    private final Models models = new Models(Path.of("models"));

    @Test
    void everyRowIsRetained() throws IOException {
        Inserts inserts = new Inserts(models.project("memory"));

        assertThat(inserts.until(1000).nanos()).isPositive();
        assertThat(inserts.retained()).isEqualTo(1024);
        assertThat(inserts.longestMillis()).isPositive();
    }

    @Test
    void noKeyComesTwice() {
        Set<Long> keys = new HashSet<>();
        for (long i = 0; i < 100_000; i++) {
            assertThat(keys.add(Inserts.mixed(i))).isTrue();
        }
    }

    @Test
    void theCommandReportsEveryMeasure() {
        StringWriter out = new StringWriter();

        int exit =
                new CommandLine(new MemoryCommand(models))
                        .setOut(new PrintWriter(out))
                        .execute("--rows=20000");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("20,224", "bytes a row", "9-10 thousand", "last tenth", "longest block");
    }
}
