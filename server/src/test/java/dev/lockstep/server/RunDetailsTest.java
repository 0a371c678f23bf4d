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

import dev.lockstep.server.Workplace.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attributes, states and properties that only a whole run shows. */
class RunDetailsTest extends AtWorkplace {
    private static String[] rows(int from, int count) {
        String[] all = new String[count];
        for (int k = 0; k < count; k++) {
            all[k] = "i,n," + (from + k) + ",a," + k;
        }
        return all;
    }

    /** A row each second; heartbeats are the only time at which rows can be too old. */
    @ParameterizedTest
    @CsvSource({"'', 4", "heartbeat-interval='1', 4", "heartbeat-interval='5', 6"})
    void rowsLeaveByJournalTimeAtTheProjectsHeartbeatsOnly(String attributes, int rowsBefore) {
        String kept = "<retention type='bytime_sliding'>3 seconds</retention>";
        place.model(
                projectWith(
                        attributes, "", source("s", "") + window("copy", "c", "", kept), "s c"));
        Path in = place.file("in.csv", rows(1, 8));
        Outcome ran =
                place.run(
                        "--in", "q/s=" + in + ",rate=1", "--out", "q/c=" + out, "--clock=virtual");
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = place.read("out.csv").lines().toList();
        assertThat(lines.indexOf("D,R, 1,a,0")).isBetween(rowsBefore - 1, rowsBefore);
        assertThat(lines.subList(0, rowsBefore - 1)).allMatch(l -> l.startsWith("I,"));
    }

    @Test
    void deletesOfRetentionAreLeftOutForASubscriberThatAsksForIt() {
        String kept = "<retention type='bycount_sliding'>2</retention>";
        Path all = place.path("all.csv");
        place.model(project(source("s", "") + window("copy", "c", "", kept), "s c"));
        Path in =
                place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2", "i,n,3,c,3", "u,n,2,d,4", "d,n,2,,");
        Outcome ran =
                place.run(
                        "--in",
                        "q/s=" + in + ",blocksize=10",
                        "--out",
                        "q/c=" + out + ",rmretdel=true",
                        "--out",
                        "q/c=" + all);
        assertThat(ran.code()).as(ran.err()).isZero();
        String kind = "I,N, 1,a,1\nI,N, 2,b,2\nI,N, 3,c,3\nUB,N, 2,d,4\nD,N, 2,b,2\nD,N, 2,d,4\n";
        assertThat(out).content().isEqualTo(kind);
        assertThat(all)
                .content()
                .isEqualTo(kind.replace("I,N, 3,c,3\n", "I,N, 3,c,3\nD,R, 1,a,1\n"));
    }

    @Test
    void aRowThatCannotBeReadDoesNotFailItsTransactionalBlock() {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,much", "i,n,3,c,3", "i,n,1,d,4");
        Path bad = place.path("bad.csv");
        String whole = ",transactional=true,ignorecsvparseerrors=true,blocksize=2";
        Outcome ran =
                place.run("--in", "q/s=" + in + whole, "--out", "q/s=" + out, "--bad-events", bad);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 3,c,3\n");
        assertThat(place.read("bad.csv")).hasLineCount(2).contains("LS-4001", "LS-3001");
    }

    @Test
    void badEventsAreLoggedAtABoundedRateAndWrittenAll() {
        place.model(project(source("s", "insert-only='true'")));
        StringBuilder rows = new StringBuilder();
        for (int k = 0; k < 3_500; k++) {
            rows.append("u,n,").append(k).append(",a,1\n");
        }
        Path in = place.write("in.csv", rows.toString());
        Path bad = place.path("bad.csv");
        Outcome ran = place.run("--in", "q/s=" + in + ",blocksize=64", "--bad-events", bad);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(place.read("bad.csv")).hasLineCount(3_500);
        assertThat(ran.err().lines().filter(l -> l.contains("bad event "))).hasSize(23);
        assertThat(ran.err()).contains("bad event 20:", "bad event 1000:", "bad event 3000:");
        assertThat(ran.out()).containsPattern("q/s .* 3,?500\\b");
    }

    /** The first connector publishes a row a second for ten seconds of virtual time. */
    @ParameterizedTest
    @CsvSource({"running, 1", "none, 1", "finished, 10", "stopped, 10"})
    void aGroupWaitsForTheStatesThatTheOtherNames(String state, int before) {
        Path slow = place.file("slow.csv", rows(1, 10));
        Path late = place.file("late.csv", rows(101, 3));
        String both =
                connectors(fs("slow", "publish", slow, "rate", "1"), fs("l", "publish", late));
        String waiting =
                groups("A B", group("A", "q/s/slow " + state), group("B", "q/s/l finished"))
                        .replace(" state='none'", "");
        place.model(projectWith("", waiting, source("s", "", both)));
        Outcome ran = place.run("--out", "q/s=" + out, "--clock", "virtual");
        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = place.read("out.csv").lines().toList();
        assertThat(lines).hasSize(13);
        assertThat(lines.indexOf("I,N, 101,a,0")).isBetween(before == 1 ? 0 : 10, before);
    }

