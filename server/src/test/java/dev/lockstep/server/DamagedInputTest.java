package dev.lockstep.server;

import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: a code, a place, a remedy and the right exit code; never a stack trace. */
class DamagedInputTest extends AtWorkplace {
    private static void isToldPlainly(Outcome ran, int code, String... words) {
        assertThat(ran.code()).as(ran.err()).isEqualTo(code);
        assertThat(ran.err())
                .contains(words)
                .containsPattern("LS-\\d{4}: .* \\(.+\\)")
                .doesNotContain("\tat ", "Internal error");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    x,n,1,a,1,1.5,2      | LS-4002
                    i,q,1,a,1,1.5,2      | LS-4003
                    i,n,one,a,1,1.5,2    | LS-4001
                    i,n,1,a,2147483648,,  | LS-4001
                    i,n,1,a,1,1e,2       | LS-4001
                    i,n,1,a,1,1.5,never  | LS-4001
                    i,n,1,"a,1,1.5,2     | LS-4006
                    i,n,1,"a"b,1,1.5,2   | LS-4006
                    """)
    void garbledRowsAreNamedByTheirLine(String row, String code) {
        place.model(project(table("s", "", "id*:int64,name:string,n:int32,d:double,t:date")));
        Path in = place.file("in.csv", "i,n,7,good,7,7,7", row);
        isToldPlainly(place.run("--in", "q/s=" + in), 3, "LS-4116", code, in + ":2");
    }

    @Test
    void aTruncatedRowHasNullsAndAKeyThatIsMissingIsABadEvent() {
        place.model(project(source("s", "")));
        Path in = place.write("in.csv", "i,n,1\ni,n\ni");
        Path bad = place.path("bad.csv");
        Path out = place.path("out.csv");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=" + out, "--bad-events", bad);
        assertThat(ran.code()).isZero();
        assertThat(out).content().isEqualTo("I,N, 1,,\n");
        assertThat(bad).content().hasLineCount(2).contains(in + ":2", in + ":3", "null");
    }

    @Test
    void bytesThatAreNoTextAreValuesOrBadRowsButNeverAFault() throws IOException {
        place.model(project(source("s", "")));
        byte[] all = new byte[256 * 40];
        new java.util.Random(7).nextBytes(all);
        Path in = place.path("in.csv");
        Files.write(in, all);
        String ignoring = in + ",ignorecsvparseerrors=true";
        Path bad = place.path("bad.csv");
        assertThat(place.run("--in", "q/s=" + ignoring, "--bad-events", bad).code()).isZero();
        assertThat(bad.toFile()).isNotEmpty();
        isToldPlainly(place.run("--in", "q/s=" + in), 3, "LS-4116");
    }

    /** Long values are cut in the bad-events file, and where the cut falls must not matter. */
    @Test
    void aLongTextOfUnusualCharactersInABadEventIsJustText() {
        place.model(project(source("s", "")));
        String text = "\uD83D\uDE00".repeat(3_000);
        Path in = place.file("in.csv", "i,n,1,,", "i,n,1," + text + ",", "i,n,1,x" + text + ",");
        Path bad = place.path("bad.csv");
        Outcome ran = place.run("--in", "q/s=" + in, "--bad-events", bad);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(bad).content().hasLineCount(2).doesNotContain("?", "\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "xml", "binary"})
    void documentsThatEndTooSoonAreRefused(String type) {
        place.model(project(source("s", "")));
        Path whole = place.path("whole");
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2");
        String as = ",fstype=" + type;
        assertThat(place.run("--in", "q/s=" + in, "--out", "q/s=" + whole + as).code()).isZero();
        assertThat(place.run("--in", "q/s=" + whole + as).code()).isZero();
        try (RandomAccessFile f = new RandomAccessFile(whole.toFile(), "rw")) {
            f.setLength(f.length() - 12);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        isToldPlainly(place.run("--in", "q/s=" + whole + as), 3, "whole");
    }

    @Test
    void aFileThatVanishesOrShrinksWhileItIsReadFailsItsConnector() throws Exception {
        place.model(project(source("s", "")));
        for (boolean isRemoved : new boolean[] {true, false}) {
            Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2");
            Path out = place.path("out.csv");
            CompletableFuture<Outcome> run =
                    CompletableFuture.supplyAsync(
                            () ->
                                    place.run(
                                            "--in",
                                            "q/s=" + in + ",growinginputfile=true,maxevents=9",
                                            "--out",
                                            "q/s=" + out));
            place.awaitText("out.csv", t -> t.endsWith("I,N, 2,b,2\n"));
            if (isRemoved) {
                Files.delete(in);
            } else {
                Files.writeString(in, "");
            }
            isToldPlainly(
                    run.get(30, TimeUnit.SECONDS),
                    3,
                    isRemoved ? "LS-4114" : "LS-4113",
                    in.toString());
            Files.delete(out);
        }
    }

    private Outcome model(byte[] document) throws IOException {
        Files.write(place.model(), document);
        return place.run();
    }

    private Outcome model(String document) throws IOException {
        return model(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hostileModelsAreRefused() throws IOException {
        Path secret = place.write("secret.txt", "the secret");
        String good = project(source("s", ""));
        isToldPlainly(
                model("<!DOCTYPE project SYSTEM 'file://" + secret + "'>" + good), 2, "LS-1002");
        String entity = "<!DOCTYPE project [<!ENTITY x SYSTEM 'file://" + secret + "'>]>";
        Outcome ran = model(entity + good.replace("name='p'", "name='p' description='&x;'"));
        isToldPlainly(ran, 2, "LS-1002");
        assertThat(ran.err()).doesNotContain("the secret");
        isToldPlainly(
                model("<!DOCTYPE p [<!ENTITY % x '<!ENTITY y \"z\">'> %x;]>" + good), 2, "LS-1002");
        isToldPlainly(model(good.substring(0, good.length() / 2)), 2, "LS-1001", "model.xml:");
        isToldPlainly(model(""), 2, "LS-1001");
        isToldPlainly(model("\u0000\u0001\u0002"), 2, "LS-1001");
        isToldPlainly(model("<?xml version='1.0' encoding='no-such'?>" + good), 2, "LS-1001");
        isToldPlainly(model(new byte[] {'<', 'a', '>', (byte) 0xFF, (byte) 0xFE}), 2, "LS-1001");
        isToldPlainly(model("<a " + "x".repeat(5_000) + "='1'/>"), 2, "LS-1003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "ISO-8859-1", "US-ASCII"})
    void modelsMayBeWrittenInAnyEncodingOfXml(String encoding) throws IOException {
        String text =
                "<?xml version='1.0' encoding='" + encoding + "'?>" + project(source("s", ""));
        assertThat(model(text.getBytes(encoding)).code()).isZero();
    }

    /** The input would be gone before anybody reads it, and the run end with 0. */
    @Test
    void aFileThatIsReadOrWrittenElsewhereIsNotWritten() throws IOException {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Path out = place.path("out.csv");
        Path journal = place.path("run.journal");
        String model = place.model().toString();
        String text = Files.readString(place.model());
        Path link = Files.createSymbolicLink(place.path("link.csv"), in);
        String from = "q/s=" + in;
        isToldPlainly(place.run("--in", from, "--out", from), 4, "LS-5002", "in.csv", "--in");
        isToldPlainly(place.run("--in", from, "--out", "q/s=" + link), 4, "LS-5002", "in.csv");
        isToldPlainly(
                place.run("--in", from, "--out", "q/s=file://" + folder + "/./in.csv"),
                4,
                "LS-5002");
        isToldPlainly(place.run("--in", from, "--journal", in), 4, "LS-5002", "--journal");
        isToldPlainly(place.run("--bad-events", model), 4, "LS-5002", "the model");
        isToldPlainly(
                place.run("--out", "q/s=" + out, "--out", "q/s=" + out + ",fstype=json"),
                4,
                "LS-5002",
                "out.csv");
        isToldPlainly(
                place.run("--bad-events", journal, "--journal", journal), 4, "LS-5002", "journal");
        assertThat(in).content().isEqualTo("i,n,1,a,1\n");
        assertThat(place.model()).content().isEqualTo(text);
        assertThat(out).doesNotExist();
        assertThat(place.run("--in", from, "--in", from, "--journal", journal).code()).isZero();
        isToldPlainly(
                Workplace.execute("replay", model, journal.toString(), "--out", "q/s=" + journal),
                4,
                "LS-5002",
                "the journal");
        String nowhere = "q/s=/dev/null";
        assertThat(place.run("--in", from, "--out", nowhere, "--out", nowhere).code()).isZero();
    }

    @Test
    void documentsInNoEncodingOrAnUnknownOneAreRefusedWithTheirPlace() throws IOException {
        place.model(project(source("s", "")));
        byte[] noCharacters = {'<', 'a', '>', (byte) 0xFF, (byte) 0xFE, '<', '/', 'a', '>'};
        Path in = place.path("in.xml");
        Files.write(in, noCharacters);
        isToldPlainly(place.run("--in", "q/s=" + in + ",fstype=xml"), 3, "LS-4009", "in.xml:1:");
        place.write("in.xml", "<?xml version='1.0' encoding='no-such'?><events/>");
        isToldPlainly(place.run("--in", "q/s=" + in + ",fstype=xml"), 3, "LS-4009", "in.xml:1:");
        Path json = place.path("in.json");
        Files.write(json, new byte[] {'[', '{', '"', (byte) 0xC3, '(', '"', ':', '1', '}', ']'});
        isToldPlainly(
                place.run("--in", "q/s=" + json + ",fstype=json"), 3, "LS-4010", "in.json:1:");
        Path csv = place.path("in.csv");
        Files.write(csv, "i,n,1,a,1\n".getBytes(StandardCharsets.UTF_16));
        isToldPlainly(place.run("--in", "q/s=" + csv), 3, "LS-4116", "in.csv:1");
    }

    @Test
    void whatIsNoModelFileIsAWrongCommandLine() {
        isToldPlainly(Workplace.execute("run", folder.toString()), 4, "LS-5001");
        isToldPlainly(Workplace.execute("run", "/dev/zero"), 2, "LS-1003");
        place.model(project(source("s", "")));
        isToldPlainly(place.run("--journal", folder), 3, "LS-5008");
        isToldPlainly(place.run("--bad-events", folder), 3, "LS-5008");
        isToldPlainly(place.run("--out", "q/s=" + folder), 3, "LS-4110", folder.toString());
        isToldPlainly(place.run("--in", "q/s=" + folder), 3, "LS-41", folder.toString());
    }

    @Test
    void damagedJournalsAreRefusedAndTornOnesReplayedToTheirLastWholeEntry() throws IOException {
        place.model(project(source("s", "")));
        Path journal = place.path("run.journal");
        Path in = place.file("in.csv", "i,n,1,a,1", "i,n,2,b,2", "i,n,3,c,3");
        assertThat(place.run("--in", "q/s=" + in, "--journal", journal).code()).isZero();
        byte[] whole = Files.readAllBytes(journal);
        String model = place.model().toString();
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(journal, damaged);
        isToldPlainly(Workplace.execute("replay", model, journal.toString()), 4, "LS-5009");
        Files.write(journal, java.util.Arrays.copyOf(whole, whole.length - 3));
        Outcome torn = Workplace.execute("replay", model, journal.toString());
        assertThat(torn.code()).isZero();
        assertThat(torn.err()).contains("warning");
        isToldPlainly(Workplace.execute("replay", model, in.toString()), 4, "LS-5009");
        isToldPlainly(Workplace.execute("replay", model, folder + "/none"), 4, "LS-5001");
    }

    @Test
    void aBadEventNeitherEndsALineOfTheLogNorSteersATerminal() {
        place.model(project(source("s", "")));
        String forged = "i,n,1,\"a\n12:00:00 ERROR all is lost\u001b[2J\",x\n";
        Path in = place.write("in.csv", forged);
        Outcome ran = place.run("--in", "q/s=" + in + ",ignorecsvparseerrors=true");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err())
                .contains("LS-4001", "a\\n12:00:00 ERROR all is lost?[2J")
                .doesNotContain("\n12:00:00", "\u001b");
    }

    /** What a killed process leaves: every entry is whole, and the last is missing. */
    @Test
    void aJournalWithoutAnEndIsReplayedWithAWarning() throws IOException {
        place.model(project(source("s", "")));
        Path in = place.file("in.csv", "i,n,1,a,1");
        Path journal = place.path("run.journal");
        assertThat(place.run("--in", "q/s=" + in, "--journal", journal).code()).isZero();
        byte[] whole = Files.readAllBytes(journal);
        // length, checksum, kind and time
        int end = 4 + 4 + 1 + 8;
        Files.write(journal, Arrays.copyOf(whole, whole.length - end));
        String[] replay = {"replay", place.model().toString(), journal.toString()};
        Outcome cut = Workplace.execute(replay);
        assertThat(cut.code()).as(cut.err()).isZero();
        assertThat(cut.err()).contains("warning: the journal has no end");
        Files.write(journal, whole);
        assertThat(Workplace.execute(replay).err()).doesNotContain("warning");
    }
}
