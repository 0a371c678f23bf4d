package dev.lockstep.server;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.group;
import static dev.lockstep.server.Models.groups;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.projectWith;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised of connectors, sentence by sentence. */
class ConnectorContractTest extends AtWorkplace {
    private static String[] rows(String name, int from, int count) {
        String[] all = new String[count];
        for (int k = 0; k < count; k++) {
            all[k] = "i,n," + (from + k) + "," + name + "," + k;
        }
        return all;
    }

    @Test
    void subscribersStartBeforePublishersWhereverTheyStand() {
        Path in = place.file("in.csv", rows("a", 1, 500));
        String both = connectors(fs("p", "publish", in), fs("s", "subscribe", out));
        place.model(project(source("s", "", both)));
        assertThat(place.run().code()).isZero();
        assertThat(out).content().hasLineCount(500).startsWith("I,N, 1,a,0\n");
    }

    @Test
    void filePublishersTakeTurnsInDocumentOrderBlockByBlock() {
        Path a = place.file("a.csv", rows("a", 1, 5));
        Path b = place.file("b.csv", rows("b", 11, 3));
        String both = connectors(fs("z", "publish", a, "blocksize", "2"), fs("y", "publish", b));
        place.model(project(source("s", "index='pi_EMPTY'", both)));
        for (int k = 0; k < 5; k++) {
            assertThat(place.run("--out", "q/s=" + out).code()).isZero();
            assertThat(place.read("out.csv").replaceAll("[^ab]", "")).isEqualTo("aabaabab");
        }
    }

    @Test
    void aGroupThatStartsLaterTakesItsTurnsAmongThoseThatRun() {
        Path a = place.file("a.csv", rows("a", 1, 12));
        Path b = place.file("b.csv", rows("b", 101, 4));
        Path c = place.file("c.csv", rows("c", 201, 4));
        String all =
                connectors(fs("a", "publish", a), fs("b", "publish", b), fs("c", "publish", c));
        String groups = groups("B C", group("B", "q/s/b finished"), group("C", "q/s/c finished"));
        place.model(projectWith("", groups, source("s", "index='pi_EMPTY'", all)));
        for (int k = 0; k < 5; k++) {
            assertThat(place.run("--out", "q/s=" + out).code()).isZero();
            assertThat(place.read("out.csv").replaceAll("[^abc]", ""))
                    .isEqualTo("ababababaacacacacaaa");
        }
    }

    @Test
    void aSnapshotIsTheRetainedRowsAsInsertsAndThenTheStream() {
        Path before = place.file("before.csv", "i,n,1,a,1", "i,n,2,b,2", "u,n,1,c,3", "d,n,2,,");
        Path after = place.file("after.csv", "i,n,3,d,4", "u,n,1,e,5");
        String all =
                connectors(
                        fs("later", "publish", after),
                        fs("snapped", "subscribe", out, "snapshot", "true"),
                        fs("fresh", "subscribe", place.path("fresh.csv")),
                        fs("first", "publish", before));
        String groups =
                groups(
                        "A B",
                        group("A", "q/s/first finished"),
                        group(
                                "B",
                                "q/s/later finished",
                                "q/s/snapped running",
                                "q/s/fresh running"));
        place.model(projectWith("", groups, source("s", "", all)));
        assertThat(place.run().code()).isZero();
        String stream = "I,N, 3,d,4\nUB,N, 1,e,5\nD,N, 1,c,3\n";
        assertThat(out).content().isEqualTo("I,N, 1,c,3\n" + stream);
        assertThat(place.read("fresh.csv")).isEqualTo(stream);
    }

