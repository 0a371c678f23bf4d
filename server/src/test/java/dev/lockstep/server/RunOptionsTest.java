package dev.lockstep.server;

import static dev.lockstep.server.Models.connector;
import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.projectWith;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.table;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the options of {@code run} promise, sentence by sentence. */
class RunOptionsTest extends AtWorkplace {
    private static final String KEEP = "<retention type='bytime_sliding'>%s</retention>";

    @Test
    void aPropertysValueRunsToTheNextKnownNameAndMayHoldBlanksCommasAndColons() {
        place.model(project(table("s", "index='pi_EMPTY'", "id*:int64,at:stamp")));
        Path in = place.file("a, b=c:d.csv", "ignored", "i;n;1;2024-02-29, 23:59:58");
        String properties = ",dateformat=%Y-%m-%d, %H:%M:%S,header=1,csvfielddelimiter=;";
        Outcome ran =
                place.run(
                        "--in",
                        "q/s=" + in + properties,
                        "--out",
                        "q/s=" + out + ",dateformat=%d.%m.%Y, %H:%M,csvfielddelimiter=|");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(out).content().isEqualTo("I|N| 1|29.02.2024, 23:59\n");
    }

    @Test
    void aWindowNamedWithoutItsQueryIsFoundInTheMessage() {
        place.model(project(table("readings", "", "id*:int64")));
        Outcome ran = place.run("--out", "readings=" + out);
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("There is no window readings;", "Did you mean q/readings?");
        assertThat(place.run("--out", "q/reading=" + out).err())
                .contains("Did you mean q/readings?");
        assertThat(place.run("--out", "q/other=" + out).err()).doesNotContain("Did you mean");
    }

    @Test
    void anInputThatIsNotThereIsSaidToBeMissing() {
        place.model(project(table("s", "", "id*:int64")));
        Path in = place.path("gone.csv");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=" + out);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err())
                .contains("cannot open " + in + ": there is no such file or folder. (check");
    }

    @Test
    void datesAndStampsAreIntegersUnlessAFormatIsGiven() {
        place.model(project(table("s", "index='pi_EMPTY'", "id*:int64,on:date,at:stamp")));
        Path in = place.file("in.csv", "i,n,1,1709251198,1709251198000001");
        assertThat(place.run("--in", "q/s=" + in, "--out", "q/s=" + out).code()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,1709251198,1709251198000001\n");
    }

    @Test
    void theTimeZoneIsUniversalTime() {
        place.model(project(table("s", "index='pi_EMPTY'", "id*:int64,on:date")));
        Path in = place.file("in.csv", "i,n,1,0");
        assertThat(
                        place.run(
                                        "--in",
                                        "q/s=" + in,
                                        "--out",
                                        "q/s=" + out + ",dateformat=%Y %H:%M:%S")
                                .code())
                .isZero();
        assertThat(out).content().contains("1970").contains("00:00:00");
    }

    /** The second of two failing events of one block would take the first with it. */
    @Test
    void blocksOfInputFilesHoldOneEventUnlessMoreAreAsked() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,1,b,2", "i,n,2,c,3");
        assertThat(
                        place.run(
                                        "--in",
                                        "q/s=" + in + ",transactional=true",
                                        "--out",
                                        "q/s=" + out)
                                .code())
                .isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 2,c,3\n");
        assertThat(
                        place.run(
                                        "--in",
                                        "q/s=" + in + ",transactional=true,blocksize=2",
                                        "--out",
                                        "q/s=" + out)
                                .code())
                .isZero();
        assertThat(out).content().isEqualTo("I,N, 2,c,3\n");
    }

    @Test
    void filesOfTheCommandLineComeBehindTheConnectorsOfEveryGroup() {
        Path own = place.file("own.csv", "i,n,1,own,1");
        Path late = place.file("late.csv", "i,n,2,late,2");
        Path given = place.file("given.csv", "i,n,3,given,3");
        String groups =
                Models.groups(
                        "A B",
                        Models.group("A", "q/s/own finished"),
                        Models.group("B", "q/s/late finished"));
        String both = connectors(fs("own", "publish", own), fs("late", "publish", late));
        place.model(projectWith("", groups, source("s", "", both)));
        assertThat(place.run("--in", "q/s=" + given, "--out", "q/s=" + out).code()).isZero();
        assertThat(out).content().startsWith("I,N, 1,own,1\n").contains("given");
        assertThat(out.toFile()).content().hasLineCount(3);
    }

