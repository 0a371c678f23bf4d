package dev.lockstep.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.bench.peers.Models;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What needs no brokers: what is refused, and how figures are told. */
final class FailoverCommandTest {
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return new CommandLine(new FailoverCommand(new Models(Path.of("models"))))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void anUnknownPartIsAWrongCommandLine() {
        assertThat(execute("--only=gap-kill,gap-nothing")).isNotZero();
        assertThat(err.toString()).contains("There is no part gap-nothing; there are gap-kill, ");
    }

    @Test
    void aMeasurementOfNothingIsRefused() {
        assertThat(execute("--rate=0")).isNotZero();
        assertThat(execute("--gib=0")).isNotZero();
        assertThat(execute("--engines=1")).isNotZero();
        assertThat(err.toString()).contains("must be 1 or more").doesNotContain("Exception");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThat(execute("--only=restore", "--bus=no/such/folder")).isNotZero();
        assertThat(err.toString()).contains("No folder can be made below no/such/folder");
        assertThat(execute("--only=restore", "--data=no/such/place")).isNotZero();
        assertThat(err.toString()).contains("No folder can be made below no/such/place");
    }

    @Test
    void aTableSaysWhatWasReachedAndWhatCouldNotBeMeasured() throws IOException {
        Figure reached =
                Figure.of(Part.SWITCH, "gap, p99", Target.atMost(50, "ms"), 41.25, 20)
                        .with(Quantiles.of(30, 41.25));
        Figure missed = Figure.of(Part.RESTORE, "restore", Target.atLeast(300, "MiB/s"), 299.9, 5);
        FailoverReport report = new FailoverReport();
        report.add(Part.SWITCH, List.of(reached), 1.5);
        report.add(Part.RESTORE, List.of(missed), 1.5);
        report.fail(Part.LATENCY, "Row 7 of the output should be row 6: rows were lost");
        StringWriter table = new StringWriter();
        report.print(new PrintWriter(table));
        StringWriter json = new StringWriter();
        Plan plan = new Plan(0, 1, 5, 120, 20_000, 1_000_000, 1, 1, 3, false, List.of("-Xmx1g"));
        report.writeJson(plan, json);

        assertThat(report.hasFailures()).isTrue();
        assertThat(table.toString())
                .containsPattern("switch .*≤ 50.0 ms .* 41.3 ms \\| yes")
                .containsPattern("restore .*≥ 300.0 MiB/s .* 299.9 MiB/s \\| no")
                .contains("latency FAILED: Row 7 of the output should be row 6");
        assertThat(json.toString())
                .contains("\"part\" : \"switch\"", "\"reached\" : true", "\"p50\" : 30.0")
                .contains("\"latency\" : \"Row 7 of the output", "\"eventsPerSecond\" : 20000");
    }

    @Test
    void eachPartTellsTheFlagsThatItsEnginesRunWith() throws IOException {
        String small = "-Xms64m -Xmx512m -XX:+UseSerialGC";
        String large = "-Xms256m -XX:+UseG1GC -Xmx2304m";
        assertThat(told(Part.SWITCH)).allSatisfy(t -> assertThat(t).contains(small));
        assertThat(told(Part.CATCH_UP))
                .allSatisfy(t -> assertThat(t).contains("-Xms256m -Xmx1g -XX:+UseG1GC"));
        assertThat(told(Part.RESTORE)).allSatisfy(t -> assertThat(t).contains(large));
        assertThat(told(Part.SWITCH, "-Xmx1g"))
                .allSatisfy(t -> assertThat(t).contains("-Xmx1g").doesNotContain("-Xmx512m"));
    }

    /** What is said when the part begins, and its figure as JSON. */
    private static List<String> told(Part part, String... flags) throws IOException {
        Plan plan = new Plan(0, 1, 5, 120, 20_000, 1_000_000, 1, 0.5, 3, false, List.of(flags));
        StringWriter said = new StringWriter();
        Path nowhere = Path.of("nothing-is-written");
        try (Stage stage =
                new Stage(plan, new Models(nowhere), nowhere, nowhere, new PrintWriter(said))) {
            stage.begin(part);
        }
        FailoverReport report = new FailoverReport();
        report.add(part, List.of(Figure.of(part, "", Target.none("ms"), 1, 1)), 1.5);
        StringWriter json = new StringWriter();
        report.writeJson(plan, json);
        return List.of(said.toString(), json.toString().split("\"figures\"")[1]);
    }
}
