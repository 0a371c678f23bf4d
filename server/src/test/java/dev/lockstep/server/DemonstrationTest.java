package dev.lockstep.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.demo.Demonstration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemonstrationTest {
    @Test
    void theBundledExampleRunsAndGivesTheSameEveryTime(@TempDir Path one, @TempDir Path two)
            throws IOException, InterruptedException {
        String first = shown(one);
        assertThat(first).contains("vwap", "5,000 trades in");
        assertThat(Files.size(one.resolve("costed.csv"))).isGreaterThan(10_000);
        shown(two);
        assertThat(two.resolve("costed.csv")).hasSameBinaryContentAs(one.resolve("costed.csv"));
    }

    private static String shown(Path folder) throws IOException, InterruptedException {
        StringWriter text = new StringWriter();
        new Demonstration(Path.of(".."), folder, 5_000, new PrintWriter(text)).run();
        return text.toString();
    }

    @Test
    void aDemonstrationOfNoTradesIsAWrongCommandLine() {
        Workplace.Outcome ran = Workplace.execute("demo", "--single", "--rows", "0");
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("--rows is 0");
    }
}
