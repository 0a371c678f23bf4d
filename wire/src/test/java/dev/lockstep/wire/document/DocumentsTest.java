package dev.lockstep.wire.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.EventEncoder;
import dev.lockstep.wire.codec.RowCollector;
import dev.lockstep.wire.codec.Samples;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DocumentsTest {
    private static final Schema SMALL = RowCollector.schema("ID*:int64,name:string,x:double");

    /** The formats with named values. */
    enum Format {
        XML,
        JSON,
        PROPERTIES;

        EventEncoder encoder(Schema schema) {
            DocumentOptions options = DocumentOptions.of("doc");
            return switch (this) {
                case XML -> new XmlEncoder(schema, options);
                case JSON -> new JsonEncoder(schema, options);
                case PROPERTIES -> new PropertiesEncoder(schema, options);
            };
        }

        EventDecoder decoder(Schema schema) {
            DocumentOptions options = DocumentOptions.of("doc");
            return switch (this) {
                case XML -> new XmlDecoder(schema, options);
                case JSON -> new JsonDecoder(schema, options);
                case PROPERTIES -> new PropertiesDecoder(schema, options);
            };
        }

        String encode(EventBlock... blocks) {
            EventEncoder encoder = encoder(blocks[0].schema());
            ByteSink sink = new ByteSink(64);
            encoder.begin(sink);
            for (EventBlock b : blocks) {
                encoder.encode(b, sink);
            }
            encoder.end(sink);
            return sink.text();
        }

        RowCollector decode(Schema schema, String text) throws Exception {
            return decode(schema, text, new RowCollector(schema));
        }

        RowCollector decode(Schema schema, String text, RowCollector rows) throws Exception {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            decoder(schema).decode(ByteInput.of(new ByteArrayInputStream(bytes)), rows);
            return rows;
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everythingComesBackAsItWas(Format format) throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            EventBlock block = Samples.block(seed, 40);
            RowCollector rows = format.decode(Samples.SCHEMA, format.encode(block));
            assertThat(rows.bad()).isEmpty();
            assertThat(Samples.text(rows.block())).isEqualTo(Samples.text(block));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aBadValueCostsItsRowOnly(Format format) throws Exception {
        EventBlock block = EventBlock.detached(RowCollector.schema("ID*:string,name:string"));
        new BlockBuilder(block, null)
                .row(Opcode.INSERT)
                .set(0, "1")
                .row(Opcode.INSERT)
                .set(0, "x2")
                .row(Opcode.INSERT)
                .set(0, "3");
        RowCollector rows = format.decode(SMALL, format.encode(block));
        assertThat(Samples.text(rows.block())).startsWith("I,N, 1,,\nI,N, 3,,\n");
        assertThat(rows.bad())
                .singleElement()
                .satisfies(
                        b -> {
                            assertThat(b.code()).isEqualTo(WireCode.BAD_VALUE);
                            assertThat(b.place()).startsWith("doc:");
                            assertThat(b.reason()).contains("field ID").contains("'x2'");
                        });
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void anUpdateWithItsOldRowIsTwoEvents(Format format) {
        EventBlock block = EventBlock.detached(SMALL);
        new BlockBuilder(block, null).row(Opcode.UPDATE).set(0, 7L).set(2, 2.0);
        EventBlock old = block.old();
        old.nulls()[0] = 0b010;
        old.longs(0)[0] = 7;
        old.doubles(2)[0] = 1;
        assertThat(format.encode(block)).doesNotContain("1.000000").contains("2.000000");
        block.carriesOld(true);
        assertThat(format.encode(block))
                .containsSubsequence("u", "b", "2.000000", "d", "1.000000")
                .containsPattern("updateblock|ub");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void theTargetCanEndTheReading(Format format) throws Exception {
        String text = format.encode(Samples.block(1, 10));
        RowCollector rows = new RowCollector(Samples.SCHEMA).rowsMax(4);
        format.decode(Samples.SCHEMA, text, rows);
        assertThat(rows.block().rows()).isEqualTo(4);
    }

    @Test
    void xmlOfThePublicFormIsRead() throws Exception {
        String xml =
                "<events><transaction><event><opcode>i</opcode><ID key=\"true\"> 100 </ID>"
                        + "<name><![CDATA[A&B]]> &lt;</name><other>1</other></event></transaction>"
                        + "<event><opcode>p</opcode><flags>p</flags><ID>2</ID><x/><name/></event>"
                        + "</events>";
        RowCollector rows = Format.XML.decode(SMALL, xml);
        assertThat(rows.bad()).isEmpty();
        assertThat(Samples.text(rows.block())).isEqualTo("I,N, 100,A&B <,\nP,P, 2,,\n++-++-");
    }

    @Test
    void xmlWithADocumentTypeOrEntitiesIsRefused() {
        String[] bad = {
            "<!DOCTYPE a [<!ENTITY e \"x\">]><events><event><name>&e;</name></event></events>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><events/>",
            "<events><event><name>&e;</name></event></events>",
            "<events><event>",
            ""
        };
        for (String xml : bad) {
            assertThatThrownBy(() -> Format.XML.decode(SMALL, xml))
                    .as(xml)
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-4009");
        }
        String deep = "<a>".repeat((int) WireLimits.DEPTH.defaultValue() + 1);
        assertThatThrownBy(() -> Format.XML.decode(SMALL, deep))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4019");
    }

    @Test
    void endlessContentIsBounded() {
        String comment = "<events><!-- " + "x".repeat(20 << 20);
        assertThatThrownBy(() -> Format.XML.decode(SMALL, comment))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4017");
        String member = "[{\"other\":[" + "1,".repeat(9 << 20);
        assertThatThrownBy(() -> Format.JSON.decode(SMALL, member))
                .isInstanceOf(LockstepException.class);
    }

    @Test
    void jsonOfSeveralFormsIsRead() throws Exception {
        String json =
                "[[{\"opcode\":\"insert\",\"ID\":\"1\",\"name\":\"a\",\"x\":1.5e2}],\n"
                    + "{\"@opcode\":\"Upsert\",\"ID\":2,\"name\":null,\"flags\":\"p\",\"more\":[1]}]\n"
                    + "{\"ID\":3,\"x\":{}} {\"ID\":4,\"name\":\"\"}";
        RowCollector rows = Format.JSON.decode(SMALL, json);
        assertThat(Samples.text(rows.block()))
                .isEqualTo("I,N, 1,a,150.000000\nP,P, 2,,\nI,N, 4,,\n++++--++-");
        assertThat(rows.bad())
                .singleElement()
                .satisfies(b -> assertThat(b.place()).isEqualTo("doc:3"));
        Schema array = RowCollector.schema("k*:int32,a:array(dbl)");
        assertThat(
                        Samples.text(
                                Format.JSON
                                        .decode(array, "{\"k\":1,\"a\":[1,null,\"2.5\"]}")
                                        .block()))
                .startsWith("I,N, 1,[1.000000;;2.500000]\n");
    }

    @Test
    void brokenJsonTellsItsPlace() {
        for (String bad : new String[] {"[{\"ID\":1,]", "[1]", "{\"ID\":", "[".repeat(40)}) {
            assertThatThrownBy(() -> Format.JSON.decode(SMALL, bad))
                    .as(bad)
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("doc:1:")
                    .hasMessageContaining("LS-4010");
        }
    }

    @Test
    void propertiesAreSeparatedByEmptyLines() throws Exception {
        RowCollector rows =
                Format.PROPERTIES.decode(
                        SMALL,
                        "# comment\n"
                                + "opcode = u\n"
                                + "ID=1\n"
                                + "name= a = b \n\n\n"
                                + "ID=2\r\n"
                                + "name=\r\n\r\n"
                                + "wrong\n"
                                + "ID=9\n\n"
                                + "ID=3");
        assertThat(Samples.text(rows.block()))
                .isEqualTo("U,N, 1,a = b,\nI,N, 2,,\nI,N, 3,,\n++-++-+--");
        assertThat(rows.bad())
                .singleElement()
                .satisfies(
                        b -> {
                            assertThat(b.code()).isEqualTo(WireCode.MALFORMED_PROPERTIES);
                            assertThat(b.place()).isEqualTo("doc:10");
                        });
    }

    /** CSV of another encoding gets as far as here. */
    @Test
    void bytesThatAreNoUnicodeDoNotMakeTheJsonUnreadable() throws Exception {
        EventBlock block = EventBlock.detached(SMALL);
        byte[] latin = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        new BlockBuilder(block, null)
                .row(Opcode.INSERT)
                .set(0, 1L)
                .set(1, latin, 0, latin.length)
                .row(Opcode.INSERT)
                .set(0, 2L)
                .set(1, "caf\u00e9");
        ByteSink sink = new ByteSink(64);
        Format.JSON.encoder(SMALL).encode(block, sink);
        ByteBuffer bytes = ByteBuffer.wrap(sink.bytes(), 0, sink.size());
        String strict = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        assertThat(strict).contains("\"caf\ufffd\"", "\"caf\u00e9\"");
    }

    @Test
    void aTextWithASeparatorIsNoElementOfAnArray() throws Exception {
        Schema schema = RowCollector.schema("id*:int64,a:array(i64)");
        RowCollector rows =
                Format.JSON.decode(
                        schema, "[{\"id\":1,\"a\":[\"1;2\",3]},{\"id\":2,\"a\":[\"1\",3]}]");
        assertThat(rows.bad()).hasSize(1);
        assertThat(Samples.text(rows.block())).startsWith("I,N, 2,[1;3]\n");
    }

    /** Newer Java counts them over the whole document, and a stream has no end. */
    @Test
    void escapedCharactersMayComeForEver() throws Exception {
        int events = 150_000;
        String event = "<event><ID>1</ID><name>&amp;&#65;</name></event>";
        Schema schema = RowCollector.schema("ID*:int64,name:string");
        RowCollector rows =
                Format.XML.decode(schema, "<events>" + event.repeat(events) + "</events>");
        assertThat(rows.block().rows()).isEqualTo(events);
    }
}
