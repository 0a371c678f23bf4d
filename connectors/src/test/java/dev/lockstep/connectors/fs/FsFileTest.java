package dev.lockstep.connectors.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.RecordingSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FsFileTest {
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("id", FieldType.INT64, true),
                            new Field("name", FieldType.STRING, false),
                            new Field("price", FieldType.DOUBLE, false)));

    @TempDir Path folder;

    private ConnectorConfig config(Direction direction, String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return new ConnectorConfig(
                "p/q/w/c", direction, SCHEMA, false, map, folder, Location.UNKNOWN);
    }

    private RecordingSink publish(String... properties) throws Exception {
        return publish(new RecordingSink(SCHEMA), properties);
    }

    private RecordingSink publish(RecordingSink sink, String... properties) throws Exception {
        FsConnector connector = new FsConnector();
        ConnectorConfig config = config(Direction.PUBLISH, properties);
        assertThat(connector.validate(config).stream().filter(Problem::isError)).isEmpty();
        try (Publisher publisher = connector.publisher(config)) {
            publisher.run(sink);
        }
        return sink;
    }

    private Subscriber subscriber(String... properties) {
        FsConnector connector = new FsConnector();
        ConnectorConfig config = config(Direction.SUBSCRIBE, properties);
        assertThat(connector.validate(config).stream().filter(Problem::isError)).isEmpty();
        return connector.subscriber(config);
    }

    private static EventBlock block(int from, int rows) {
        EventBlock block = EventBlock.detached(SCHEMA);
        BlockBuilder builder = new BlockBuilder(block, null);
        for (int i = from; i < from + rows; i++) {
            builder.row(Opcode.INSERT).set(0, (long) i).set(1, "n" + i).set(2, i * 0.5);
        }
        return block;
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void aFileIsReadInBlocksAndTheLastOneMayBeShorter() throws Exception {
        write("in.csv", "i,n,1,a,1\ni,n,2,b,2\ni,n,3,c,3\n");
        RecordingSink sink = publish("fsname", "in.csv", "fstype", "csv", "blocksize", "2");
        assertThat(sink.sizes()).containsExactly(2, 1);
        assertThat(sink.due()).containsExactly(0L, 0L);
        assertThat(sink.blocks()).noneMatch(EventBlock::isTransactional);
        assertThat(sink.text())
                .isEqualTo("I,N, 1,a,1.000000\nI,N, 2,b,2.000000\nI,N, 3,c,3.000000\n");
    }

    @Test
    void blocksAreOfOneRowAndTransactionalOnRequest() throws Exception {
        write("in.csv", "1,a,1\n2,b,2\n");
        RecordingSink sink =
                publish(
                        "fsname",
                        "in.csv",
                        "transactional",
                        "true",
                        "addcsvopcode",
                        "true",
                        "addcsvflags",
                        "normal",
                        "publishwithupsert",
                        "true");
        assertThat(sink.sizes()).containsExactly(1, 1);
        assertThat(sink.blocks()).allMatch(EventBlock::isTransactional);
        assertThat(sink.text()).isEqualTo("P,N, 1,a,1.000000\nP,N, 2,b,2.000000\n");
    }

    @Test
    void aRateGivesDueTimesAndNeverWaits() throws Exception {
        write("in.csv", "i,n,1\ni,n,2\ni,n,3\ni,n,4\ni,n,5\n");
        RecordingSink sink =
                publish(
                        new RecordingSink(SCHEMA).clock(7, 500),
                        "fsname",
                        "in.csv",
                        "rate",
                        "3",
                        "blocksize",
                        "2");
        assertThat(sink.due()).containsExactly(500L, 500L + 666_666, 500L + 1_333_333);
    }

    @Test
    void repeatingAndTheGreatestNumberOfEventsGoTogether() throws Exception {
        write("in.csv", "head\ni,n,1\ni,n,2");
        assertThat(publish("fsname", "in.csv", "header", "1", "repeatcount", "2").rows())
                .isEqualTo(6);
        assertThat(
                        publish(
                                        "fsname",
                                        "in.csv",
                                        "header",
                                        "true",
                                        "repeatcount",
                                        "9",
                                        "maxevents",
                                        "5",
                                        "blocksize",
                                        "2")
                                .sizes())
                .containsExactly(2, 2, 1);
    }

    @Test
    void aBadRowStopsTheConnectorAfterWhatStoodBeforeIt() throws Exception {
        write("in.csv", "i,n,1\ni,n,x\ni,n,3\n");
        RecordingSink sink = new RecordingSink(SCHEMA);
        assertThatThrownBy(() -> publish(sink, "fsname", "in.csv", "blocksize", "10"))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4116")
                .hasMessageContaining("in.csv:2");
        assertThat(sink.text()).isEqualTo("I,N, 1,,\n");
        assertThat(sink.bad())
                .singleElement()
                .satisfies(b -> assertThat(b.text()).isEqualTo("i,n,x"));
    }

    @Test
    void aBadRowIsDroppedOnRequest() throws Exception {
        write("in.csv", "i,n,1\ni,n,x\ni,n,3\n");
        for (String property : List.of("ignorecsvparseerrors", "ignoreparseerrors")) {
            RecordingSink sink = publish("fsname", "in.csv", property, "true");
            assertThat(sink.text()).isEqualTo("I,N, 1,,\nI,N, 3,,\n");
            assertThat(sink.bad()).hasSize(1);
        }
    }

    @Test
    void aMissingFileIsAnErrorWithACode() {
        assertThatThrownBy(() -> publish("fsname", "none.csv"))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4110");
    }

    @Test
    void aFileThatShrinksOrVanishesWhileReadIsAnError() throws Exception {
        Path file = folder.resolve("in.csv");
        String row = "i,n,1," + "x".repeat(1000) + "\n";
        for (boolean vanishes : new boolean[] {true, false}) {
            write("in.csv", row.repeat(2000));
            RecordingSink sink =
                    new RecordingSink(SCHEMA)
                            .onPublish(
                                    () -> {
                                        try {
                                            if (vanishes) {
                                                Files.deleteIfExists(file);
                                            } else {
                                                Files.writeString(file, "");
                                            }
                                        } catch (IOException e) {
                                            throw new java.io.UncheckedIOException(e);
                                        }
                                    });
            assertThatThrownBy(() -> publish(sink, "fsname", "in.csv"))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining(vanishes ? "LS-4114" : "LS-4113");
        }
    }

    @Test
    void aPlainFileThatGrowsIsReadToTheEndThatIsThere() throws Exception {
        Path file = folder.resolve("in.csv");
        write("in.csv", "i,n,1\n");
        boolean[] isDone = new boolean[1];
        RecordingSink sink =
                new RecordingSink(SCHEMA)
                        .onPublish(
                                () -> {
                                    if (!isDone[0]) {
                                        isDone[0] = true;
                                        append(file, "i,n,2\n");
                                    }
                                });
        publish(sink, "fsname", "in.csv");
        assertThat(sink.text()).isEqualTo("I,N, 1,,\nI,N, 2,,\n");
    }

    private static void append(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aGrowingFileHandsOnPartialBlocksAndWaitsForTheRestOfALine() throws Exception {
        Path file = folder.resolve("in.csv");
        write("in.csv", "i,n,1\ni,n,2\ni,n");
        RecordingSink sink = new RecordingSink(SCHEMA).stopAfter(4);
        CompletableFuture<Void> run =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                publish(
                                        sink,
                                        "fsname",
                                        "in.csv",
                                        "growinginputfile",
                                        "true",
                                        "blocksize",
                                        "100");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        sink.awaitFirst();
        assertThat(sink.text()).isEqualTo("I,N, 1,,\nI,N, 2,,\n");
        append(file, ",3\ni,n,4\ni,n,5");
        run.join();
        assertThat(sink.sizes()).containsExactly(2, 2);
    }

    @Test
    void compressedFilesAreReadAndWritten() throws Exception {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("in.csv.gz")))) {
            out.write("i,n,1\ni,n,2\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(publish("fsname", "in.csv.gz").rows()).isEqualTo(2);
        byte[] whole = Files.readAllBytes(folder.resolve("in.csv.gz"));
        Files.write(
                folder.resolve("torn.csv.gz"), java.util.Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(() -> publish("fsname", "torn.csv.gz"))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4113");
        try (Subscriber s = subscriber("fsname", "out.csv.gz")) {
            s.open();
            s.accept(block(1, 2));
        }
        try (GZIPInputStream in =
                new GZIPInputStream(Files.newInputStream(folder.resolve("out.csv.gz")))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("I,N, 1,n1,0.500000\nI,N, 2,n2,1.000000\n");
        }
    }

    @Test
    void outputMakesItsFoldersOverwritesAndExistsWithoutRows() throws Exception {
        Files.createDirectories(folder.resolve("a"));
        write("a/out.csv", "old content that is long\n");
        try (Subscriber s = subscriber("fsname", "a/out.csv")) {
            s.open();
        }
        assertThat(read("a/out.csv")).isEmpty();
        try (Subscriber s = subscriber("fsname", "x/y/out.csv", "header", "full")) {
            s.open();
            s.accept(block(3, 1));
            s.flush();
            assertThat(read("x/y/out.csv"))
                    .isEqualTo(
                            "opcode,flags,id*:int64,name:string,price:double\n"
                                    + "I,N, 3,n3,1.500000\n");
        }
    }

    @Test
    void unbufferedOutputIsThereAtOnceAndBufferedOutputNot() throws Exception {
        try (Subscriber a = subscriber("fsname", "a.csv", "unbufferedoutputstreams", "true");
                Subscriber b = subscriber("fsname", "b.csv")) {
            a.open();
            b.open();
            a.accept(block(1, 1));
            b.accept(block(1, 1));
            assertThat(read("a.csv")).isEqualTo("I,N, 1,n1,0.500000\n");
            assertThat(read("b.csv")).isEmpty();
        }
        assertThat(read("b.csv")).isEqualTo("I,N, 1,n1,0.500000\n");
    }

    @Test
    void filesRotateBeforeTheirLimitIsExceeded() throws Exception {
        try (Subscriber s =
                subscriber("fsname", "out.csv", "maxfilesize", "40", "header", "true")) {
            s.open();
            for (int i = 1; i <= 3; i++) {
                s.accept(block(i, 1));
            }
        }
        assertThat(folder.resolve("out.csv")).doesNotExist();
        String head = "opcode,flags,id,name,price\n";
        assertThat(read("out-000001.csv")).isEqualTo(head + "I,N, 1,n1,0.500000\n");
        assertThat(read("out-000002.csv")).isEqualTo(head + "I,N, 2,n2,1.000000\n");
        assertThat(read("out-000003.csv")).isEqualTo(head + "I,N, 3,n3,1.500000\n");
        assertThat(folder.resolve("out-000004.csv")).doesNotExist();
        assertThat(FsOutput.rotated("a.b.csv.gz", 12)).isEqualTo("a.b-000012.csv.gz");
        assertThat(FsOutput.rotated("plain", 1)).isEqualTo("plain-000001");
    }

    @Test
    void aFullDiskIsAnErrorWithACode() {
        assertThatThrownBy(
                        () -> {
                            try (Subscriber s = subscriber("fsname", "/dev/full")) {
                                s.open();
                                s.accept(block(1, 1));
                                s.flush();
                            }
                        })
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4112");
        assertThatThrownBy(
                        () -> {
                            Subscriber s = subscriber("fsname", "/dev/full");
                            s.open();
                            s.accept(block(1, 1));
                            s.close();
                        })
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4112");
    }

    @Test
    void whatWasWrittenIsReadBack() throws Exception {
        for (String type : List.of("csv", "json", "xml", "properties", "binary")) {
            String name = "data." + type;
            try (Subscriber s = subscriber("fsname", name, "fstype", type)) {
                s.open();
                s.accept(block(1, 300));
                s.accept(block(301, 1));
            }
            RecordingSink sink = publish("fsname", name, "fstype", type, "blocksize", "64");
            assertThat(sink.rows()).isEqualTo(301);
            assertThat(sink.text()).contains("I,N, 301,n301,150.500000\n");
        }
    }

    /** Others would have to wait for whoever writes to it, heartbeats included. */
    @Test
    void onlyPlainFilesKeepOthersWaitingForTheirTurn() throws IOException {
        write("in.csv", "");
        FsConnector connector = new FsConnector();
        for (String name : List.of("in.csv", "not-yet-there.csv")) {
            ConnectorConfig config = config(Direction.PUBLISH, "fsname", name);
            assertThat(connector.publisher(config).isPrompt()).as(name).isTrue();
        }
        ConnectorConfig device = config(Direction.PUBLISH, "fsname", "/dev/null");
        assertThat(connector.publisher(device).isPrompt()).isFalse();
    }
}
