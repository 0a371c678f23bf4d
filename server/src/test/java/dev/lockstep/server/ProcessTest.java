package dev.lockstep.server;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.projectWith;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lockstep.server.Workplace.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own can show: signals, terminals, memory. */
class ProcessTest extends AtWorkplace {
    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalLetsEverythingBeWrittenAndExitsWithZero(String signal) throws Exception {
        place.model(projectWith("heartbeat-interval='10 s'", "", source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,1,b,2", "i,n,2,c,3");
        Path errors = place.path("err.txt");
        Process p =
                new ProcessBuilder(
                                Workplace.java(
                                        List.of(),
                                        "run",
                                        "model.xml",
                                        "--in",
                                        "q/s=" + in + ",growinginputfile=true",
                                        "--out",
                                        "q/s=out.csv",
                                        "--journal",
                                        "run.journal",
                                        "--bad-events",
                                        "bad.csv"))
                        .directory(folder.toFile())
                        .redirectOutput(place.path("table.txt").toFile())
                        .redirectError(errors.toFile())
                        .start();
        place.awaitText("out.csv", t -> t.endsWith("I,N, 2,c,3\n"));
        long began = System.nanoTime();
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + p.pid()).start().waitFor();
        assertThat(p.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - began).isLessThan(8_000_000_000L);
        assertThat(p.exitValue()).as(Files.readString(errors)).isZero();
        assertThat(place.read("out.csv")).isEqualTo("I,N, 1,a,1\nI,N, 2,c,3\n");
        assertThat(place.read("bad.csv")).hasLineCount(1).contains("in.csv:2");
        assertThat(place.read("table.txt")).contains("q/s").contains("digest q/s");
        String model = place.model().toString();
        Outcome again = Workplace.execute("replay", model, place.path("run.journal").toString());
        assertThat(again.code()).isZero();
        assertThat(again.err()).doesNotContain("middle of an entry");
        assertThat(place.read("table.txt")).endsWith(again.out());
    }

    @Test
    void theTableIsLiveOnATerminalAndPlainInAPipe() throws Exception {
        place.model(project(source("s", "")));
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < 30; k++) {
            rows.append("i,n,").append(k).append(",a,1\n");
        }
        String in = place.write("in.csv", rows.toString()) + ",rate=15";
        // the launcher tells the program whether it writes to a terminal, in this very way
        String test = "[ ! -t 1 ] || terminal=-Dlockstep.terminal=true; exec ";
        List<String> java =
                Workplace.java(
                        List.of("$terminal"),
                        "run",
                        "model.xml",
                        "--until-finished",
                        "--in",
                        "q/s=" + in);
        place.write("go.sh", test + String.join(" ", java) + "\n");
        String live = shown("script", "-qec", "sh go.sh", "/dev/null");
        // each picture begins with the way up to the line of the one before
        assertThat(live.split(Pattern.quote("\u001b[2A"), -1).length).isBetween(3, 12);
        assertThat(live).contains("window", "q/s").containsPattern("q/s +[1-9] +");
        String last = live.substring(live.lastIndexOf("\u001b[2A"));
        assertThat(last).containsPattern("q/s +30 +30 ");
        String plain = shown("sh", "go.sh");
        assertThat(plain).doesNotContain("\u001b").hasLineCount(2).containsPattern("q/s +30 +30 ");
    }

