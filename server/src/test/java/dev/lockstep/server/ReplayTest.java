package dev.lockstep.server;

import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.table;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import dev.lockstep.server.demo.Demonstration;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same journal gives the same bytes and digests, whatever the virtual machine's settings. */
class ReplayTest extends AtWorkplace {
    private static final String[] WINDOWS = {
        "named", "costed", "recent", "bySecurity", "vwap5Minutes", "vwapHour", "vwapDay"
    };

    private void trades() throws Exception {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        new Demonstration(Path.of(".."), folder, 1_500, nowhere).run();
        Files.copy(Path.of("../examples/trades/model.xml"), place.model());
    }

    private static void outputs(List<String> arguments, String prefix) {
        for (String w : WINDOWS) {
            arguments.add("--out");
            arguments.add("market/" + w + "=" + prefix + w + ".csv");
        }
    }

    private String[] runTrades(String prefix, int blockSize) {
        List<String> all = new ArrayList<>(List.of("run", place.model().toString()));
        all.addAll(List.of("--until-finished", "--clock", "virtual"));
        all.addAll(List.of("--in", "market/traders=" + place.path("traders.csv")));
        all.add("--in");
        all.add("market/trades=" + place.path("trades.csv") + ",blocksize=" + blockSize);
        all.addAll(List.of("--journal", prefix + "journal"));
        outputs(all, prefix);
        return all.toArray(new String[0]);
    }

    private String[] replayTrades(String journal, String prefix) {
        List<String> all = new ArrayList<>(List.of("replay", place.model().toString(), journal));
        outputs(all, prefix);
        return all.toArray(new String[0]);
    }

    private static String digestsOf(Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        StringBuilder s = new StringBuilder();
        outcome.out()
                .lines()
                .filter(l -> l.startsWith("digest "))
                .forEach(l -> s.append(l).append('\n'));
        assertThat(s).isNotEmpty();
        return s.toString();
    }

    private static String digests(Outcome outcome) {
        String s = digestsOf(outcome);
        assertThat(s.lines().filter(l -> !l.endsWith(" 0000000000000000")).count())
                .isGreaterThan(5);
        return s;
    }

    private void areSame(String one, String other) throws IOException {
        for (String w : WINDOWS) {
            Path a = place.path(one + w + ".csv");
            assertThat(Files.size(a)).as(w).isGreaterThan(3_000);
            assertThat(place.path(other + w + ".csv")).as(w).hasSameBinaryContentAs(a);
        }
    }

    @Test
    void theExampleIsReplayedToTheSameBytesAndDigestsHoweverItsInputIsCut() throws Exception {
        trades();
        String one = digests(Workplace.execute(runTrades(place.path("one-").toString(), 256)));
        String journal = place.path("one-journal").toString();
        String again = place.path("again-").toString();
        assertThat(digests(Workplace.execute(replayTrades(journal, again)))).isEqualTo(one);
        areSame("one-", "again-");
        for (int cut : new int[] {1, 7, 1_000}) {
            String prefix = place.path("cut" + cut + "-").toString();
            assertThat(digests(Workplace.execute(runTrades(prefix, cut)))).isEqualTo(one);
            areSame("one-", "cut" + cut + "-");
        }
    }