    @Test
    void aStateThatDoesNotExistRefusesTheModel() {
        Path in = place.file("in.csv", rows(1, 1));
        String groups = groups("", group("A", "q/s/c done"));
        place.model(projectWith("", groups, source("s", "", connectors(fs("c", "publish", in)))));
        Outcome ran = place.run();
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("LS-1008", "done");
    }

    @Test
    void rowsOnDiskAreUnderTheFolderThatTheProjectNamesAndGoneAfterTheRun() throws IOException {
        Path disk = place.path("made/disk");
        Path before = place.file("before.csv", "i,n,3,c,3", "i,n,1,a,1", "i,n,2,b,2", "d,n,2,,");
        Path after = place.file("after.csv", "u,n,3,d,4");
        String all =
                connectors(
                        fs("first", "publish", before),
                        fs("later", "publish", after),
                        fs("snapped", "subscribe", out, "snapshot", "true"));
        String groups =
                groups(
                        "A B",
                        group("A", "q/s/first finished"),
                        group("B", "q/s/later finished", "q/s/snapped running"));
        String path = "disk-store-path='" + disk + "'";
        place.model(projectWith(path, groups, source("s", "index='pi_HLEVELDB'", all)));
        Outcome ran = place.run();
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,a,1\nI,N, 3,c,3\nUB,N, 3,d,4\nD,N, 3,c,3\n");
        try (Stream<Path> left = Files.list(disk)) {
            assertThat(left).isEmpty();
        }
        Path file = place.file("a-file", "x");
        place.model(
                projectWith(
                        "disk-store-path='" + file + "'", "", source("s", "index='pi_HLEVELDB'")));
        ran = place.run("--in", "q/s=" + after);
        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("LS-6101", file.toString());
    }

    /**
     * Money, bytes and arrays, which few windows look into, must come through all that keep rows.
     */
    @ParameterizedTest
    @ValueSource(strings = {"pi_HASH", "pi_RBTREE", "pi_HLEVELDB"})
    void valuesOfEveryTypeComeThroughEveryWindowThatKeepsRows(String index) {
        String types =
                "g:string,r:rstring,i:int32,d:double,on:date,at:stamp,m:money,b:blob,"
                        + "x:array(i32),y:array(i64),z:array(dbl)";
        String[] names = types.replaceAll(":[^,]*", "").split(",");
        StringBuilder last = new StringBuilder();
        StringBuilder same = new StringBuilder();
        StringBuilder selected = new StringBuilder();
        for (String n : names) {
            last.append("<field-expr>ESP_aLast(").append(n).append(")</field-expr>");
            same.append("<field-expr>").append(n).append("</field-expr>");
            selected.append("<field-selection name='").append(n).append("' source='r_");
            selected.append(n).append("'/>");
        }
        String schema = "<schema-string>id*:int64," + types + "</schema-string>";
        String join =
                "<join type='leftouter'><conditions><fields left='id' right='id'/></conditions>"
                        + "</join><output>%s</output>";
        place.model(
                projectWith(
                        "index='" + index + "'",
                        "",
                        table("s", "", "id*:int64," + types)
                                + window("compute", "c", "", schema + output(same))
                                + window("aggregate", "a", "", schema + output(last))
                                + window("join", "j", "", join.formatted(selected))
                                + window("functional", "f", "", schema)
                                + window("union", "u", "strict='false'", "")
                                + window("filter", "v", "", "<expression>id &gt; 0</expression>"),
                        "s c",
                        "c a",
                        "c j left",
                        "a j right",
                        "j f",
                        "f u",
                        "u v"));
        String one =
                "1,g,r,-5,0.500000,1709251198,1709251198000001,12.3400,AQID,[1;-2],[3],[0.5;;2]";
        Path in = place.file("in.csv", "i,n," + one, "i,n,2,,,,,,,,,,,", "u,p,1,h", "d,n,1");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/v=" + out);
        assertThat(ran.code()).as(ran.err()).isZero();
        String shown = one.replace("[0.5;;2]", "[0.500000;;2.000000]");
        String other = shown.replace("1,g,", "1,h,");
        assertThat(place.read("out.csv").lines())
                .contains(
                        "I,N, " + shown,
                        "I,N, 2,,,,,,,,,,,",
                        "UB,N, " + other,
                        "D,N, " + shown,
                        "D,N, " + other);
    }

    private static String output(CharSequence expressions) {
        return "<output>" + expressions + "</output>";
    }
}
