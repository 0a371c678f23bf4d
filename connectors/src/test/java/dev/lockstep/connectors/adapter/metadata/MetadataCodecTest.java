package dev.lockstep.connectors.adapter.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.transport.WindowSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataCodecTest {
    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void requestsComeBackAsTheyWere() {
        SchemaRequest r = new SchemaRequest("p/q/w \"ü\"", "replies", "7");
        assertThat(MetadataCodec.request(MetadataCodec.write(r))).isEqualTo(r);
        assertThat(
                        MetadataCodec.request(
                                bytes(
                                        "{'new':[{'x':1}],'lockstep':1,'ask':'schema','window':'w',"
                                                + "'reply':'r','id':'1'}")))
                .isEqualTo(new SchemaRequest("w", "r", "1"));
    }

    @Test
    void repliesComeBackAsTheyWereToWhoeverAsked() {
        List<Field> fields = new ArrayList<>();
        for (FieldType t : FieldType.values()) {
            fields.add(new Field("f " + t, t, t == FieldType.STRING));
        }
        SchemaReply schema =
                new SchemaReply("1", "p/q/w", new WindowSchema(new Schema(fields), true), null);
        SchemaReply error = new SchemaReply("1", "p/q/w", null, "no");
        for (SchemaReply r : List.of(schema, error)) {
            assertThat(MetadataCodec.reply(MetadataCodec.write(r), "1")).isEqualTo(r);
            assertThat(MetadataCodec.reply(MetadataCodec.write(r), "2")).isNull();
            assertThat(MetadataCodec.request(MetadataCodec.write(r))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "no JSON",
                "{'lockstep':1,'ask':'schema','window':'w','reply':'r'",
                "{'lockstep':2,'ask':'schema','window':'w','reply':'r','id':'1'}",
                "{'lockstep':1,'ask':'projects','window':'w','reply':'r','id':'1'}",
                "{'lockstep':1,'ask':'schema','window':7,'reply':'r','id':'1'}",
                "{'lockstep':1,'ask':'schema','window':'w','id':'1'}",
            })
    void whatIsNoRequestIsPassedOver(String text) {
        assertThat(MetadataCodec.request(bytes(text))).isNull();
        assertThat(MetadataCodec.reply(bytes(text), "1")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'fields':[]",
                ",'fields':7",
                ",'fields':[{'name':'a','type':'int99','key':true}]",
                ",'fields':[{'name':'a','type':'int64'},{'name':'a','type':'int64'}]",
            })
    void aDamagedReplyIsAnError(String rest) {
        assertThatThrownBy(
                        () ->
                                MetadataCodec.reply(
                                        bytes("{'lockstep':1,'id':'1','window':'w'" + rest + "}"),
                                        "1"))
                .hasMessageStartingWith("LS-4129");
    }
}
