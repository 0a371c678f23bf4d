package dev.lockstep.wire.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.csv.CsvDecoder;
import dev.lockstep.wire.csv.CsvInputOptions;
import dev.lockstep.wire.document.DocumentOptions;
import dev.lockstep.wire.document.JsonDecoder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What decoded blocks say of their rows, by which the engine chooses its ways. */
class RowClaimsTest {
    private static final int ALL = EventBlock.PLAIN | EventBlock.WHOLE | EventBlock.NUMBERED;
    private static final Schema SCHEMA = RowCollector.schema("id*:int64,name:string,price:double");

    /** Behind the last line, so that lines before it are not read as possibly torn. */
    private static final String TAIL = "i,n,9,z,9.5\n".repeat(20);

    private static EventBlock read(Schema schema, String text) throws Exception {
        return read(schema, text, new RowCollector(schema));
    }

    private static EventBlock read(Schema schema, String text, RowCollector rows) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        new CsvDecoder(schema, new CsvInputOptions())
                .decode(ByteInput.of(new ByteArrayInputStream(bytes)), rows);
        assertThat(rows.bad()).isEmpty();
        assertThat(rows.block().claimsHold()).isTrue();
        return rows.block();
    }

    private static int claims(String text) throws Exception {
        return read(SCHEMA, text).claimed(ALL);
    }

    @Test
    void plainInsertsWithEveryFieldClaimEverything() throws Exception {
        assertThat(claims("i,n,1,a,1.5\ni,n,2,b,2.5\n" + TAIL)).isEqualTo(ALL);
        assertThat(claims("i,n,1,a,1.5\n")).isEqualTo(ALL);
    }

    @Test
    void oneNullEndsWholeAlone() throws Exception {
        int rest = EventBlock.PLAIN | EventBlock.NUMBERED;
        assertThat(claims(",n,1,,1.5\n" + TAIL)).isEqualTo(rest);
        assertThat(claims(TAIL + "i,n,1,a\n" + TAIL)).isEqualTo(rest);
        assertThat(claims(TAIL + "i,n,1,a,\n")).isEqualTo(rest);
    }

    @Test
    void aNullBeyondTheFirstWordOfTheMaskEndsWhole() throws Exception {
        StringBuilder fields = new StringBuilder("id*:int64");
        for (int f = 1; f < 70; f++) {
            fields.append(",f").append(f).append(":int32");
        }
        Schema wide = RowCollector.schema(fields.toString());
        String row = "i,n,1" + ",7".repeat(69) + "\n";
        String missing = "i,n,1" + ",7".repeat(67) + ",,7\n";

        assertThat(read(wide, row.repeat(9)).claimed(ALL)).isEqualTo(ALL);
        assertThat(read(wide, row + missing + row.repeat(9)).claims(EventBlock.WHOLE)).isFalse();
    }

    @Test
    void anotherOpcodeOrFlagEndsPlainAlone() throws Exception {
        int rest = EventBlock.WHOLE | EventBlock.NUMBERED;
        assertThat(claims("u,n,1,a,1.5\n" + TAIL)).isEqualTo(rest);
        assertThat(claims(TAIL + "p,n,1,a,1.5\n" + TAIL)).isEqualTo(rest);
        assertThat(claims(TAIL + "i,p,1,a,1.5\n" + TAIL)).isEqualTo(rest);
    }

    @Test
    void aRowThatIsReadCarefullyEndsWhatIsNotSoOfIt() throws Exception {
        assertThat(claims(TAIL + "i,n,1,\"a\",1.5\n" + TAIL)).isEqualTo(ALL);
        assertThat(claims("i,n,1,\"a\",1.5\n" + TAIL)).isEqualTo(ALL);
        assertThat(claims(TAIL + "i,n,1,\"a\",\n" + TAIL))
                .isEqualTo(EventBlock.PLAIN | EventBlock.NUMBERED);
        assertThat(claims(TAIL + "d,n,1,\"a\",1.5\n" + TAIL))
                .isEqualTo(EventBlock.WHOLE | EventBlock.NUMBERED);
        assertThat(claims(TAIL + "u,n,1,\"a\",\n" + TAIL)).isEqualTo(EventBlock.NUMBERED);
    }

    @Test
    void nothingIsKnownAgainOfABlockWithRowsOfWhichNothingIsKnown() throws Exception {
        RowCollector rows = new RowCollector(SCHEMA);
        EventBlock block = rows.block();
        new BlockBuilder(block, null).row(Opcode.INSERT).set(0, 1L).set(1, "a").set(2, 1.5);
        block.unclaim(EventBlock.WHOLE | EventBlock.NUMBERED);

        read(SCHEMA, TAIL, rows);

        assertThat(block.claimed(ALL)).isEqualTo(EventBlock.PLAIN);
        assertThat(block.rows()).isEqualTo(21);
    }

    @Test
    void aCauseThatDoesNotRiseEndsPlain() throws Exception {
        RowCollector rows = new RowCollector(SCHEMA);
        EventBlock block = rows.block();
        new BlockBuilder(block, null).row(Opcode.INSERT).set(0, 1L).set(1, "a").set(2, 1.5);
        block.causes()[0] = 1;
        block.unclaim(EventBlock.NUMBERED);

        read(SCHEMA, TAIL, rows);

        assertThat(block.claimed(ALL)).isEqualTo(EventBlock.WHOLE);
    }

    @Test
    void aBlockThatIsEmptiedClaimsAnew() throws Exception {
        RowCollector rows = new RowCollector(SCHEMA);
        read(SCHEMA, "d,n,1,,1.5\n", rows);
        rows.block().reset(0);

        assertThat(read(SCHEMA, TAIL, rows).claimed(ALL)).isEqualTo(ALL);
    }

    private static int readJson(String text) throws Exception {
        RowCollector rows = new RowCollector(SCHEMA);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        new JsonDecoder(SCHEMA, DocumentOptions.of("doc"))
                .decode(ByteInput.of(new ByteArrayInputStream(bytes)), rows);
        assertThat(rows.bad()).isEmpty();
        assertThat(rows.block().claimsHold()).isTrue();
        return rows.block().claimed(ALL);
    }

    @Test
    void rowsOfDocumentsClaimWhatIsSoOfThem() throws Exception {
        String whole = "{\"id\":1,\"name\":\"a\",\"price\":1.5}\n";

        assertThat(readJson(whole.repeat(3))).isEqualTo(ALL);
        assertThat(readJson(whole + "{\"id\":2,\"name\":\"b\"}\n" + whole))
                .isEqualTo(EventBlock.PLAIN | EventBlock.NUMBERED);
        assertThat(readJson(whole + whole.replace("{", "{\"opcode\":\"u\",") + whole))
                .isEqualTo(EventBlock.WHOLE | EventBlock.NUMBERED);
    }
}