    /**
     * The group comes while others publish: what stands before the cut must not be lost or twice.
     */
    @Test
    void aSnapshotInTheMidstOfAStreamLosesAndDoublesNothing() {
        Path busy = place.write("busy.csv", busyRows());
        Path first = place.file("first.csv", rows("f", 900, 60));
        String all =
                connectors(
                        fs("busy", "publish", busy),
                        fs("first", "publish", first),
                        fs("whole", "subscribe", place.path("whole.csv")),
                        fs("snapped", "subscribe", out, "snapshot", "true"));
        String groups =
                groups("A B", group("A", "q/s/first finished"), group("B", "q/s/snapped running"));
        place.model(projectWith("", groups, source("s", "", all)));
        assertThat(place.run().code()).isZero();
        String whole = place.read("whole.csv");
        String snapped = place.read("out.csv");
        assertThat(snapped).doesNotStartWith("UB").isNotEqualTo(whole);
        assertThat(snapped.lines().filter(l -> l.startsWith("UB")).count())
                .as("updates behind the snapshot")
                .isBetween(20L, 980L);
        assertThat(folded(snapped)).isEqualTo(folded(whole)).hasSize(57);
        // behind the rows, the stream as everybody sees it
        String tail = snapped.substring(snapped.indexOf("UB"));
        assertThat(whole).endsWith(tail);
    }

    /** Seven keys again and again, of which three go at the end. */
    private static String busyRows() {
        StringBuilder s = new StringBuilder();
        for (int k = 0; k < 1_000; k++) {
            s.append("p,n,").append(k % 7).append(",b,").append(k).append('\n');
        }
        for (int k = 0; k < 3; k++) {
            s.append("d,n,").append(k).append(",,\n");
        }
        for (int k = 0; k < 7; k++) {
            s.append("d,n,").append(900 + k).append(",,\n");
        }
        return s.toString();
    }

    /** The rows that a reader has who applies every line; each line must be possible. */
    private static Map<String, String> folded(String lines) {
        Map<String, String> rows = new TreeMap<>();
        for (String line : lines.split("\n")) {
            String[] part = line.split(",", 4);
            if (line.startsWith("I")) {
                assertThat(rows.put(part[2], part[3])).as(line).isNull();
            } else if (line.startsWith("UB")) {
                assertThat(rows).as(line).containsKey(part[2]);
                rows.put(part[2] + " new", part[3]);
            } else if (rows.containsKey(part[2] + " new")) {
                assertThat(rows.remove(part[2])).as(line).isEqualTo(part[3]);
                rows.put(part[2], rows.remove(part[2] + " new"));
            } else {
                assertThat(rows.remove(part[2])).as(line).isEqualTo(part[3]);
            }
        }
        return rows;
    }

    @Test
    void whatAPulseHoldsBackIsNotInASnapshotSinceItIsYetToCome() {
        Path before = place.file("before.csv", "i,n,1,a,1", "i,n,2,b,2", "u,n,1,c,3", "d,n,2,,");
        Path after = place.file("after.csv", "i,n,3,d,4", "u,n,1,e,5");
        String all =
                connectors(
                        fs("later", "publish", after),
                        fs("snapped", "subscribe", out, "snapshot", "true"),
                        fs("first", "publish", before));
        String groups =
                groups(
                        "A B",
                        group("A", "q/s/first finished"),
                        group("B", "q/s/later finished", "q/s/snapped running"));
        String window = source("s", "pulse-interval='1 hour'", all);
        place.model(projectWith("", groups, window));
        assertThat(place.run().code()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,e,5\nI,N, 3,d,4\n");
    }

    @Test
    void aGroupThatWaitsForAFailedConnectorEndsTheRunAndNamesBoth() {
        String gone = connectors(fs("gone", "publish", folder.resolve("missing.csv")));
        String groups = groups("A B", group("A", "q/s/gone finished"), group("B"));
        place.model(projectWith("", groups, source("s", "", gone)));
        Outcome ran = place.run();
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-4110", "LS-5005", "Group B", "q/s/gone", "missing.csv");
    }

    @Test
    void aGroupThatWaitsForASubscriberThatCannotStartEndsTheRunToo() {
        Path nowhere = place.file("a-file").resolve("out.csv");
        Path in = place.file("in.csv", rows("a", 1, 3));
        String both = connectors(fs("late", "publish", in), fs("gone", "subscribe", nowhere));
        String groups =
                groups("A B", group("A", "q/s/gone running"), group("B", "q/s/late finished"));
        place.model(projectWith("", groups, source("s", "", both)));
        for (String end : new String[] {"--until-finished", "--clock=wall"}) {
            Outcome ran = Workplace.execute("run", place.model().toString(), end);
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err())
                    .contains("LS-4110", "LS-5005", "Group B", "q/s/gone", nowhere.toString());
        }
    }