    @Test
    void neitherZoneNorLanguageNorInterpretationChangesABit() throws Exception {
        trades();
        String one = digests(Workplace.execute(runTrades(place.path("one-").toString(), 256)));
        List<String> elsewhere =
                List.of(
                        "-Duser.timezone=Asia/Kolkata",
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Dfile.encoding=ISO-8859-9");
        assertThat(digests(place.child(elsewhere, runTrades("tr-", 256)))).isEqualTo(one);
        areSame("one-", "tr-");
        assertThat(place.path("tr-journal")).hasSameBinaryContentAs(place.path("one-journal"));
        assertThat(digests(place.child(elsewhere, replayTrades("one-journal", "tr2-"))))
                .isEqualTo(one);
        areSame("one-", "tr2-");
        assertThat(digests(place.child(List.of("-Xint"), replayTrades("tr-journal", "int-"))))
                .isEqualTo(one);
        areSame("one-", "int-");
    }

    @Test
    void theOtherExampleIsReplayedElsewhereToo() throws Exception {
        Path example = Path.of("../examples/event-counter").toAbsolutePath().normalize();
        String model = example.resolve("model.xml").toString();
        String journal = place.path("counter.journal").toString();
        List<String> run = new ArrayList<>(List.of("run", model, "--until-finished"));
        run.addAll(List.of("--in", "cq/readings=" + example.resolve("readings.csv")));
        run.addAll(List.of("--clock", "virtual", "--linger", "1900s", "--journal", journal));
        run.addAll(List.of("--out", "cq/report=" + place.path("report.csv")));
        String one = digestsOf(Workplace.execute(run.toArray(new String[0])));
        assertThat(place.read("report.csv")).contains("D,");
        List<String> elsewhere =
                List.of("-Duser.timezone=Asia/Kolkata", "-Duser.language=tr", "-Duser.country=TR");
        for (List<String> options : List.of(elsewhere, List.of("-Xint"))) {
            Outcome again =
                    place.child(options, "replay", model, journal, "--out", "cq/report=again.csv");
            assertThat(digestsOf(again)).isEqualTo(one);
            assertThat(place.path("again.csv")).hasSameBinaryContentAs(place.path("report.csv"));
        }
    }

    @Test
    void noExampleIsLeftOut() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("../examples"))) {
            assertThat(all.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("trades", "event-counter");
        }
    }

    /** Time, chance and generated keys come from the journal, on the wall's clock too. */
    @ParameterizedTest
    @ValueSource(strings = {"wall", "virtual"})
    void whatLooksAtTheClockOrRollsDiceIsReplayedToo(String clock) {
        String compute =
                "<schema-string>id*:%s,at:double,dice:double,n:int32</schema-string><output>"
                        + "<field-expr>today()</field-expr><field-expr>rand(1000000)</field-expr>"
                        + "<field-expr>n</field-expr></output>";
        String kept = "<retention type='bytime_sliding'>300 milliseconds</retention>";
        place.model(
                project(
                        table(
                                        "i",
                                        "index='pi_EMPTY' insert-only='true' autogen-key='true'",
                                        "id*:int64,n:int32")
                                + table(
                                        "g",
                                        "index='pi_EMPTY' insert-only='true' autogen-key='true'",
                                        "id*:string,n:int32")
                                + window("compute", "ci", "", compute.formatted("int64") + kept)
                                        .replace(kept, "")
                                + window("compute", "cg", "", compute.formatted("string"))
                                + window("copy", "k", "", kept),
                        "i ci",
                        "g cg",
                        "ci k"));
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < 300; k++) {
            rows.append("i,n,,").append(k).append('\n');
        }
        Path in = place.write("in.csv", rows.toString());
        List<String> outs = new ArrayList<>();
        List<String> again = new ArrayList<>();
        for (String w : List.of("ci", "cg", "k")) {
            outs.addAll(List.of("--out", "q/" + w + "=" + place.path(w + ".csv")));
            again.addAll(List.of("--out", "q/" + w + "=" + place.path(w + "-again.csv")));
        }
        String journal = place.path("run.journal").toString();
        List<String> run =
                new ArrayList<>(List.of("run", place.model().toString(), "--until-finished"));
        run.addAll(List.of("--in", "q/i=" + in + ",rate=600", "--in", "q/g=" + in));
        run.addAll(List.of("--clock", clock, "--journal", journal, "--linger", "1s"));
        run.addAll(outs);
        Outcome first = Workplace.execute(run.toArray(new String[0]));
        List<String> replay = new ArrayList<>(List.of("replay", place.model().toString(), journal));
        replay.addAll(again);
        Outcome second = Workplace.execute(replay.toArray(new String[0]));
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(first.out()).endsWith(second.out());
        for (String w : List.of("ci", "cg", "k")) {
            assertThat(place.read(w + ".csv")).isNotEmpty().isEqualTo(place.read(w + "-again.csv"));
        }
        assertThat(place.read("ci.csv").lines().map(l -> l.split(",")[4]).distinct().count())
                .as("distinct dice")
                .isGreaterThan(250);
        assertThat(place.read("cg.csv").lines().map(l -> l.split(",")[2]).distinct()).hasSize(300);
        assertThat(place.read("k.csv")).contains("D,R");
    }
}