    @Test
    void filesWorkWhateverTheModelSaysOfPublishing() {
        place.model(projectWith("pubsub='none'", "", source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        assertThat(place.run("--in", "q/s=" + in, "--out", "q/s=" + out).code()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\n");
    }

    @Test
    void nothingIsPublishedToAWindowThatIsNoSource() {
        String copy = window("copy", "c", "", "");
        place.model(project(source("s", "") + copy, "s c"));
        Outcome ran = place.run("--in", "q/c=" + place.file("in.csv", "i,n,1,a,1"));
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("LS-5002", "q/c", "no source window");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    blocksize=many   | LS-4102
                    header=perhaps   | LS-4102
                    dateformat=%Q    | LS-4
                    rate=-1          | LS-4102
                    """)
    void aWrongPropertyIsAWrongCommandLine(String property, String code) {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Outcome ran = place.run("--in", "q/s=" + in + "," + property);
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("LS-5002", code);
    }

    @Test
    void aWrongPropertyOfTheModelsConnectorRefusesTheModel() {
        Path in = place.file("in.csv", "i,n,1,a,1");
        String wrong = connectors(fs("c", "publish", in, "blocksize", "many"));
        place.model(project(source("s", "", wrong)));
        Outcome ran = place.run();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("LS-4102", "model.xml:", "blocksize");
    }

    @Test
    void virtualTimeLetsRatesAndRetentionPassWithoutWaiting() {
        String kept = window("copy", "c", "", KEEP.formatted("3 hours"));
        place.model(project(source("s", "index='pi_EMPTY'") + kept, "s c"));
        String in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2") + ",rate=1";
        long began = System.nanoTime();
        Outcome ran =
                place.run(
                        "--in",
                        "q/s=" + in,
                        "--out",
                        "q/c=" + out,
                        "--clock",
                        "virtual",
                        "--linger",
                        "4h");
        assertThat(ran.code()).isZero();
        assertThat(System.nanoTime() - began).isLessThan(60_000_000_000L);
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 2,b,2\nD,R, 1,a,1\nD,R, 2,b,2\n");
    }

    @Test
    void withoutLingeringTheEndComesBeforeRetentionDoes() {
        String kept = window("copy", "c", "", KEEP.formatted("3 hours"));
        place.model(project(source("s", "index='pi_EMPTY'") + kept, "s c"));
        Path in = place.file("in.csv", "i,n,1,a,1");
        assertThat(
                        place.run("--in", "q/s=" + in, "--out", "q/c=" + out, "--clock", "virtual")
                                .code())
                .isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\n");
    }

    @Test
    void theWallsTimeIsWaitedForByRatesAndByLingering() {
        String kept = window("copy", "c", "", KEEP.formatted("1 second"));
        place.model(
                projectWith(
                        "heartbeat-interval='100 ms'",
                        "",
                        source("s", "index='pi_EMPTY'") + kept,
                        "s c"));
        String in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2", "i,n,3,c,3") + ",rate=4";
        long began = System.nanoTime();
        assertThat(
                        place.run("--in", "q/s=" + in, "--out", "q/c=" + out, "--linger", "1500ms")
                                .code())
                .isZero();
        // the third is due after half a second
        assertThat(System.nanoTime() - began).isGreaterThan(1_900_000_000L);
        assertThat(out).content().hasLineCount(6).contains("D,R, 3,c,3");
    }

    @Test
    void timersRunInVirtualTimeAndTheSameTwice() {
        place.model(
                project(
                        timed("<property name='maxevents'>50</property>"),
                        "ticks t",
                        "s u",
                        "t u"));
        String in = place.file("in.csv", lines(40)) + ",rate=3";
        String[] first = new String[2];
        for (int k = 0; k < 2; k++) {
            Outcome ran =
                    place.run("--in", "q/s=" + in, "--out", "q/u=" + out, "--clock", "virtual");
            assertThat(ran.code()).as(ran.err()).isZero();
            first[k] = place.read("out.csv");
        }
        assertThat(first[0]).isEqualTo(first[1]);
        assertThat(first[0].lines()).hasSize(90);
        // three rows a second and one tick, the tick first where both are due
        assertThat(first[0].lines().toList())
                .startsWith(
                        "P,N, 1,tick",
                        "P,N, 1000,row 0",
                        "P,N, 1001,row 1",
                        "P,N, 1002,row 2",
                        "P,N, 2,tick",
                        "P,N, 1003,row 3")
                .endsWith("P,N, 49,tick", "P,N, 50,tick");
    }

    private static String[] lines(int count) {
        String[] all = new String[count];
        for (int k = 0; k < count; k++) {
            all[k] = "i,n," + (1000 + k) + ",row " + k;
        }
        return all;
    }

    private static String timed(String more) {
        String timer =
                connector(
                                "timer",
                                "t",
                                "publish",
                                "basetime",
                                "2020-01-01 00:00:00",
                                "interval",
                                "1",
                                "unit",
                                "second",
                                "label",
                                "tick")
                        .replace("</properties>", more + "</properties>");
        String name = "<schema-string>id*:int64,label:string</schema-string><output><field-expr>";
        return table("s", "index='pi_EMPTY'", "id*:int64,label:string")
                + table(
                        "ticks",
                        "index='pi_EMPTY'",
                        "id*:int64,at:stamp,label:string",
                        connectors(timer))
                + window("compute", "t", "index='pi_EMPTY'", name + "label</field-expr></output>")
                + window("union", "u", "index='pi_EMPTY' strict='false'", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timer", "socket", "listener", "growing"})
    void aPublisherThatCannotEndIsRefusedWithAHintWhereTheEndIsAskedFor(String kind) {
        Path in = place.file("in.csv", "i,n,1,a,1");
        String publisher =
                switch (kind) {
                    case "socket" -> fs("c", "publish", "localhost:1");
                    case "listener" -> fs("c", "publish", ":0");
                    case "growing" -> fs("c", "publish", in, "growinginputfile", "true");
                    default ->
                            connector(
                                    "timer",
                                    "c",
                                    "publish",
                                    "basetime",
                                    "2020-01-01 00:00:00",
                                    "interval",
                                    "1",
                                    "unit",
                                    "second");
                };
        String schema = kind.equals("timer") ? "id*:int64,at:stamp,s:string" : "id*:int64,s:string";
        place.model(project(table("s", "index='pi_EMPTY'", schema, connectors(publisher))));
        Outcome ran = place.run();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("LS-5003", "model.xml:", "p/q/s/c", "maxevents");
        assertThat(place.run("--no-connectors").code()).isZero();
        String inactive = publisher.replace(" name='c'", " name='c' active='false'");
        place.model(project(table("s", "index='pi_EMPTY'", schema, connectors(inactive))));
        assertThat(place.run().code()).isZero();
    }

    @Test
    void aGrowingFileEndsWithItsGreatestNumberOfEvents() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2", "i,n,3,c,3");
        String growing = ",growinginputfile=true,blocksize=100";
        assertThat(place.run("--in", "q/s=" + in + growing).code()).isEqualTo(2);
        assertThat(
                        place.run(
                                        "--in",
                                        "q/s=" + in + growing + ",maxevents=2",
                                        "--out",
                                        "q/s=" + out)
                                .code())
                .isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 2,b,2\n");
    }

    @Test
    void theLastPartialBlockIsPublished() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2", "i,n,3,c,3");
        assertThat(place.run("--in", "q/s=" + in + ",blocksize=2", "--out", "q/s=" + out).code())
                .isZero();
        assertThat(out).content().hasLineCount(3);
    }

    @Test
    void relativeNamesMeanTheCurrentDirectory() throws Exception {
        place.model(project(source("s", "")));
        place.file("in.csv", "i,n,1,a,1");
        Outcome ran =
                place.child(
                        List.of(),
                        "run",
                        "model.xml",
                        "--until-finished",
                        "--in",
                        "q/s=in.csv",
                        "--out",
                        "q/s=made/here/out.csv",
                        "--bad-events",
                        "made/there/bad.csv",
                        "--journal",
                        "made/elsewhere/run.journal");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(place.path("made/here/out.csv")).content().isEqualTo("I,N, 1,a,1\n");
        assertThat(place.path("made/there/bad.csv")).isEmptyFile();
        assertThat(place.path("made/elsewhere/run.journal")).isNotEmptyFile();
        assertThat(ran.out()).contains("window").contains("digest q/s").doesNotContain("\u001b");
    }

    @Test
    void eventsOnStandardOutputStandThereAlone() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=stdout");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).isEqualTo("I,N, 1,a,1\n");
        assertThat(ran.err()).contains("q/s");
    }

    @Test
    void aFormatOtherThanCsvIsAskedForByItsProperty() throws IOException {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Path json = place.path("out.json");
        assertThat(place.run("--in", "q/s=" + in, "--out", "q/s=" + json + ",fstype=json").code())
                .isZero();
        assertThat(Files.readString(json)).contains("\"name\"").contains("\"a\"");
        assertThat(place.run("--in", "q/s=" + json + ",fstype=json", "--out", "q/s=" + out).code())
                .isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "xml", "properties", "binary"})
    void anOutputWithoutRowsExistsInEveryFormatAndCanBeRead(String type) {
        place.model(project(source("s", "")));
        String file = place.path("none") + ",fstype=" + type;
        assertThat(place.run("--in", "q/s=" + place.file("in.csv"), "--out", "q/s=" + file).code())
                .isZero();
        assertThat(place.path("none")).exists();
        Outcome ran = place.run("--in", "q/s=" + file, "--out", "q/s=" + out);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(out).isEmptyFile();
    }

    @Test
    void heldBackOutputIsEmittedAtTheEnd() {
        String counter = window("counter", "n", "count-interval='10 minutes'", "");
        String pulsed = window("copy", "c", "pulse-interval='10 minutes'", "");
        place.model(project(source("s", "") + pulsed + counter, "s c", "s n"));
        Path in = place.file("in.csv", "i,n,1,a,1", "u,n,1,b,2", "i,n,2,c,3");
        Path counts = place.path("counts.csv");
        Outcome ran =
                place.run(
                        "--in",
                        "q/s=" + in + ",rate=1",
                        "--out",
                        "q/c=" + out,
                        "--out",
                        "q/n=" + counts,
                        "--clock",
                        "virtual");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(place.read("out.csv").lines()).hasSize(2).contains("I,N, 1,b,2", "I,N, 2,c,3");
        assertThat(counts).content().isNotEmpty();
    }

    @Test
    void tracedWindowsShowTheirEventsOnStandardError() {
        String traced =
                project(source("s", "") + window("copy", "c", "", ""), "s c")
                        .replace("<contquery ", "<contquery trace='c nobody' ");
        place.model(traced);
        Path in = place.file("in.csv", "i,n,1,a,1");
        Outcome ran = place.run("--in", "q/s=" + in);
        assertThat(ran.err()).contains("trace q/c: I,N,1,a,1").doesNotContain("trace q/s");
    }

    @Test
    void aDateFormatThatIsNoneRefusesTheModelOrTheCommandLine() {
        Path in = place.file("in.csv", "i,n,1,a,1");
        String own = connectors(fs("o", "subscribe", out, "dateformat", "%Q"));
        place.model(project(source("s", "", own)));
        Outcome model = place.run("--in", "q/s=" + in);
        assertThat(model.code()).as(model.err()).isEqualTo(2);
        assertThat(model.err()).contains("LS-4007", "model.xml:");
        place.model(project(source("s", "")));
        Outcome line = place.run("--in", "q/s=" + in + ",dateformat=%Q");
        assertThat(line.code()).as(line.err()).isEqualTo(4);
    }

    @Test
    void aDurationBeyondAllReasonIsAWrongCommandLine() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=" + out, "--linger", "9999999h");
        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("'9999999h' is longer than");
        assertThat(out).doesNotExist();
    }

    /** With a blank in front of the colon it is a file and no socket. */
    @Test
    void aFileWhoseNameLooksLikeASocketIsNotWrittenOverEither() {
        place.model(project(source("s", "")));
        Path in = place.file("my in:80", "i,n,1,a,1");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=" + in);
        assertThat(ran.code()).as(ran.err()).isEqualTo(4);
        assertThat(in).content().isEqualTo("i,n,1,a,1\n");
    }

    @Test
    void aRunThatCannotBeginLeavesNoFolderOfRows() throws IOException {
        Path rows = Files.createDirectory(place.path("rows"));
        place.model(
                projectWith(
                        "disk-store-path='" + rows + "'", "", source("s", "index='pi_HLEVELDB'")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Outcome ran = place.run("--in", "q/s=" + in, "--journal", folder);
        assertThat(ran.code()).as(ran.err()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-5008");
        assertThat(rows).isEmptyDirectory();
    }

    @Test
    void digestsDoNotStandAmongEventsOnStandardOutput() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Path journal = place.path("run.journal");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=stdout", "--journal", journal);
        assertThat(ran.out()).isEqualTo("I,N, 1,a,1\n");
        assertThat(ran.err()).contains("digest q/s ");
        String model = place.model().toString();
        Outcome again =
                Workplace.execute("replay", model, journal.toString(), "--out", "q/s=stdout");
        assertThat(again.out()).isEqualTo("I,N, 1,a,1\n");
        assertThat(again.err()).contains("digest q/s ");
    }

    @Test
    void theCommandLineDoesNotWriteOverTheFilesOfConnectorsNorTheyOverItsOwn() {
        Path in = place.file("in.csv", "i,n,1,a,1");
        place.model(project(source("s", "", connectors(fs("i", "publish", in)))));
        Outcome emptied = place.run("--out", "q/s=" + in);
        assertThat(emptied.code()).as(emptied.err()).isEqualTo(4);
        assertThat(emptied.err()).contains("LS-5002", "connector i");
        assertThat(in).content().isEqualTo("i,n,1,a,1\n");
        place.model(project(source("s", "", connectors(fs("o", "subscribe", out)))));
        assertThat(place.run("--in", "q/s=" + in, "--out", "q/s=" + out).code()).isEqualTo(4);
        assertThat(place.run("--in", "q/s=" + out).code()).isEqualTo(4);
        Outcome apart = place.run("--in", "q/s=" + in, "--no-connectors", "--out", "q/s=" + out);
        assertThat(apart.code()).as(apart.err()).isZero();
    }
}