    /** Small enough that nearly all of it is the start: of Java, of the model, of its classes. */
    @Test
    void aRunOfTheExampleIsDoneSoonAfterItsStart() throws Exception {
        place.file("traders.csv", "i,n,1,Ann");
        place.file("trades.csv", "i,n,1,IBM,2000,9.5,1,1700000000000000");
        String model = Path.of("../examples/trades/model.xml").toAbsolutePath().toString();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 3; round++) {
            long began = System.nanoTime();
            Outcome ran =
                    place.child(
                            List.of("-XX:TieredStopAtLevel=4"),
                            "run",
                            model,
                            "--until-finished",
                            "--in",
                            "market/traders=traders.csv",
                            "--in",
                            "market/trades=trades.csv",
                            "--out",
                            "market/bySecurity=out.csv");
            best = Math.min(best, System.nanoTime() - began);
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(out).content().startsWith("I,N, IBM,1,2000,19000.000000\n");
        }
        System.out.println(
                "Lockstep part: a run of the trades example with one trade, from start to end: "
                        + best / 1_000_000
                        + " ms (best of 3)");
        // two seconds are meant; the rest is for machines that do something else at the time
        assertThat(best).isLessThan(10_000_000_000L);
    }

    private String shown(String... command) throws IOException, InterruptedException {
        Process p =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        p.getOutputStream().close();
        String text = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(p.waitFor()).as(text).isZero();
        return text;
    }

    @Test
    void aLineOfAHundredMegabytesIsRefusedInALittleHeap() throws Exception {
        place.model(project(source("s", "")));
        Path in = place.path("in.csv");
        try (BufferedWriter w = Files.newBufferedWriter(in)) {
            w.write("i,n,1,a,1\ni,n,2,");
            String part = "x".repeat(1_000_000);
            for (int k = 0; k < 100; k++) {
                w.write(part);
            }
            w.write(",2\ni,n,3,c,3\n");
        }
        Outcome ran =
                place.child(
                        List.of("-Xmx64m"),
                        "run",
                        "model.xml",
                        "--until-finished",
                        "--in",
                        "q/s=in.csv,ignorecsvparseerrors=true",
                        "--out",
                        "q/s=out.csv",
                        "--bad-events",
                        "bad.csv");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(place.read("out.csv")).isEqualTo("I,N, 1,a,1\nI,N, 3,c,3\n");
        assertThat(place.read("bad.csv")).contains("LS-4004", "in.csv:2").hasSizeLessThan(5_000);
    }

    @Test
    void aFullHeapStopsTheProcessAndSkipsNothing() throws Exception {
        place.model(project(source("s", "")));
        Path in = place.path("in.csv");
        try (BufferedWriter w = Files.newBufferedWriter(in)) {
            for (int k = 0; k < 1_000_000; k++) {
                w.write("i,n," + k + ",a rather long text that fills the heap " + k + ",1\n");
            }
        }
        Outcome ran =
                place.child(
                        List.of("-Xmx24m"),
                        "run",
                        "model.xml",
                        "--until-finished",
                        "--in",
                        "q/s=in.csv,blocksize=64");
        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err()).contains("OutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--out", "--journal", "--bad-events", "connector"})
    void aFullDiskIsAnErrorWithCodePlaceAndRemedy(String what) {
        assumeThat(Path.of("/dev/full")).exists();
        String connector =
                what.equals("connector") ? connectors(fs("o", "subscribe", "/dev/full")) : "";
        place.model(project(table("s", "", "id*:int64,text:string", connector)));
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < 20_000; k++) {
            rows.append("i,n,").append(k / 2).append(",some text of some length\n");
        }
        Path in = place.write("in.csv", rows.toString());
        String value = what.equals("--out") ? "q/s=/dev/full" : "/dev/full";
        Outcome ran =
                connector.isEmpty()
                        ? place.run("--in", "q/s=" + in, what, value)
                        : place.run("--in", "q/s=" + in);
        assertThat(ran.code()).isEqualTo(3);
        boolean isConnector = what.equals("--out") || what.equals("connector");
        assertThat(ran.err())
                .contains(isConnector ? "LS-4112" : "LS-5008")
                .containsAnyOf("/dev/full", "journal", "bad-events")
                .contains("No space left")
                .contains(isConnector ? "check space" : "free space");
    }

    /** What is small stays in buffers until the very end. */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "json", "xml", "properties", "binary"})
    void aFullDiskIsNoticedAtTheEndOfASmallOutputToo(String type) {
        assumeThat(Path.of("/dev/full")).exists();
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=/dev/full,fstype=" + type);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-4112", "/dev/full", "No space left", "check space");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--journal", "--bad-events"})
    void aFullDiskIsNoticedAtTheEndOfASmallFileOfOursToo(String option) {
        assumeThat(Path.of("/dev/full")).exists();
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,1,b,2");
        Outcome ran = place.run("--in", "q/s=" + in, option, "/dev/full");
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-5008", "No space left", "free space");
    }

    @Test
    void aPipeThatNobodyReadsDoesNotKeepASignalWaitingForEver() throws Exception {
        Path pipe = place.path("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        place.model(project(source("s", "")));
        Path errors = place.path("err.txt");
        Process p =
                new ProcessBuilder(
                                Workplace.java(
                                        List.of(),
                                        "run",
                                        "model.xml",
                                        "--out",
                                        "q/s=before.csv",
                                        "--out",
                                        "q/s=" + pipe))
                        .directory(folder.toFile())
                        .redirectError(errors.toFile())
                        .start();
        place.awaitText("before.csv", String::isEmpty);
        p.destroy();
        assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(p.exitValue()).isEqualTo(3);
        assertThat(Files.readString(errors)).contains("LS-5004", pipe.toString(), "taken nothing");
    }

    @Test
    void whatWasWrittenIsInTheJournalEvenIfTheProcessIsKilled() throws Exception {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,last,3");
        Process p =
                new ProcessBuilder(
                                Workplace.java(
                                        List.of(),
                                        "run",
                                        "model.xml",
                                        "--in",
                                        "q/s=" + in + ",growinginputfile=true",
                                        "--out",
                                        "q/s=out.csv",
                                        "--journal",
                                        "run.journal"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(place.path("table.txt").toFile())
                        .start();
        Path journal = place.path("run.journal");
        place.awaitLetters("run.journal", "last");
        place.awaitText("out.csv", t -> t.endsWith("I,N, 2,last,3\n"));
        assertThat(p.destroyForcibly().waitFor(30, TimeUnit.SECONDS)).isTrue();
        Outcome again =
                Workplace.execute(
                        "replay",
                        place.model().toString(),
                        journal.toString(),
                        "--out",
                        "q/s=" + place.path("again.csv"));
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("warning: the journal has no end");
        assertThat(place.path("again.csv")).hasSameBinaryContentAs(place.path("out.csv"));
    }

    @Test
    void aDemonstrationThatIsBrokenOffLeavesNothingBehind() throws Exception {
        String home = Path.of("..").toAbsolutePath().normalize().toString();
        Path temporary = Files.createDirectory(place.path("temporary"));
        List<String> options =
                List.of("-Dlockstep.home=" + home, "-Djava.io.tmpdir=" + temporary, "-Xmx64m");
        Process p =
                new ProcessBuilder(
                                Workplace.java(options, "demo", "--single", "--rows", "200000000"))
                        .redirectErrorStream(true)
                        .redirectOutput(place.path("shown.txt").toFile())
                        .start();
        place.awaitText("shown.txt", t -> t.contains("Generating"));
        try (Stream<Path> made = Files.list(temporary)) {
            assertThat(made).anyMatch(f -> f.getFileName().toString().startsWith("lockstep-demo"));
        }
        p.destroy();
        assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(place.read("shown.txt")).doesNotContain("warning");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).noneMatch(f -> f.getFileName().toString().startsWith("lockstep-demo"));
        }
    }
}
