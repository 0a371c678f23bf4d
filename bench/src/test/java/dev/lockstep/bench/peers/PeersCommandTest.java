package dev.lockstep.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command at a size at which speeds say nothing. */
final class PeersCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int execute(String... arguments) {
        return new CommandLine(new PeersCommand(new Models(Path.of("models"))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void eachRowIsMeasuredInProcessesOfItsOwnAndReportedAsTextAndAsJson() throws IOException {
        Path json = folder.resolve("result.json");
        String file = json.toString();

        int exit =
                execute(
                        "--workloads=W1/objects,W6",
                        "--events=400",
                        "--rounds=1",
                        "--warm-up=1",
                        "--counted=2",
                        "--heap=128m",
                        "--json=" + file);

        assertThat(exit).as(err.toString()).isZero();
        assertThat(err.toString().lines()).hasSize(6).allMatch(l -> l.contains("round 1 of 1"));
        assertThat(out.toString()).containsPattern("(?m)^W1/objects .*\\|").containsPattern("W6 ");
        assertThat(texts(json)).containsExactly("W1/objects", "W6");
    }

    /** The names of the workloads, after reading the whole document. */
    private static List<String> texts(Path json) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(json.toFile())) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
                if (t == JsonToken.VALUE_STRING && "workload".equals(parser.currentName())) {
                    names.add(parser.getText());
                } else if (t.isNumeric()) {
                    assertThat(parser.getDoubleValue()).as(parser.currentName()).isNotNegative();
                    numbers.add(parser.currentName());
                }
            }
        }
        assertThat(numbers).contains("ratioToEsper", "ratioToPlain", "lockstep", "esper", "plain");
        return names;
    }

    @Test
    void anUnknownWorkloadIsAWrongCommandLine() {
        assertThat(execute("--workloads=W1,W99")).isNotZero();
        assertThat(err.toString()).contains("There is no workload W99; there are W1, W2");
    }

    @Test
    void aContestantWhoseOutputDiffersFailsTheCommand() {
        Results results = new Results();
        results.add(Entrant.PLAIN, Workload.W2, sample(7), 1);
        results.add(Entrant.LOCKSTEP, Workload.PUSH, sample(7), 1);

        assertThatThrownBy(() -> results.add(Entrant.LOCKSTEP, Workload.W2_BYTES, sample(8), 1))
                .hasMessageContaining("Wrong output of lockstep on W2/bytes");
    }

    private static Sample sample(long rows) {
        return new Sample(1e6, 1, 6, 8, 2, new Checksum(rows, 5, 0.5));
    }

    @Test
    void theRatioIsTheMedianOfTheRatiosOfTheRounds() {
        Results results = new Results();
        double[] ours = {10, 40, 30};
        double[] theirs = {1, 2, 10};
        for (int r = 0; r < ours.length; r++) {
            results.add(Entrant.ESPER, Workload.W2, speed(theirs[r]), 1);
            results.add(Entrant.LOCKSTEP, Workload.W2_BYTES, speed(ours[r]), 1);
        }
        assertThat(Sample.median(results.ratios(Entrant.ESPER, Workload.W2_BYTES))).isEqualTo(10);
        assertThat(results.ratios(Entrant.ESPER, Workload.W2_BYTES)).containsExactly(10, 20, 3);
    }

    private static Sample speed(double eventsPerSecond) {
        return new Sample(eventsPerSecond, 1, 6, 8, 2, new Checksum());
    }

    @Test
    void thePartOfTheRepetitionsThatDoesNotCountStaysTheSame() {
        Path here = Path.of("models");
        Task task = new Task(Entrant.PLAIN, Workload.W1, 100, 6, 8, here, here, 0);

        assertThat(task.uncountedOf(14)).isEqualTo(6);
        assertThat(task.uncountedOf(7)).isEqualTo(3);
        assertThat(task.uncountedOf(2)).isEqualTo(1);
        assertThat(task.uncountedOf(1)).isZero();
    }

    @Test
    void aProcessWithoutTimeStillCountsARepetition() throws IOException {
        Path models = Path.of("models");
        Sample s = new Task(Entrant.PLAIN, Workload.W1, 100, 6, 8, models, folder, 0).measure();

        assertThat(s.counted()).isEqualTo(1);
        assertThat(s.uncounted()).isZero();
        assertThat(s.eventsPerSecond()).isPositive();
        assertThat(s.output().rows()).isPositive();
    }

    @Test
    void aSampleSurvivesTheWayFromItsProcess() {
        Sample s = new Sample(1234.5, 0.25, 6, 8, 3.5, new Checksum(9, -4, 0.1));

        Sample read = Sample.parse(List.of("some warning", s.line()));

        assertThat(read).usingRecursiveComparison().isEqualTo(s);
    }

    @Test
    void timeThatIsLeftOverIsTheOthers() {
        TimePlan plan = new TimePlan(100, 10, 2);
        assertThat(plan.allowance(4, 0)).isEqualTo((100 - 2 * 3) * 0.4);

        plan.ended(4, 3);

        assertThat(plan.allowance(6, 10)).isEqualTo(100 - 10 - 3);
        assertThat(plan.allowance(6, 200)).isZero();
        assertThat(plan.fits(50, 50)).isTrue();
        assertThat(plan.fits(51, 50)).isFalse();
    }

    @Test
    void aMeasurementOfNothingIsRefused() {
        assertThat(execute("--events", "0")).isNotZero();
        assertThat(execute("--counted", "0", "--warm-up", "0")).isNotZero();
        assertThat(err.toString()).contains("must be 1 or more").doesNotContain("Exception");
    }
}
