package dev.lockstep.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.MessageId;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.connectors.RecordingSink;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.bytes.ByteSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    private final RecordingSink sink = new RecordingSink(Configs.SCHEMA);

    private RecordReader reader(String... properties) {
        KafkaSettings settings = KafkaSettings.of(Configs.publish(properties));
        return new RecordReader(settings, RecordForm.open(settings), sink);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> records(EventBlock block, long id, String... properties)
            throws IOException {
        List<byte[]> records = new ArrayList<>();
        KafkaSettings settings = KafkaSettings.of(Configs.subscribe(properties));
        new RecordWriter(settings, RecordForm.open(settings))
                .write(block, id, (b, from, to) -> records.add(Arrays.copyOfRange(b, from, to)));
        return records;
    }

    private static List<String> texts(EventBlock block, String... properties) throws IOException {
        return records(block, 1, properties).stream()
                .map(b -> new String(b, StandardCharsets.UTF_8))
                .toList();
    }

    /** An insert and an update with its old row. */
    private static EventBlock block() {
        EventBlock block = EventBlock.detached(Configs.SCHEMA);
        BlockBuilder b = new BlockBuilder(block, null);
        b.row(Opcode.INSERT).set(0, 1L).set(1, "a,b").set(2, 2.5);
        b.row(Opcode.UPDATE).set(0, 2L).set(1, "new").set(2, 3.5);
        block.carriesOld(true);
        EventBlock old = block.old();
        old.clearNulls(1);
        old.longs(0)[1] = 2;
        old.spans(1)[1] = old.arena().append(bytes("old"), 0, 3);
        old.doubles(2)[1] = 1.5;
        return block;
    }

    @Test
    void aBinaryRecordIsOneBlockOfEventsWithItsId() throws Exception {
        EventBlock sent = block();
        sent.transactional(true);
        byte[] record = records(sent, MessageId.of(7, 42), "kafkatype=binary").get(0);
        RecordReader reader = reader("kafkatype=binary", "blocksize=1", "transactional=false");
        assertThat(reader.read(record, 0, 99)).isTrue();
        assertThat(sink.blocks()).hasSize(1);
        EventBlock got = sink.blocks().get(0);
        assertThat(got.messageId()).isEqualTo(MessageId.of(7, 42));
        assertThat(got.isTransactional()).isTrue();
        assertThat(got.carriesOld()).as("an update is one event").isFalse();
        assertThat(got.claimsHold()).isTrue();
        assertThat(got.place(1)).isEqualTo("trades:0:99");
        assertThat(sink.text()).isEqualTo("I,N, 1,\"a,b\",2.500000\nU,N, 2,new,3.500000\n");
        byte[] normal = records(block(), 1, "kafkatype=binary").get(0);
        reader("kafkatype=binary", "transactional=true").read(normal, 0, 1);
        assertThat(sink.blocks().get(1).isTransactional()).as("the block says it").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "csv", "json", "xml", "properties"})
    void whatIsWrittenIsReadAgainInEveryForm(String type) throws Exception {
        RecordReader reader = reader("kafkatype=" + type, "ignoreparseerrors=true");
        long offset = 5;
        String format = "kafkatype=" + type;
        for (byte[] record : records(block(), 1, format, "collapse=true")) {
            assertThat(reader.read(record, 0, offset++)).isTrue();
        }
        reader.flush();
        assertThat(sink.bad()).isEmpty();
        assertThat(sink.text()).isEqualTo("I,N, 1,\"a,b\",2.500000\nU,N, 2,new,3.500000\n");
    }

    @Test
    void theOffsetNumbersTheBlockFromOneOnWhereThatIsAskedFor() throws Exception {
        byte[] record = records(block(), 42, "kafkatype=binary").get(0);
        reader("kafkatype=binary", "useoffsetmsgid=true").read(record, 0, 0);
        RecordReader rows = reader("useoffsetmsgid=true", "blocksize=2");
        rows.read(bytes("i,n,1,a,1"), 0, 10);
        rows.read(bytes("i,n,2,a,1\ni,n,3,a,1"), 0, 11);
        rows.flush();
        assertThat(sink.blocks()).extracting(EventBlock::messageId).containsExactly(1L, 12L, 12L);
    }

    @Test
    void rowsOfSeveralRecordsFillABlock() throws Exception {
        RecordReader reader = reader("blocksize=3", "transactional=true");
        reader.read(bytes("i,n,1,a,1\ni,n,2,b,2"), 0, 1);
        reader.read(bytes("i,n,3,c,3\ni,n,4,d,4\n"), 0, 2);
        assertThat(sink.sizes()).containsExactly(3);
        reader.flush();
        assertThat(sink.sizes()).containsExactly(3, 1);
        assertThat(sink.blocks()).allMatch(EventBlock::isTransactional);
        assertThat(sink.blocks().get(0).place(2)).isEqualTo("trades:0:2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "csv", "json", "xml", "properties"})
    void aGarbledRecordIsABadRowAndTheNextOneIsReadIfThatIsAskedFor(String type) throws Exception {
        RecordReader reader = reader("kafkatype=" + type, "ignorecsvparseerrors=true");
        byte[] garbled = bytes("\u0001{<broken");
        assertThat(reader.read(garbled, 3, 17)).isTrue();
        assertThat(reader.read(null, 3, 18)).isTrue();
        for (byte[] good : records(block(), 1, "kafkatype=" + type, "collapse=true")) {
            assertThat(reader.read(good, 3, 19)).isTrue();
        }
        reader.flush();
        reader.failOnBadRow();
        assertThat(sink.bad())
                .extracting(BadRow::place)
                .containsExactly("trades:3:17", "trades:3:18");
        assertThat(sink.bad().get(0).text()).isNotEmpty();
        assertThat(sink.bad().get(1).code().code()).isEqualTo("LS-4122");
        assertThat(sink.rows()).isEqualTo(2);
    }

    @Test
    void otherwiseABadRowEndsTheReading() throws Exception {
        RecordReader reader = reader("kafkatype=binary");
        byte[] bad = records(block(), 1, "kafkatype=binary").get(0);
        bad[40] ^= 1;
        assertThat(reader.read(bad, 0, 17)).isFalse();
        assertThat(reader.isWanted()).isFalse();
        assertThat(sink.bad()).extracting(b -> b.code().code()).containsExactly("LS-4014");
        assertThat(sink.bad().get(0).text()).startsWith("4c53454202000000");
        assertThatThrownBy(reader::failOnBadRow)
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4116")
                .hasMessageContaining("trades:0:17");
    }

    @Test
    void rowsOfARecordBeforeABadOneCount() throws Exception {
        RecordReader reader = reader("ignorecsvparseerrors=true");
        reader.read(bytes("i,n,1,a,1\ni,n,x,b,2\ni,n,3,c,3"), 0, 4);
        reader.flush();
        assertThat(sink.rows()).isEqualTo(2);
        assertThat(sink.bad()).extracting(BadRow::place).containsExactly("trades:0:4");
        sink.bad().clear();
        RecordReader json = reader("ignorecsvparseerrors=true", "kafkatype=json");
        json.read(bytes("[{\"id\":7,\"name\":\"x\"},{\"id\":"), 0, 5);
        json.flush();
        assertThat(sink.rows()).isEqualTo(3);
        assertThat(sink.bad()).hasSize(1);
    }

    @Test
    void readingEndsWithTheEventsThatWereAskedFor() throws Exception {
        RecordReader reader = reader("maxevents=3", "blocksize=2");
        assertThat(reader.read(bytes("i,n,1,a,1\ni,n,2,b,2"), 0, 1)).isTrue();
        assertThat(reader.read(bytes("i,n,3,c,3\ni,n,4,d,4"), 0, 2)).isFalse();
        reader.flush();
        assertThat(sink.rows()).isEqualTo(3);
        // blocks are not cut
        RecordReader blocks = reader("maxevents=1", "kafkatype=binary");
        byte[] record = records(block(), 1, "kafkatype=binary").get(0);
        assertThat(blocks.read(record, 0, 3)).isFalse();
        assertThat(sink.rows()).isEqualTo(5);
    }

    @Test
    void aRecordIsReadAsAWholeWhenTheReaderIsToStopMeanwhile() throws Exception {
        sink.stopAfter(1);
        RecordReader reader = reader();
        assertThat(reader.read(bytes("i,n,1,a,1\ni,n,2,b,2\ni,n,3,c,3"), 0, 1)).isFalse();
        assertThat(reader.hasFailed()).isFalse();
        assertThat(sink.rows()).isEqualTo(3);
    }

    @Test
    void aBlockWithoutRowsLeavesNothingBehind() throws Exception {
        ByteSink empty = new ByteSink(64);
        new BinaryFrame(Configs.SCHEMA).write(EventBlock.detached(Configs.SCHEMA), 9, empty);
        RecordReader reader = reader("kafkatype=binary");
        assertThat(reader.read(Arrays.copyOf(empty.bytes(), empty.size()), 0, 1)).isTrue();
        reader.flush();
        assertThat(sink.blocks()).isEmpty();
        assertThat(records(EventBlock.detached(Configs.SCHEMA), 1, "kafkatype=binary")).isEmpty();
        assertThat(records(EventBlock.detached(Configs.SCHEMA), 1, "kafkatype=csv")).isEmpty();
    }

    @Test
    void theWholeRecordIsTheFieldAndTheOffsetItsKeyUnlessThatIsGenerated() throws Exception {
        reader("kafkatype=opaquestring").read(bytes("{any: thing},\n"), 0, 12);
        assertThat(sink.text()).isEqualTo("I,N, 12,\"{any: thing},\n\",\n");
        ConnectorConfig generated =
                Configs.of(
                        Direction.PUBLISH,
                        Configs.SCHEMA,
                        true,
                        "kafkatype=name",
                        "publishwithupsert=true");
        RecordingSink other = new RecordingSink(Configs.SCHEMA);
        KafkaSettings settings = KafkaSettings.of(generated);
        new RecordReader(settings, RecordForm.open(settings), other).read(bytes("x"), 0, 12);
        assertThat(other.text()).isEqualTo("P,N, ,x,\n");
    }

    @Test
    void aFieldIsWrittenForEachEvent() throws Exception {
        assertThat(texts(block(), "kafkatype=name")).containsExactly("a,b", "new");
        EventBlock nothing = block();
        nothing.setNull(1, 0);
        assertThat(texts(nothing, "kafkatype=name")).containsExactly("", "new");
    }

    @Test
    void aRecordOfCsvIsAnEventOrABlock() throws Exception {
        String first = "I,N, 1,\"a,b\",2.500000\n";
        String second = "UB,N, 2,new,3.500000\nD,N, 2,old,1.500000\n";
        assertThat(texts(block())).containsExactly(first, second);
        assertThat(texts(block(), "csvmsgperevent=true")).containsExactly(first, second);
        assertThat(texts(block(), "csvmsgpereventblock=true")).containsExactly(first + second);
        EventBlock transaction = block();
        transaction.transactional(true);
        assertThat(texts(transaction)).containsExactly(first + second);
        assertThat(texts(transaction, "csvmsgperevent=true")).containsExactly(first, second);
    }

    @Test
    void theSchemaStandsInTheFirstRecordOrInEach() throws Exception {
        String schema = "id*:int64,name:string,price:double\n";
        assertThat(texts(block(), "csvincludeschema=once"))
                .extracting(t -> t.startsWith(schema))
                .containsExactly(true, false);
        assertThat(texts(block(), "csvincludeschema=pereventblock"))
                .extracting(t -> t.startsWith(schema))
                .containsExactly(true, true);
    }
}
