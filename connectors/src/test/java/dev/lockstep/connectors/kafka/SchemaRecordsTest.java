package dev.lockstep.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.RecordingSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records whose layout stands in a schema: what is written, what is read, what is refused. */
class SchemaRecordsTest {
    private static final Schema ALL =
            schema(
                    "k*:int64,i:int32,d:double,s:string,r:rstring,t:date,u:stamp,m:money,b:blob,"
                            + "ai:array(i32),al:array(i64),ad:array(dbl)");
    private static final String ROWS =
            """
            i,n,-9223372036854775808,-2147483648,0.1,"a,ü",r,17,1700000000123456,-12.3456,AAEC,[1;;-3],[],[0.5;;-1]
            u,n,2,,,,,,,,,,,
            p,n,3,7,-1.25,,x,-1,-1,0,,[2],[9223372036854775807],[]
            d,n,4,0,0,,,0,0,0.0001,/w==,,,
            """;
    private static final String PROTO =
            """
            syntax = "proto3"; // all types
            package trial;
            message Event {
              option deprecated = true;
              string opcode = 99;
              int64 k = 1; optional sint32 i = 2; optional double d = 3 [deprecated = true];
              optional string s = 4; optional bytes r = 5; optional sfixed64 t = 6;
              optional int64 u = 7; optional string m = 8; optional bytes b = 9;
              optional string ai = 10; optional string al = 11; optional string ad = 12;
              map<string, Other> others = 20; reserved 30 to 40;
              enum Side { NONE = 0; BUY = 1; }
              oneof which { Side side = 21; Other other = 22; }
            }
            message Other { repeated int32 numbers = 1; }
            /* a block */
            message Block { repeated Event events = 1; }
            service S { rpc Call(Event) returns (Block) { option x = 1; } }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static Schema schema(String text) {
        List<Field> fields = new ArrayList<>();
        for (String part : text.split(",")) {
            String[] words = part.split(":");
            FieldType type = Objects.requireNonNull(FieldType.parse(words[1]));
            fields.add(new Field(words[0].replace("*", ""), type, words[0].endsWith("*")));
        }
        return new Schema(fields);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    private static KafkaSettings settings(Direction to, Schema schema, String... properties) {
        return KafkaSettings.of(Configs.of(to, schema, false, properties));
    }

    private static RecordingSink read(Schema schema, List<byte[]> records, String... properties)
            throws Exception {
        RecordingSink sink = new RecordingSink(schema);
        KafkaSettings s = settings(Direction.PUBLISH, schema, properties);
        RecordReader reader = new RecordReader(s, RecordForm.open(s), sink);
        long offset = 0;
        for (byte[] record : records) {
            reader.read(record, 0, offset++);
        }
        reader.flush();
        return sink;
    }

    private static List<byte[]> write(Schema schema, String rows, String... properties)
            throws Exception {
        RecordingSink sink =
                read(schema, List.of(rows.getBytes(StandardCharsets.UTF_8)), "blocksize=100");
        assertThat(sink.bad()).isEmpty();
        KafkaSettings s = settings(Direction.SUBSCRIBE, schema, properties);
        List<byte[]> records = new ArrayList<>();
        new RecordWriter(s, RecordForm.open(s))
                .write(
                        sink.blocks().get(0),
                        1,
                        (b, from, to) -> records.add(Arrays.copyOfRange(b, from, to)));
        return records;
    }

    private static String csv(String rows) throws Exception {
        return read(ALL, List.of(rows.getBytes(StandardCharsets.UTF_8))).text();
    }

    private static void isWrittenAndRead(int records, String... properties) throws Exception {
        List<byte[]> written = write(ALL, ROWS, properties);
        assertThat(written).hasSize(records);
        RecordingSink got = read(ALL, written, properties);
        assertThat(got.bad()).isEmpty();
        assertThat(got.text()).isEqualTo(csv(ROWS));
        assertThat(got.blocks()).allMatch(b -> b.claimsHold());
    }

    private static String reasons(RecordingSink sink) {
        return String.join(
                "\n", sink.bad().stream().map(r -> r.code().code() + " " + r.reason()).toList());
    }

    @Test
    void everyTypeComesThroughTheSchemaThatAWindowHas() throws Exception {
        try (RegistryServer registry = new RegistryServer()) {
            isWrittenAndRead(4, "kafkatype=avro", "avroschemaregistryurl=" + registry.url());
            assertThat(registry.subjects()).containsExactly("trades-value");
        }
    }

    @Test
    void whatIsWrittenIsWhatTheLibraryReads() throws Exception {
        try (RegistryServer registry = new RegistryServer()) {
            List<byte[]> records =
                    write(ALL, ROWS, "kafkatype=avro", "avroschemaregistryurl=" + registry.url());
            org.apache.avro.Schema schema =
                    new org.apache.avro.Schema.Parser().parse(registry.schema(1));
            byte[] first = records.get(0);
            assertThat(Arrays.copyOf(first, 5)).containsExactly(0, 0, 0, 0, 1);
            GenericRecord r =
                    new GenericDatumReader<GenericRecord>(schema)
                            .read(
                                    null,
                                    DecoderFactory.get()
                                            .binaryDecoder(first, 5, first.length - 5, null));
            assertThat(r.get("opcode")).hasToString("insert");
            assertThat(r.get("k")).isEqualTo(Long.MIN_VALUE);
            assertThat(r.get("d")).isEqualTo(0.1);
            assertThat(r.get("s")).hasToString("a,ü");
            assertThat(r.get("u")).isEqualTo(1_700_000_000_123_456L);
            assertThat(r.get("m"))
                    .isEqualTo(
                            ByteBuffer.wrap(java.math.BigInteger.valueOf(-123_456).toByteArray()));
            assertThat(r.get("ai")).isEqualTo(Arrays.asList(1, null, -3));
        }
    }

    private byte[] avro(String schema, @Nullable Object... values) throws IOException {
        org.apache.avro.Schema s = new org.apache.avro.Schema.Parser().parse(schema);
        GenericRecord r = new GenericData.Record(s);
        for (int i = 0; i < values.length; i++) {
            r.put(i, values[i]);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(s).write(r, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    @Test
    void valuesOfOtherTypesFitOrAreBadRows() throws Exception {
        String schema =
                """
                {"type":"record","name":"R","fields":[
                 {"name":"k","type":"int"},
                 {"name":"nested","type":{"type":"record","name":"N","fields":[
                   {"name":"m","type":{"type":"map","values":["null","string"]}},
                   {"name":"f","type":{"type":"fixed","name":"F","size":2}}]}},
                 {"name":"i","type":["null","boolean","long"]},
                 {"name":"d","type":"float"},
                 {"name":"s","type":{"type":"enum","name":"E","symbols":["BUY","SELL"]}},
                 {"name":"t","type":{"type":"int","logicalType":"date"}},
                 {"name":"u","type":{"type":"long","logicalType":"timestamp-millis"}},
                 {"name":"m","type":"double"},
                 {"name":"al","type":{"type":"array","items":"int"}}]}
                """;
        String file = file("r.avsc", schema);
        org.apache.avro.Schema s = new org.apache.avro.Schema.Parser().parse(schema);
        GenericRecord nested = new GenericData.Record(s.getField("nested").schema());
        nested.put("m", java.util.Map.of("a", "b"));
        nested.put(
                "f", new GenericData.Fixed(nested.getSchema().getField("f").schema(), new byte[2]));
        Object sell = new GenericData.EnumSymbol(s.getField("s").schema(), "SELL");
        byte[] good = avro(schema, 1, nested, true, 0.1f, sell, 2, 3_500L, 1.5, List.of(4, 5));
        byte[] large = avro(schema, 2, nested, 1L << 40, 0.1f, sell, 2, 3_500L, 1.5, List.of());
        byte[] fine = avro(schema, 3, nested, null, 1f, sell, 0, 0L, 1.00001, List.of());
        RecordingSink got =
                read(
                        ALL,
                        List.of(good, large, fine, Arrays.copyOf(good, good.length - 1)),
                        "kafkatype=avro",
                        "avroschemadefinition=" + file,
                        "publishwithupsert=true",
                        "ignoreparseerrors=true");
        assertThat(got.text()).isEqualTo(csv("p,n,1,1,0.1,SELL,,172800,3500000,1.5,,,[4;5],\n"));
        assertThat(reasons(got))
                .contains("LS-4001 field i (int32): '1099511627776' is not an integer")
                .contains("LS-4001 field m (money)")
                .contains("LS-4122 The record");
        assertThat(got.bad()).hasSize(3).extracting(BadRow::place).contains("trades:0:1");
    }

    @Test
    void aSchemaThatCannotHoldEveryRowIsRefused() throws Exception {
        Schema window = schema("k*:int64,s:string,a:array(i32)");
        String record = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[%s]}";
        String opcode = "{\"name\":\"opcode\",\"type\":\"string\"},";
        for (String fields :
                List.of(
                        "{\"name\":\"k\",\"type\":\"long\"}",
                        opcode + "{\"name\":\"k\",\"type\":\"int\"}",
                        opcode + "{\"name\":\"s\",\"type\":\"string\"}",
                        opcode + "{\"name\":\"more\",\"type\":\"string\"}",
                        opcode
                                + "{\"name\":\"a\",\"type\":[\"null\",{\"type\":\"array\","
                                + "\"items\":\"int\"}]}",
                        "{\"name\":\"k\"}")) {
            String file = file("r.avsc", record.formatted(fields));
            KafkaSettings s =
                    settings(
                            Direction.SUBSCRIBE,
                            window,
                            "kafkatype=avro",
                            "avroschemadefinition=" + file);
            assertThatThrownBy(() -> RecordForm.open(s))
                    .as(fields)
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-4130");
        }
        String file = file("r.avsc", record.formatted("{\"name\":\"k\",\"type\":\"long\"}"));
        assertThat(
                        write(
                                window,
                                "d,n,5,x,[1]\n",
                                "kafkatype=avro",
                                "avroschemanoopcode=true",
                                "avroschemadefinition=" + file))
                .singleElement()
                .isEqualTo(new byte[] {10});
    }

    @Test
    void recordsThatNameSchemasAreReadWithThoseOfTheRegistry() throws Exception {
        try (RegistryServer registry = new RegistryServer()) {
            String one =
                    "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"id\","
                            + "\"type\":\"long\"}]}";
            String two = one.replace("\"id\",\"type\":\"long\"", "\"price\",\"type\":\"double\"");
            registry.put("s", one);
            registry.put("s", two);
            String url = "avroschemaregistryurl=" + registry.url();
            byte[] first = {0, 0, 0, 0, 1, 14};
            byte[] unknown = {0, 0, 0, 0, 9, 14};
            byte[] bare = {14};
            RecordingSink got =
                    read(
                            Configs.SCHEMA,
                            List.of(first, unknown, bare, first),
                            "kafkatype=avro",
                            "ignoreparseerrors=true",
                            url);
            assertThat(got.text()).isEqualTo("I,N, 7,,\nI,N, 7,,\n");
            assertThat(reasons(got)).contains("schema 9").contains("zero byte");
            assertThat(registry.asked("/schemas/ids/1")).isEqualTo(1);
            String[] properties = {
                "kafkatype=avro", url, "avroschemaname=s", "avroschemanoopcode=true"
            };
            assertThatThrownBy(() -> write(Configs.SCHEMA, "i,n,7,,2\n", properties))
                    .as("the newest has no null for what is no key")
                    .hasMessageContaining("LS-4130")
                    .hasMessageContaining("price");
            registry.put("s", one.replace("\"R\"", "\"Newest\""));
            assertThat(write(Configs.SCHEMA, "i,n,7,,2\n", properties))
                    .singleElement()
                    .isEqualTo(new byte[] {0, 0, 0, 0, 3, 14});
        }
    }

    @Test
    void aRegistryThatFailsIsNoFaultOfTheRecord() throws Exception {
        try (RegistryServer registry = new RegistryServer()) {
            registry.failWith(503);
            byte[] record = {0, 0, 0, 0, 1, 14};
            assertThatThrownBy(
                            () ->
                                    read(
                                            Configs.SCHEMA,
                                            List.of(record),
                                            "kafkatype=avro",
                                            "ignoreparseerrors=true",
                                            "avroschemaregistryurl=" + registry.url()))
                    .hasMessageContaining("LS-4131")
                    .hasMessageContaining("503");
            assertThat(registry.asked("/schemas/ids/1")).isEqualTo(3);
            registry.failWith(0);
            registry.answerWith("x".repeat(2 << 20));
            assertThatThrownBy(
                            () ->
                                    read(
                                            Configs.SCHEMA,
                                            List.of(record),
                                            "kafkatype=avro",
                                            "avroschemaregistryurl=" + registry.url()))
                    .hasMessageContaining("too long");
        }
    }

    @Test
    void replicasTakeNoSchemaThatOnlyRecordsName() throws Exception {
        try (RegistryServer registry = new RegistryServer()) {
            String url = "avroschemaregistryurl=" + registry.url();
            KafkaSettings in = settings(Direction.PUBLISH, Configs.SCHEMA, "kafkatype=avro", url);
            assertThatThrownBy(() -> RecordForm.forReplica(in)).hasMessageContaining("LS-4104");
            KafkaSettings named =
                    settings(
                            Direction.SUBSCRIBE,
                            Configs.SCHEMA,
                            "kafkatype=avro",
                            url,
                            "avroschemaname=s");
            assertThatThrownBy(() -> RecordForm.forReplica(named)).hasMessageContaining("LS-4104");
            String file =
                    file(
                            "r.avsc",
                            "{\"type\":\"record\",\"name\":\"R\",\"fields\":"
                                    + "[{\"name\":\"id\",\"type\":\"long\"}]}");
            KafkaSettings fixed =
                    settings(
                            Direction.PUBLISH,
                            Configs.SCHEMA,
                            "kafkatype=avro",
                            url,
                            "avroschemadefinition=" + file);
            registry.put("other", "\"int\"");
            RecordForm form = RecordForm.forReplica(fixed);
            assertThat(form.identity()).startsWith("2 ").contains("\"id\"");
            RecordingSink sink = new RecordingSink(Configs.SCHEMA);
            RecordReader reader = new RecordReader(fixed.forReplica(), form, sink);
            reader.read(new byte[] {0, 0, 0, 0, 2, 14}, 0, 0);
            reader.read(new byte[] {0, 0, 0, 0, 1, 14}, 0, 1);
            assertThat(sink.text()).isEqualTo("I,N, 7,,\n");
            assertThat(reasons(sink)).contains("is of schema 1, expected is 2");
        }
    }

    @Test
    void everyTypeComesThroughMessages() throws Exception {
        String file = "protofile=" + file("t.proto", PROTO);
        isWrittenAndRead(4, file, "protomsg=Event");
        isWrittenAndRead(1, file, "protomsg=trial.Block", "kafkatype=protobuf", "blocksize=9");
    }

    @Test
    void aSetOfDescriptorsIsAsGoodAsItsText() throws Exception {
        byte[] set =
                com.google.protobuf.DescriptorProtos.FileDescriptorSet.newBuilder()
                        .addFile(com.google.protobuf.TimestampProto.getDescriptor().toProto())
                        .addFile(com.google.protobuf.WrappersProto.getDescriptor().toProto())
                        .build()
                        .toByteArray();
        String file = "protofile=" + Files.write(folder.resolve("set"), set);
        Schema window = schema("value*:int64");
        List<byte[]> records = write(window, "i,n,300\n", file, "protomsg=Int64Value");
        assertThat(records).singleElement().isEqualTo(new byte[] {8, (byte) 0xAC, 2});
        assertThat(read(window, records, file, "protomsg=Int64Value").text())
                .isEqualTo("I,N, 300\n");
    }

    @Test
    void messagesThatAreNoneAreBadRecordsAndAbsenceIsNull() throws Exception {
        String file =
                "protofile="
                        + file(
                                "t.proto",
                                "message M { required int64 id = 1; optional string name = 2;"
                                        + " repeated double price = 3; }");
        RecordingSink got =
                read(
                        Configs.SCHEMA,
                        List.of(
                                new byte[] {8, 7},
                                new byte[] {8},
                                new byte[] {18, 0},
                                new byte[] {8, 7, 26, 8, 0, 0, 0, 0, 0, 0, 0, 0}),
                        file,
                        "protomsg=M",
                        "ignoreparseerrors=true");
        assertThat(got.text()).isEmpty();
        assertThat(got.bad()).hasSize(4);
        assertThat(reasons(got)).contains("price (double) takes no repeated values").contains("id");
    }

    @Test
    void filesOfMessagesThatCannotBeUsedAreRefusedWithTheLine() throws Exception {
        for (String text :
                List.of(
                        "import \"other.proto\";",
                        "edition = \"2023\";",
                        "syntax = \"proto4\";",
                        "message M { int64 id = 1; }",
                        "syntax = \"proto3\"; message M { Gone id = 1; }",
                        "syntax = \"proto3\"; message M { int64 id = 1; int64 price = 1; }",
                        "syntax = \"proto3\"; message M { int32 id = 1; }",
                        "message M { required int64 id = 1; required string name = 2; }",
                        "syntax = \"proto3\"; message M { float price = 1; }",
                        "syntax = \"proto3\"; message M { int64 id = 1; ",
                        "syntax = \"proto3\"; message M { int64 id = 1 [x=\"",
                        "message M ".repeat(3),
                        "syntax = \"proto3\"; message Other { }",
                        "/*")) {
            KafkaSettings s =
                    settings(
                            Direction.SUBSCRIBE,
                            Configs.SCHEMA,
                            "protofile=" + file("t.proto", text),
                            "protomsg=M");
            assertThatThrownBy(() -> RecordForm.open(s))
                    .as(text)
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-4130");
        }
        KafkaSettings gone =
                settings(Direction.PUBLISH, Configs.SCHEMA, "protofile=gone.proto", "protomsg=M");
        assertThatThrownBy(() -> RecordForm.open(gone)).hasMessageContaining("LS-4110");
    }
}