    @Test
    void groupsThatWaitForEachOtherAreRefused() {
        String groups =
                groups("A B", group("A"), group("B"))
                        .replace("</edges>", "<edge source='B' target='A'/></edges>");
        place.model(projectWith("", groups, source("s", "")));
        Outcome ran = place.run();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("LS-1015", "A, B");
    }

    @Test
    void aFailedConnectorEndsTheRunWithItsCodeOnceTheOthersAreDone() {
        Path in = place.file("in.csv", rows("a", 1, 50));
        String both =
                connectors(
                        fs("gone", "publish", folder.resolve("missing.csv")),
                        fs("there", "publish", in));
        place.model(project(source("s", "", both)));
        Outcome ran = place.run("--out", "q/s=" + out);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-4110").contains("missing.csv");
        assertThat(out).content().hasLineCount(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ignorecsvparseerrors", "ignoreparseerrors"})
    void aRowThatCannotBeParsedStopsItsConnectorUnlessToldOtherwise(String property) {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,much", "i,n,3,c,3");
        Path bad = place.path("bad.csv");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=" + out, "--bad-events", bad);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-4116", in + ":2", property.substring(0, 6));
        assertThat(out).content().isEqualTo("I,N, 1,a,1\n");
        String expected =
                "\"LS-4001\",\"q/s\",\"p/q/s/%s\",\"%s:2\",".formatted(in, in)
                        + "\"field n (int32): 'much' is not an integer of its type\","
                        + "\"i,n,2,b,much\"\n";
        assertThat(bad).content().isEqualTo(expected);
        ran =
                place.run(
                        "--in",
                        "q/s=" + in + "," + property + "=true",
                        "--out",
                        "q/s=" + out,
                        "--bad-events",
                        bad);
        assertThat(ran.code()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 3,c,3\n");
        assertThat(bad).content().isEqualTo(expected);
    }

    @Test
    void anEmptyOpcodeMeansInsert() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", ",n,1,a,1", " ,,2,b,2");
        assertThat(place.run("--in", "q/s=" + in, "--out", "q/s=" + out).code()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 2,b,2\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s\n%s\n", "%s\r\n%s\r\n", "\uFEFF%s\n%s\n", "%s\n%s", "\uFEFF%s\r\n%s"})
    void lineEndsAndByteOrderMarksAreAccepted(String form) {
        place.model(project(source("s", "")));
        Path in = place.write("in.csv", form.formatted("i,n,1,a,1", "i,n,2,b,2"));
        assertThat(place.run("--in", "q/s=" + in, "--out", "q/s=" + out).code()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 2,b,2\n");
    }

    @Test
    void aBadEventOfTheEngineNamesConnectorFileAndLineWhereverItIsFound() {
        String copies = window("copy", "c", "", "") + window("copy", "d", "index='pi_EMPTY'", "");
        place.model(
                project(source("s", "index='pi_EMPTY'") + copies + source("t", ""), "s d", "d c"));
        Path in =
                place.file(
                        "in.csv",
                        "",
                        "i,n,1,a,1",
                        "u,n,2,b,2",
                        "i,n,3,c,3",
                        "",
                        "i,n,3,\"x\ny\",3");
        Path direct = place.file("direct.csv", "i,n,1,a,1", "i,n,1,b,2");
        Path bad = place.path("bad.csv");
        Outcome ran =
                place.run(
                        "--in",
                        "q/s=" + in + ",blocksize=10",
                        "--in",
                        "q/t=" + direct,
                        "--out",
                        "q/c=" + out,
                        "--bad-events",
                        bad);
        assertThat(ran.code()).isZero();
        assertThat(place.read("bad.csv").lines())
                .hasSize(3)
                .anySatisfy(
                        l ->
                                assertThat(l)
                                        .startsWith("\"LS-3002\",\"q/c\",\"p/q/s/" + in + "\",\"")
                                        .contains("\"" + in + ":3\"")
                                        .endsWith("\"U,N,2,b,2\""))
                .anySatisfy(
                        l ->
                                assertThat(l)
                                        .startsWith("\"LS-3001\",\"q/c\"")
                                        .contains("\"" + in + ":6\"", "x\\ny"))
                .anySatisfy(
                        l ->
                                assertThat(l)
                                        .startsWith("\"LS-3001\",\"q/t\"")
                                        .contains("\"" + direct + ":2\""));
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 3,c,3\n");
    }

    @Test
    void aGrowingFileHandsOnAPartialBlockWhenNoBytesWait() throws Exception {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2");
        CompletableFuture<Outcome> run =
                CompletableFuture.supplyAsync(
                        () ->
                                place.run(
                                        "--in",
                                        "q/s="
                                                + in
                                                + ",growinginputfile=true,blocksize=100,maxevents=3",
                                        "--out",
                                        "q/s=" + out));
        place.awaitText("out.csv", t -> t.equals("I,N, 1,a,1\nI,N, 2,b,2\n"));
        Files.writeString(in, "i,n,3,c,3\n", StandardOpenOption.APPEND);
        assertThat(run.get(30, TimeUnit.SECONDS).code()).isZero();
        assertThat(out).content().endsWith("I,N, 3,c,3\n");
    }

    /** A socket that keeps still must not hold up a file, however much it is waited for. */
    @Test
    void aSocketPublishesAndDoesNotKeepFilesWaiting() throws Exception {
        place.model(project(source("s", "") + source("t", "")));
        Path in = place.file("in.csv", rows("f", 1, 300));
        int port = freePort();
        String model =
                project(
                        source(
                                        "s",
                                        "",
                                        connectors(
                                                fs(
                                                        "l",
                                                        "publish",
                                                        ":" + port,
                                                        "maxevents",
                                                        "2",
                                                        "blocksize",
                                                        "50")))
                                + source("t", "", connectors(fs("f", "publish", in))));
        place.model(model);
        CompletableFuture<Outcome> run =
                CompletableFuture.supplyAsync(
                        () ->
                                place.run(
                                        "--out",
                                        "q/s=" + out,
                                        "--out",
                                        "q/t=" + folder + "/t.csv"));
        place.awaitText("t.csv", t -> t.lines().count() == 300);
        assertThat(run).isNotDone();
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write("i,n,1,a,1\n".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            place.awaitText("out.csv", t -> t.equals("I,N, 1,a,1\n"));
            socket.getOutputStream().write("i,n,2,b,2\n".getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            assertThat(run.get(30, TimeUnit.SECONDS).code()).isZero();
        }
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 2,b,2\n");
    }

    @Test
    void aSubscriberWritesToASocket() throws Exception {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        try (ServerSocket server = new ServerSocket(0)) {
            String to = "localhost:" + server.getLocalPort();
            CompletableFuture<Outcome> run =
                    CompletableFuture.supplyAsync(
                            () -> place.run("--in", "q/s=" + in, "--out", "q/s=" + to));
            try (Socket socket = server.accept()) {
                String text =
                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).isEqualTo("I,N, 1,a,1\n");
            }
            assertThat(run.get(30, TimeUnit.SECONDS).code()).isZero();
        }
        int nobody = freePort();
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=localhost:" + nobody);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-4110", "localhost:" + nobody);
    }

    private static int freePort() throws IOException {
        try (ServerSocket s = new ServerSocket(0)) {
            return s.getLocalPort();
        }
    }

    private static Socket connect(int port) throws IOException {
        return new Socket("localhost", port);
    }
}
