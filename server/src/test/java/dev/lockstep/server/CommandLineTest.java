package dev.lockstep.server;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.group;
import static dev.lockstep.server.Models.groups;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.projectWith;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.table;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandLineTest extends AtWorkplace {
    private int run(Object... more) {
        return place.run(more).code();
    }

    @Test
    void anUpdateIsShownAsTheNewRowAndTheOldOne() {
        place.model(project(source("s", "index='pi_HASH'")));
        Path in = place.file("in.csv", "i,n,1,a,1", "u,n,1,b,2", "d,n,1,,");
        Path deep = place.path("deep/er/out.csv");
        assertThat(run("--in", "q/s=" + in, "--out", "p/q/s=" + deep)).isZero();
        assertThat(deep).content().isEqualTo("I,N, 1,a,1\nUB,N, 1,b,2\nD,N, 1,a,1\nD,N, 1,b,2\n");
    }

    @Test
    void aWindowThatCollapsesUpdatesShowsTheNewRowOnly() {
        place.model(project(source("s", "collapse-updates='true'")));
        Path in = place.file("in.csv", "i,n,1,a,1", "u,n,1,b,2");
        assertThat(run("--in", "q/s=" + in, "--out", "q/s=" + out)).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nU,N, 1,b,2\n");
    }

    @Test
    void anOutputFileExistsEvenWithoutRowsAndReplacesWhatWasThere() {
        place.model(project(source("s", "")));
        place.file("out.csv", "old");
        assertThat(run("--in", "q/s=" + place.file("in.csv"), "--out", "q/s=" + out)).isZero();
        assertThat(out).isEmptyFile();
    }

    @Test
    void filesOfTheCommandLineAreReadOneAfterTheOther() {
        String join =
                "<join type='leftouter' no-regenerates='true'><conditions><fields left='n'"
                        + " right='n'/></conditions></join><output>"
                        + "<field-selection name='word' source='r_word'/></output>";
        place.model(
                project(
                        source("s", "index='pi_EMPTY'")
                                + table("d", "", "n*:int32,word:string")
                                + window("join", "j", "index='pi_EMPTY'", join),
                        "s j left",
                        "d j right"));
        Path facts = place.file("facts.csv", "i,n,1,a,7", "i,n,2,b,8");
        Path words = place.file("words.csv", "i,n,8,eight", "i,n,7,seven");
        assertThat(run("--in", "q/d=" + words, "--in", "q/s=" + facts, "--out", "q/j=" + out))
                .isZero();
        assertThat(out).content().isEqualTo("I,N, 1,seven\nI,N, 2,eight\n");
    }

    @Test
    void aJournalIsReplayedToTheSameBytes() {
        place.model(
                project(
                        source("s", "index='pi_EMPTY' insert-only='true'")
                                + window(
                                        "copy",
                                        "c",
                                        "",
                                        "<retention type='bytime_sliding'>3 seconds</retention>")
                                + window(
                                        "aggregate",
                                        "a",
                                        "",
                                        "<schema-string>name*:string,total:int64</schema-string>"
                                                + "<output><field-expr>ESP_aSum(n)</field-expr>"
                                                + "</output>"),
                        "s c",
                        "c a"));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2", "i,n,3,a,3", "i,n,4,b,4");
        Path again = place.path("again.csv");
        String journal = place.path("run.journal").toString();
        int code =
                run(
                        "--in",
                        "q/s=" + in + ",rate=1",
                        "--out",
                        "q/a=" + out,
                        "--clock",
                        "virtual",
                        "--linger",
                        "10s",
                        "--journal",
                        journal);
        assertThat(code).isZero();
        String model = place.model().toString();
        assertThat(Main.execute("replay", model, journal, "--out", "q/a=" + again)).isZero();
        assertThat(out).content().contains("UB,R", "D,R").endsWith("\n");
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void aJournalOfAnotherModelIsNotReplayed() {
        place.model(project(source("s", "")));
        String journal = place.path("run.journal").toString();
        Path in = place.file("in.csv", "i,n,1,a,1");
        assertThat(run("--in", "q/s=" + in, "--journal", journal)).isZero();
        place.model(project(source("s", "index='pi_RBTREE'")));
        assertThat(Main.execute("replay", place.model().toString(), journal)).isEqualTo(2);
    }

    @Test
    void aGroupWaitsForAnotherToFinish() {
        Path first = place.file("first.csv", "i,n,1,a,1");
        Path second = place.file("second.csv", "u,n,1,b,2");
        String both = connectors(fs("late", "publish", second), fs("early", "publish", first));
        String groups =
                groups("A B", group("B", "q/s/late finished"), group("A", "q/s/early finished"));
        place.model(projectWith("", groups, source("s", "", both)));
        assertThat(run("--out", "q/s=" + out)).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nUB,N, 1,b,2\nD,N, 1,a,1\n");
    }

    @Test
    void theModelsOwnConnectorsCanBeLeftOut() {
        String broker = Models.connector("kafka", "k", "publish", "topic", "@NOWHERE@");
        place.model(project(source("s", "", connectors(broker))));
        Path in = place.file("in.csv", "i,n,1,a,1");
        assertThat(run("--in", "q/s=" + in)).isEqualTo(2);
        assertThat(run("--no-connectors", "--in", "q/s=" + in)).isZero();
    }

    @Test
    void badEventsAreWrittenWithReasonAndDoNotChangeTheExitCode() throws IOException {
        place.model(project(source("s", "")));
        Path bad = place.path("bad.csv");
        String in =
                place.file("in.csv", "i,n,1,a,1", "i,n,1,b,2", "i,n,x,c,3")
                        + ",ignorecsvparseerrors=true";
        assertThat(run("--in", "q/s=" + in, "--bad-events", bad)).isZero();
        assertThat(Files.readAllLines(bad))
                .hasSize(2)
                .anySatisfy(l -> assertThat(l).contains("LS-3001", "q/s", "I,N,1,b,2"))
                .anySatisfy(l -> assertThat(l).contains("in.csv:3", "x,c,3"));
    }

    @Test
    void aRowThatCannotBeReadStopsItsConnector() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,much", "i,n,3,c,3");
        assertThat(run("--in", "q/s=" + in, "--out", "q/s=" + out)).isEqualTo(3);
        assertThat(out).content().isEqualTo("I,N, 1,a,1\n");
    }

    @Test
    void exitCodesTellWhoHasToAct() {
        place.model(project(source("s", "")));
        assertThat(run("--in", "q/s=" + folder.resolve("missing.csv"))).isEqualTo(3);
        assertThat(run("--in", "q/nowhere=" + place.file("in.csv"))).isEqualTo(4);
        assertThat(run("--in", "nonsense")).isEqualTo(4);
        assertThat(run("--wrong")).isEqualTo(4);
        assertThat(Main.execute("run", folder.resolve("missing.xml").toString())).isEqualTo(4);
        String filter = window("filter", "f", "", "<expression>nn &gt; 1</expression>");
        place.model(project(source("s", "") + filter, "s f"));
        assertThat(run()).isEqualTo(2);
        assertThat(Main.execute("validate", place.model().toString())).isEqualTo(2);
    }
}
