package dev.lockstep.wire.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowCollector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvTest {
    private static final Schema SCHEMA =
            RowCollector.schema("id*:int64,name:string,price:double,count:int32");

    private static RowCollector read(Schema schema, CsvInputOptions options, String text)
            throws Exception {
        return read(schema, options, text.getBytes(StandardCharsets.UTF_8), Integer.MAX_VALUE);
    }

    private static RowCollector read(Schema schema, CsvInputOptions options, byte[] text, int cut)
            throws Exception {
        RowCollector rows = new RowCollector(schema);
        InputStream stream =
                new ByteArrayInputStream(text) {
                    @Override
                    public synchronized int read(byte[] b, int from, int length) {
                        return super.read(b, from, Math.min(length, cut));
                    }
                };
        new CsvDecoder(schema, options).decode(ByteInput.of(stream), rows);
        return rows;
    }

    private static RowCollector read(String text) throws Exception {
        return read(SCHEMA, new CsvInputOptions(), text);
    }

    private static String print(EventBlock block) {
        return print(block, new CsvOutputOptions());
    }

    private static String print(EventBlock block, CsvOutputOptions options) {
        ByteSink sink = new ByteSink(10);
        CsvEncoder encoder = new CsvEncoder(block.schema(), options);
        encoder.begin(sink);
        encoder.encode(block, sink);
        encoder.end(sink);
        return sink.text();
    }

    @Test
    void rowsAreReadAndPrintedAsTheOriginalDoes() throws Exception {
        RowCollector rows = read("i,n,10,scott,7.11,3\nU,N, 11 ,  mary ann ,,\nd,n,12\n");
        assertThat(rows.bad()).isEmpty();
        assertThat(print(rows.block()))
                .isEqualTo("I,N, 10,scott,7.110000,3\nU,N, 11,mary ann,,\nD,N, 12,,,\n");
    }

    @Test
    void everyOpcodeAndFlagIsUnderstoodInAnyCase() throws Exception {
        RowCollector rows =
                read(
                        "i,n,1\n"
                                + "u,p,2\n"
                                + "d,r,3\n"
                                + "p,n,4\n"
                                + "s,n,5\n"
                                + "sd,n,6\n"
                                + "SD,N,7\n"
                                + ",n,8\n"
                                + ",,9\n"
                                + "P,P,10\n"
                                + "upsert,,11\n");
        assertThat(rows.bad()).isEmpty();
        assertThat(print(rows.block()))
                .isEqualTo(
                        "I,N, 1,,,\nU,P, 2,,,\nD,R, 3,,,\nP,N, 4,,,\nS,N, 5,,,\nS,N, 6,,,\n"
                                + "S,N, 7,,,\nI,N, 8,,,\nI,N, 9,,,\nP,P, 10,,,\nP,N, 11,,,\n");
    }

    @Test
    void lineEndsMarksAndBlankLinesDoNotMatter() throws Exception {
        RowCollector rows = read("\uFEFFi,n,1,a\r\n\r\n   \n\ni,n,2,b\ni,n,3,c,1.5,7,surplus,more");
        assertThat(rows.bad()).isEmpty();
        assertThat(print(rows.block())).isEqualTo("I,N, 1,a,,\nI,N, 2,b,,\nI,N, 3,c,1.500000,7\n");
    }

    @Test
    void theCutOfTheInputIntoReadsDoesNotMatter() throws Exception {
        String text =
                "\uFEFFhead,\"er\n"
                        + "i,n,1,\"a,\"\"b\"\" \\\"c\\\"\n"
                        + "d\",1e-3,5\r\n"
                        + "i,n,2,x\\,y , 2.5 ,6\n"
                        + "i,n,3, \" kept \" ,\"7\",\\8\n"
                        + "i,n,x\n"
                        + "i,n,4,\"\"\n\n"
                        + "i,n,5,back\\slash";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String whole = null;
        for (int cut = 1; cut < 60; cut++) {
            CsvInputOptions options = new CsvInputOptions().headerLines(1);
            RowCollector rows = read(SCHEMA, options, bytes, cut);
            String got = print(rows.block()) + rows.bad();
            whole = whole == null ? got : whole;
            assertThat(got).as("reads of %s bytes", cut).isEqualTo(whole);
        }
    }

    @Test
    void quotationsAndBackslashesAreTakenOut() throws Exception {
        RowCollector rows =
                read(
                        "i,n,1,\"a,b\",\"1.5\"\ni,n,2,x\\,y\ni,n,3,\"say \\\"hi\\\" \"\"you\"\"\"\n"
                                + "i,n,4,5\" disk\ni,n,5,c:\\temp\ni,n,6,\"two\nlines\"\n");
        assertThat(rows.bad()).isEmpty();
        assertThat(print(rows.block()))
                .isEqualTo(
                        "I,N, 1,\"a,b\",1.500000,\nI,N, 2,\"x,y\",,\n"
                                + "I,N, 3,\"say \\\"hi\\\" \\\"you\\\"\",,\n"
                                + "I,N, 4,\"5\\\" disk\",,\nI,N, 5,c:\\temp,,\n"
                                + "I,N, 6,\"two\nlines\",,\n");
    }

    @Test
    void quotedTextComesBackAsItWas() throws Exception {
        Schema schema = RowCollector.schema("id*:int64,text:string,more:string");
        String[] texts = {
            "a\\", "\\", "\"", "\\\"", "a\\,b", "\r", "x\ny", "\\\\\"\\", "ü€𝄞", ",", "a\"\"b"
        };
        for (String text : texts) {
            EventBlock block = EventBlock.detached(schema);
            new BlockBuilder(block, null).row(Opcode.INSERT).set(0, 1L).set(1, text).set(2, "z");
            RowCollector rows = read(schema, new CsvInputOptions(), print(block));
            assertThat(rows.bad()).as(text).isEmpty();
            long span = rows.block().spans(1)[0];
            assertThat(
                            new String(
                                    rows.block().arena().bytes(),
                                    (int) (span >>> 32),
                                    (int) span,
                                    StandardCharsets.UTF_8))
                    .isEqualTo(text);
            assertThat(print(rows.block())).endsWith(",z\n");
        }
    }

    @Test
    void aBadRowTellsItsPlaceReasonAndTextAndTheNextRowIsRead() throws Exception {
        RowCollector rows =
                read(
                        SCHEMA,
                        new CsvInputOptions().document("in.csv"),
                        "i,n,1\ni,n,12.12\nq,n,2\ni,z,2\ni,n,2,a,1.5x\ni,n,2,a,1,99999999999\n"
                                + "i,n,9223372036854775808\ni,n,3\n");
        assertThat(print(rows.block())).isEqualTo("I,N, 1,,,\nI,N, 3,,,\n");
        assertThat(rows.bad())
                .extracting(b -> b.place() + " " + b.code())
                .containsExactly(
                        "in.csv:2 BAD_VALUE",
                        "in.csv:3 UNKNOWN_OPCODE",
                        "in.csv:4 UNKNOWN_FLAGS",
                        "in.csv:5 BAD_VALUE",
                        "in.csv:6 BAD_VALUE",
                        "in.csv:7 BAD_VALUE");
        assertThat(rows.bad().get(0).reason())
                .isEqualTo("field id (int64): '12.12' is not an integer of its type");
        assertThat(rows.bad().get(3).text()).isEqualTo("i,n,2,a,1.5x");
    }

    @Test
    void anOpenQuotationCostsOneLine() throws Exception {
        RowCollector rows = read("i,n,1,\"open\ni,n,2,b\ni,n,3,c\n");
        assertThat(print(rows.block())).isEqualTo("I,N, 2,b,,\nI,N, 3,c,,\n");
        assertThat(rows.bad())
                .singleElement()
                .satisfies(
                        b -> {
                            assertThat(b.code()).isEqualTo(WireCode.OPEN_QUOTE);
                            assertThat(b.text()).isEqualTo("i,n,1,\"open");
                        });
    }

    @Test
    void aLineAtTheLimitIsReadAndOneAboveIsSkippedToItsEnd() throws Exception {
        String prefix = "i,n,1,";
        String fits = prefix + "x".repeat(1000 - prefix.length());
        CsvInputOptions options = new CsvInputOptions().lineBytesMax(1000);
        for (int cut : new int[] {1, 7, 333, 100_000}) {
            RowCollector rows =
                    read(
                            SCHEMA,
                            options,
                            (fits + "\n" + fits + "y\ni,n,2\n").getBytes(StandardCharsets.UTF_8),
                            cut);
            assertThat(rows.block().rows()).isEqualTo(2);
            assertThat(rows.bad())
                    .singleElement()
                    .satisfies(
                            b -> {
                                assertThat(b.code()).isEqualTo(WireCode.LINE_TOO_LONG);
                                assertThat(b.place()).isEqualTo("input:2");
                            });
        }
    }

    @Test
    void absentPrefixesAreAdded() throws Exception {
        CsvInputOptions options =
                new CsvInputOptions().addedOpcode(Opcode.UPSERT).addedFlags(EventFlags.PARTIAL);
        assertThat(print(read(SCHEMA, options, "1,a,2,3\n2,n,,\n").block()))
                .isEqualTo("P,P, 1,a,2.000000,3\nP,P, 2,n,,\n");
        options = new CsvInputOptions().addedFlags(EventFlags.NORMAL);
        assertThat(print(read(SCHEMA, options, "u,1,a,2,3\n").block()))
                .isEqualTo("U,N, 1,a,2.000000,3\n");
    }

    @Test
    void theFirstRowTellsWhetherFlagsAreThereWhenOnlyTheOpcodeIsAdded() throws Exception {
        CsvInputOptions options = new CsvInputOptions().addedOpcode(Opcode.INSERT);
        assertThat(print(read(SCHEMA, options, "1,a,2,3\n2,b,,\n").block()))
                .isEqualTo("I,N, 1,a,2.000000,3\nI,N, 2,b,,\n");
        assertThat(print(read(SCHEMA, options, "n,1,a,2,3\np,2,b,,\n").block()))
                .isEqualTo("I,N, 1,a,2.000000,3\nI,P, 2,b,,\n");
    }

    @Test
    void theColumnOfAGeneratedKeyMayBeAbsent() throws Exception {
        CsvInputOptions options = new CsvInputOptions().absentField(0);
        assertThat(print(read(SCHEMA, options, "i,n,a,2,3\ni,n,\"b\",2,3\n").block()))
                .isEqualTo("I,N, ,a,2.000000,3\nI,N, ,b,2.000000,3\n");
    }

    @Test
    void anotherDelimiterServesBothWays() throws Exception {
        CsvInputOptions options = new CsvInputOptions().delimiter('|');
        RowCollector rows = read(SCHEMA, options, "i|n|1|a,b\\|c|2,5|3\ni|n|1|a,b\\|c|2.5|3\n");
        assertThat(rows.bad()).hasSize(1);
        assertThat(print(rows.block(), new CsvOutputOptions().delimiter('|').decimals(2)))
                .isEqualTo("I|N| 1|\"a,b|c\"|2.50|3\n");
    }

    @Test
    void everyTypeIsReadAndPrinted() throws Exception {
        Schema all =
                RowCollector.schema(
                        "k*:int32,d:date,s:stamp,m:money,b:blob,ai:array(i32),al:array(i64),"
                                + "ad:array(dbl),r:rstring");
        String text =
                "i,n,1,1577836800,1577836800000001,-0.05,AAEC/w==,[9;19;;nan],[],[1.5;;-2],r\n"
                        + "i,n,-2147483648,-1,-1,922337203685477.5807,TWE,[ 1 ; 2"
                        + " ],[9223372036854775807],[nan],\n";
        RowCollector rows = read(all, new CsvInputOptions(), text);
        assertThat(rows.bad()).isEmpty();
        assertThat(print(rows.block()))
                .isEqualTo(
                        "I,N, 1,1577836800,1577836800000001,-0.0500,AAEC/w==,[9;19;;],[],"
                                + "[1.500000;;-2.000000],r\nI,N, -2147483648,-1,-1,"
                                + "922337203685477.5807,TWE=,[1;2],[9223372036854775807],[],\n");
        String bad =
                "i,n,1,x\n"
                        + "i,n,1,,x\n"
                        + "i,n,1,,,1.23456\n"
                        + "i,n,1,,,,*\n"
                        + "i,n,1,,,,,1;2\n"
                        + "i,n,1,,,,,[3000000000]\n"
                        + "i,n,1,,,922337203685477.5808\n"
                        + "i,n,1,,,,A\n";
        assertThat(read(all, new CsvInputOptions(), bad).bad()).hasSize(8);
    }

    @Test
    void datesFollowTheirFormat() throws Exception {
        Schema schema = RowCollector.schema("k*:int32,d:date,s:stamp");
        CsvInputOptions in = new CsvInputOptions().dateFormat("'%Y-%m-%d %H:%M:%S");
        RowCollector rows =
                read(
                        schema,
                        in,
                        "i,n,1,2020-01-01 00:00:00,2020-01-01 00:00:01.5\n"
                                + "i,n,2,2020-02-30 00:00:00\n");
        assertThat(rows.bad())
                .singleElement()
                .satisfies(b -> assertThat(b.reason()).contains("does not match the dateformat"));
        assertThat(print(rows.block())).isEqualTo("I,N, 1,1577836800,1577836801500000\n");
        assertThat(print(rows.block(), new CsvOutputOptions().dateFormat("%d/%b/%Y:%H:%M:%S")))
                .isEqualTo("I,N, 1,01/Jan/2020:00:00:00,01/Jan/2020:00:00:01.500000\n");
    }

    @Test
    void updatesPrintTheirOldRowUnlessCollapsed() {
        EventBlock block = EventBlock.detached(SCHEMA);
        new BlockBuilder(block, null)
                .row(Opcode.INSERT)
                .set(0, 1L)
                .row(Opcode.UPDATE, EventFlags.RETENTION)
                .set(0, 2L)
                .set(1, "new");
        EventBlock old = block.old();
        old.rows(2);
        old.nulls()[1] = ~0b11L;
        old.longs(0)[1] = 2;
        old.spans(1)[1] = block.arena().append("old".getBytes(StandardCharsets.UTF_8), 0, 3);
        assertThat(print(block)).isEqualTo("I,N, 1,,,\nU,R, 2,new,,\n");
        block.carriesOld(true);
        assertThat(print(block)).isEqualTo("I,N, 1,,,\nUB,R, 2,new,,\nD,R, 2,old,,\n");
        assertThat(print(block, new CsvOutputOptions().collapsing(true)))
                .isEqualTo("I,N, 1,,,\nU,R, 2,new,,\n");
    }

    @Test
    void aHeaderIsWrittenOnRequest() {
        EventBlock block = EventBlock.detached(SCHEMA);
        assertThat(print(block, new CsvOutputOptions().header(CsvOutputOptions.Header.NAMES)))
                .isEqualTo("opcode,flags,id,name,price,count\n");
        assertThat(print(block, new CsvOutputOptions().header(CsvOutputOptions.Header.FULL)))
                .isEqualTo("opcode,flags,id*:int64,name:string,price:double,count:int32\n");
    }

    @Test
    void waitingForBytesIsToldAfterEveryRowThatIsThere() throws Exception {
        byte[][] parts = {
            "i,n,1\ni,n".getBytes(StandardCharsets.UTF_8),
            {},
            ",2\n".getBytes(StandardCharsets.UTF_8),
            {}
        };
        ByteInput input =
                new ByteInput() {
                    private int part;

                    @Override
                    public int read(byte[] into, int from, int length) {
                        if (part == parts.length) {
                            return -1;
                        }
                        byte[] p = parts[part++];
                        System.arraycopy(p, 0, into, from, p.length);
                        return p.length;
                    }

                    @Override
                    public void await() {}

                    @Override
                    public void close() throws IOException {}
                };
        RowCollector rows = new RowCollector(SCHEMA);
        new CsvDecoder(SCHEMA, new CsvInputOptions()).decode(input, rows);
        assertThat(rows.idleAt()).containsExactly(1, 2);
        assertThat(print(rows.block())).isEqualTo("I,N, 1,,,\nI,N, 2,,,\n");
    }

    @Test
    void zeroBytesAreStrippedOnRequest() throws Exception {
        CsvInputOptions options = new CsvInputOptions().strippingNulls(true);
        assertThat(print(read(SCHEMA, options, "i,n,\0001,a\000b\n").block()))
                .isEqualTo("I,N, 1,ab,,\n");
    }

    @Test
    void aDateBeyondAnyCalendarIsPrintedAsItsNumber() {
        Schema schema = RowCollector.schema("id*:int64,d:date");
        EventBlock block = EventBlock.detached(schema);
        BlockBuilder rows = new BlockBuilder(block, null);
        for (long d : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0}) {
            rows.row(Opcode.INSERT).set(0, 1L).set(1, d);
        }
        ByteSink sink = new ByteSink(64);
        new CsvEncoder(schema, new CsvOutputOptions().dateFormat("%Y")).encode(block, sink);
        assertThat(sink.text())
                .isEqualTo(
                        "I,N, 1,-9223372036854775808\nI,N, 1,9223372036854775807\nI,N, 1,1970\n");
    }
}
