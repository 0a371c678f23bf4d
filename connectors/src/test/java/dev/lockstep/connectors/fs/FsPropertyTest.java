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
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.RecordingSink;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each property does what its line of the reference says. */
class FsPropertyTest {
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("id", FieldType.INT64, true),
                            new Field("name", FieldType.STRING, false),
                            new Field("price", FieldType.DOUBLE, false)));

    @TempDir Path folder;

    private ConnectorConfig config(Direction direction, String... properties) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("fsname", "file.csv");
        for (String p : properties) {
            int equals = p.indexOf('=');
            map.put(p.substring(0, equals), p.substring(equals + 1));
        }
        return new ConnectorConfig(
                "p/q/w/c", direction, SCHEMA, false, map, folder, Location.UNKNOWN);
    }

    private RecordingSink published(String text, String... properties) throws Exception {
        return published(new RecordingSink(SCHEMA), text, properties);
    }

    private RecordingSink published(RecordingSink sink, String text, String... properties)
            throws Exception {
        Files.writeString(folder.resolve("file.csv"), text);
        ConnectorConfig config = config(Direction.PUBLISH, properties);
        try (Publisher publisher = new FsConnector().publisher(config)) {
            publisher.run(sink);
        }
        return sink;
    }

    private Subscriber subscriber(String... properties) {
        return new FsConnector().subscriber(config(Direction.SUBSCRIBE, properties));
    }

    private static EventBlock row(double price) {
        EventBlock block = EventBlock.detached(SCHEMA);
        new BlockBuilder(block, null).row(Opcode.INSERT).set(0, 1L).set(1, "a").set(2, price);
        return block;
    }

    @ParameterizedTest
    @CsvSource({"publishwithupsert, P", "publish_with_upsert, P", "transactional, I"})
    void rowsWithoutOpcodeAreUpsertsUnderEitherName(String property, String opcode)
            throws Exception {
        RecordingSink sink =
                published("1,a,2\n", "addcsvopcode=true", "addcsvflags=normal", property + "=true");
        assertThat(sink.text()).isEqualTo(opcode + ",N, 1,a,2.000000\n");
    }

    @Test
    void opcodesThatAreThereCountMoreThanUpserting() throws Exception {
        assertThat(published("i,n,1,a,2\n", "publishwithupsert=true").text())
                .isEqualTo("I,N, 1,a,2.000000\n");
    }

    @Test
    void rowsWithoutFlagsMayBePartialUpdates() throws Exception {
        RecordingSink sink = published("u,1,,2\n", "addcsvflags=partialupdate");
        assertThat(sink.blocks().get(0).flags()[0]).isEqualTo(EventFlags.PARTIAL);
        assertThat(sink.blocks().get(0).opcodes()[0]).isEqualTo(Opcode.UPDATE);
        sink = published("1,,2\n", "addcsvopcode=true", "addcsvflags=partialupdate");
        assertThat(sink.blocks().get(0).flags()[0]).isEqualTo(EventFlags.PARTIAL);
    }

    @Test
    void zeroBytesAreDroppedOnRequestOnly() throws Exception {
        String text = "i,n,1,a\0b,\0002\n";
        assertThat(published(text, "stripnullsfromcsv=true").text())
                .isEqualTo("I,N, 1,ab,2.000000\n");
        assertThatThrownBy(() -> published(text))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4116");
    }

    @ParameterizedTest
    @CsvSource({"comma, ','", "pipe, |", "|, |", "\\t, '\t'", "tab, '\t'", ";, ;"})
    void aDelimiterIsACharacterOrItsName(String value, char delimiter) throws Exception {
        String line = "i,n,1,a,2\n".replace(',', delimiter);
        assertThat(published(line, "csvfielddelimiter=" + value).text())
                .isEqualTo("I,N, 1,a,2.000000\n");
        try (Subscriber s = subscriber("fsname=out.csv", "csvfielddelimiter=" + value)) {
            s.open();
            s.accept(row(2));
        }
        assertThat(folder.resolve("out.csv"))
                .content()
                .isEqualTo("I,N, 1,a,2.000000\n".replace(',', delimiter));
    }

    @ParameterizedTest
    @CsvSource({"csv, 0.1235", "json, 0.1235", "xml, 0.1235", "properties, 0.1235"})
    void doublesHaveAsManyDigitsAsAskedFor(String type, String shown) throws Exception {
        try (Subscriber s = subscriber("doubleprecision=4", "fstype=" + type)) {
            s.open();
            s.accept(row(0.123456));
        }
        String text = Files.readString(folder.resolve("file.csv"));
        assertThat(text).contains(shown).doesNotContain(shown + "0").doesNotContain("0.12346");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snapshot", "collapse", "rmretdel"})
    void whatTheRunDoesForASubscriberIsAskedForByItsProperty(String property) throws Exception {
        try (Subscriber with = subscriber(property + "=true");
                Subscriber without = subscriber()) {
            assertThat(with.wantsSnapshot()).isEqualTo(property.equals("snapshot"));
            assertThat(with.wantsCollapsed()).isEqualTo(property.equals("collapse"));
            assertThat(with.skipsRetentionDeletes()).isEqualTo(property.equals("rmretdel"));
            assertThat(without.wantsSnapshot()).isFalse();
            assertThat(without.wantsCollapsed()).isFalse();
            assertThat(without.skipsRetentionDeletes()).isFalse();
        }
    }

    @Test
    void aFileIsFollowedByAnotherWhenItsPeriodIsOver() throws Exception {
        Path second = folder.resolve("file-000002.csv");
        Semaphore never = new Semaphore(0);
        int rows = 0;
        try (Subscriber s = subscriber("periodicity=1")) {
            s.open();
            for (; !Files.exists(second) && rows < 500; rows++) {
                s.accept(row(2));
                assertThat(never.tryAcquire(20, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
        // a second of rows, one each fiftieth of it
        assertThat(rows).isBetween(2, 60);
        assertThat(folder.resolve("file.csv")).doesNotExist();
        assertThat(folder.resolve("file-000001.csv")).content().hasLineCount(rows - 1);
        assertThat(second).content().isEqualTo("I,N, 1,a,2.000000\n");
    }

    @Test
    void standardInputIsReadToItsEnd() throws Exception {
        InputStream before = System.in;
        System.setIn(
                new ByteArrayInputStream("i,n,1,a,2\ni,n,2,b,3".getBytes(StandardCharsets.UTF_8)));
        try {
            Publisher publisher =
                    new FsConnector().publisher(config(Direction.PUBLISH, "fsname=stdin"));
            RecordingSink sink = new RecordingSink(SCHEMA);
            assertThat(publisher.isFinite()).isTrue();
            publisher.run(sink);
            assertThat(sink.text()).isEqualTo("I,N, 1,a,2.000000\nI,N, 2,b,3.000000\n");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aTransactionalBlockThatIsTooLargeIsAnErrorAndANormalOneIsCut() throws Exception {
        String row = "i,n,1," + "x".repeat(3 << 20) + ",2\n";
        String text = row.repeat(24);
        RecordingSink sink = published(text, "blocksize=100");
        assertThat(sink.rows()).isEqualTo(24);
        assertThat(sink.sizes()).hasSizeGreaterThan(1);
        RecordingSink whole = new RecordingSink(SCHEMA);
        assertThatThrownBy(() -> published(whole, text, "blocksize=100", "transactional=true"))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4117");
        assertThat(whole.rows()).as("a part of a transaction").isZero();
    }

    @Test
    void aValueAtTheLimitIsReadAndOneAboveIsABadRow() throws Exception {
        int most = 4 << 20;
        assertThat(published("i,n,1," + "x".repeat(most) + ",2\n").rows()).isEqualTo(1);
        RecordingSink sink =
                published("i,n,1," + "x".repeat(most + 1) + ",2\n", "ignoreparseerrors=true");
        assertThat(sink.rows()).isZero();
        assertThat(sink.bad())
                .singleElement()
                .satisfies(b -> assertThat(b.code().code()).isEqualTo("LS-4005"));
    }

    @Test
    void aFolderInPlaceOfAFileIsAnError() {
        assertThatThrownBy(
                        () -> {
                            RecordingSink sink = new RecordingSink(SCHEMA);
                            Publisher p =
                                    new FsConnector()
                                            .publisher(config(Direction.PUBLISH, "fsname=."));
                            p.run(sink);
                        })
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-411");
    }
}
