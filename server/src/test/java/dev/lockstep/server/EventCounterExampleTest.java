package dev.lockstep.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The event counter of {@code examples/} gives what its page says, however it is run. */
class EventCounterExampleTest extends AtWorkplace {
    private static final Path EXAMPLE = Path.of("../examples/event-counter");
    private static final Path READINGS = EXAMPLE.resolve("readings.csv");
    private static final int SUMMED = 20;

    /** The rows without opcode and flag: worked out from the readings, in decimal arithmetic. */
    private static List<String> expected(Path readings) throws IOException {
        List<String> rows = new ArrayList<>();
        List<BigDecimal> loads = new ArrayList<>();
        for (String line : Files.readAllLines(readings)) {
            String[] cells = line.split(",");
            loads.add(new BigDecimal(cells[4]));
            int number = loads.size();
            List<BigDecimal> last = loads.subList(Math.max(0, number - SUMMED), number);
            BigDecimal mean =
                    last.stream()
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .divide(BigDecimal.valueOf(last.size()), 6, RoundingMode.HALF_EVEN);
            rows.add((number - 1) + "," + number + "," + cells[3] + "," + mean);
        }
        assertThat(rows).hasSizeGreaterThan(2 * SUMMED);
        return rows;
    }

    private static List<String> marked(String mark, List<String> rows) {
        return rows.stream().map(r -> mark + ", " + r).toList();
    }

    private Outcome run(String report, String readings, String... more) {
        List<String> all = new ArrayList<>(List.of("run", EXAMPLE.resolve("model.xml").toString()));
        all.addAll(List.of("--until-finished", "--clock", "virtual"));
        all.addAll(List.of("--in", "cq/readings=" + readings));
        all.addAll(List.of("--out", "cq/report=" + place.path(report)));
        all.addAll(List.of(more));
        return done(Workplace.execute(all.toArray(new String[0])));
    }

    private Outcome replay(String journal, String report) {
        return done(
                Workplace.execute(
                        "replay",
                        EXAMPLE.resolve("model.xml").toString(),
                        place.path(journal).toString(),
                        "--out",
                        "cq/report=" + place.path(report)));
    }

    private static Outcome done(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    private List<String> lines(String name) {
        return place.read(name).lines().toList();
    }

    @Test
    void theCommandOnItsPageNumbersEveryReadingAndLeavesTheMeanOfTheLastTwenty() throws Exception {
        String page = Files.readString(EXAMPLE.resolve("README.md"));
        String command = page.split("```(sh)?\n")[1].replace("\\\n", " ").strip();
        assertThat(command).startsWith("./lockstep run ");
        String here =
                command.replace("examples/", "../examples/")
                        .replace("report.csv", place.path("report.csv").toString());
        String[] words = here.split("\\s+");
        done(Workplace.execute(Arrays.copyOfRange(words, 1, words.length)));
        assertThat(lines("report.csv")).isEqualTo(marked("I,N", expected(READINGS)));
    }

    @Test
    void halfAnHourLaterEachRowLeavesTheReportAsADelete() throws Exception {
        run("report.csv", READINGS.toString(), "--linger", "1900s");
        List<String> all = new ArrayList<>(marked("I,N", expected(READINGS)));
        all.addAll(marked("D,R", expected(READINGS)));
        assertThat(lines("report.csv")).isEqualTo(all);
    }

    @Test
    void beforeHalfAnHourHasPassedNothingLeaves() throws Exception {
        run("report.csv", READINGS.toString(), "--linger", "1798s");
        assertThat(lines("report.csv")).isEqualTo(marked("I,N", expected(READINGS)));
    }

    /** One reading a second: the copy gives the first ones up while others still arrive. */
    @Test
    void rowsThatLeaveTakeNothingFromTheMeanOfTheLastTwenty() throws Exception {
        String thirtyFiveTimes = Files.readString(READINGS).repeat(35);
        Path readings = place.write("readings.csv", thirtyFiveTimes);
        run("report.csv", readings + ",rate=1");
        List<String> rows = lines("report.csv");
        List<String> came = rows.stream().filter(r -> r.startsWith("I,N")).toList();
        assertThat(came).isEqualTo(marked("I,N", expected(readings)));
        List<String> gone = rows.stream().filter(r -> !r.startsWith("I,N")).toList();
        assertThat(gone).hasSizeBetween(297, 301);
        assertThat(gone).isEqualTo(marked("D,R", expected(readings).subList(0, gone.size())));
        assertThat(rows.indexOf(gone.get(0))).isLessThan(rows.indexOf(came.getLast()));
    }

    @Test
    void itsJournalIsReplayedToTheSameBytesAndDigests() {
        for (String linger : List.of("0s", "1900s")) {
            Outcome first =
                    run(
                            "first.csv",
                            READINGS + ",blocksize=7",
                            "--linger",
                            linger,
                            "--journal",
                            place.path("journal").toString());
            Outcome second = replay("journal", "second.csv");
            assertThat(place.path("second.csv"))
                    .hasSameBinaryContentAs(place.path("first.csv"))
                    .isNotEmptyFile();
            assertThat(second.out()).contains("digest cq/report ");
            assertThat(first.out()).endsWith(second.out());
        }
    }

    @Test
    void theCutIntoBlocksDoesNotShow() {
        run("one.csv", READINGS + ",blocksize=1", "--linger", "1900s");
        run("many.csv", READINGS + ",blocksize=64", "--linger", "1900s");
        assertThat(place.path("many.csv"))
                .hasSameBinaryContentAs(place.path("one.csv"))
                .isNotEmptyFile();
    }
}
