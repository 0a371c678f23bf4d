package dev.lockstep.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.connectors.row.BlockRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
    private static List<String> problems(ConnectorConfig config) {
        return new KafkaConnector()
                .validate(config).stream().map(p -> p.severity() + " " + p.code().code()).toList();
    }

    @Test
    void everyPropertyOfThePublicListsIsKnownOrRefusedByName() {
        String known =
                "type name kafkahostport kafkatopic kafkapartition kafkatype urlhostport"
                        + " numbufferedmsgs snapshot collapse rmretdel hotfailover dateformat"
                        + " csvincludeschema useclientmsgid useoffsetmsgid configfilesection"
                        + " zookeeperhostport kafkaglobalconfig kafkatopicconfig csvmsgperevent"
                        + " csvmsgpereventblock avroschemanoopcode transactional blocksize"
                        + " ignorecsvparseerrors csvfielddelimiter noautogenfield publishwithupsert"
                        + " kafkainitialoffset addcsvopcode addcsvflags maxevents"
                        + " kafkaconsumergroupid doubleprecision";
        List<String> names =
                new KafkaConnector().properties().stream().map(PropertySpec::name).toList();
        // the name is an attribute, not a property
        assertThat(names).contains(known.replace(" name ", " ").split(" "));
        assertThat(names)
                .contains("protofile", "protomsg", "avroschemaregistryurl", "avroschemaname")
                .contains("avroschemadefinition");
    }

    @Test
    void propertiesOfSchemasAreForRecordsThatHaveOne() {
        for (String name :
                List.of(
                        "protomsg",
                        "avroschemaregistryurl",
                        "avroschemaname",
                        "avroschemadefinition")) {
            assertThat(problems(Configs.publish(name + "=x")))
                    .as(name)
                    .containsExactly("ERROR LS-4102");
        }
        assertThat(problems(Configs.publish("avroschemanoopcode=false"))).isEmpty();
        assertThat(problems(Configs.publish("avroschemanoopcode=true")))
                .containsExactly("ERROR LS-4102");
        assertThat(problems(Configs.publish("kafkatype=json", "protofile=x", "protomsg=y")))
                .containsExactly("ERROR LS-4102", "ERROR LS-4102");
    }

    @Test
    void recordsWithASchemaNeedToBeToldWhichOne() {
        assertThat(problems(Configs.publish("kafkatype=avro"))).containsExactly("ERROR LS-4103");
        assertThat(problems(Configs.publish("kafkatype=protobuf")))
                .containsExactly("ERROR LS-4103", "ERROR LS-4103");
        assertThat(problems(Configs.publish("protofile=x"))).containsExactly("ERROR LS-4103");
        String registry = "avroschemaregistryurl=http://r:8081";
        assertThat(problems(Configs.publish("kafkatype=avro", registry))).isEmpty();
        for (String url : List.of("r:8081", "ftp://r", "http://name:word@r", "http://r?a=b")) {
            assertThat(problems(Configs.publish("kafkatype=avro", "avroschemaregistryurl=" + url)))
                    .as(url)
                    .containsExactly("ERROR LS-4102");
        }
        assertThat(problems(Configs.subscribe("kafkatype=avro", "avroschemaname=s")))
                .containsExactly("ERROR LS-4103", "ERROR LS-4102");
        assertThat(problems(Configs.subscribe("kafkatype=avro", registry, "dateformat=%!")))
                .containsExactly("ERROR LS-4007");
    }

    @Test
    void aFileOfMessagesMakesTheRecordsProtobuf() {
        for (String type : List.of("kafkatype=", "kafkatype=binary", "kafkatype=protobuf")) {
            KafkaSettings s =
                    KafkaSettings.of(Configs.publish(type, "protofile=t.proto", "protomsg=T"));
            assertThat(s.type().kind()).as(type).isEqualTo(KafkaType.Kind.PROTOBUF);
        }
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        KafkaSettings s = KafkaSettings.of(Configs.publish());
        assertThat(s.topic())
                .isEqualTo(new KafkaTopic("127.0.0.1:9092", "trades", KafkaTopic.UNSAID, ""));
        assertThat(s.type()).isEqualTo(new KafkaType(KafkaType.Kind.CSV, -1));
        assertThat(s.start()).isEqualTo(new KafkaStart(KafkaStart.Kind.SMALLEST, 0));
        assertThat(s.group()).isEmpty();
        assertThat(s.blocks()).isEqualTo(new BlockRules(1, false, false, 0, 0));
        assertThat(s.failover()).isEqualTo(new KafkaFailover(false, "", 0, false, false));
        KafkaSettings sub = KafkaSettings.of(Configs.subscribe());
        assertThat(sub.failover().bufferedMessages()).isEqualTo(10_000);
        assertThat(sub.output())
                .isEqualTo(
                        new KafkaOutput(
                                false,
                                false,
                                false,
                                KafkaOutput.Message.TRANSACTION,
                                KafkaOutput.SchemaLine.NEVER));
    }

    @Test
    void thePublishersOfThePublicExampleAreUnderstood() {
        ConnectorConfig config =
                Configs.publish(
                        "type=pub",
                        "dateformat='%Y-%m-%d %H:%M:%S",
                        "kafkainitialoffset=smallest",
                        "kafkaglobalconfig=enable.sparse.connections=false",
                        "useoffsetmsgid=true",
                        "kafkahostport=h1:9092, h2:9093",
                        "kafkapartition=0",
                        "kafkatopic=h_61001.kafka1.cq1.in.I",
                        "kafkatype=binary",
                        "urlhostport=h_61001");
        assertThat(problems(config)).containsExactly("NOTE LS-4105", "NOTE LS-4105");
        KafkaSettings s = KafkaSettings.of(config);
        assertThat(s.topic())
                .isEqualTo(
                        new KafkaTopic("h1:9092,h2:9093", "h_61001.kafka1.cq1.in.I", 0, "h_61001"));
        assertThat(s.failover().isOffsetId()).isTrue();
        assertThat(s.clients().options()).isEmpty();
    }

    @Test
    void aSubscriberOfAFailoverProjectIsUnderstoodAndDoesNotRunAlone() {
        ConnectorConfig config =
                Configs.subscribe(
                        "hotfailover=true",
                        "zookeeperhostport=z1:2181, z2:2182/esp",
                        "numbufferedmsgs=1000",
                        "snapshot=false",
                        "collapse=true",
                        "rmretdel=true",
                        "useclientmsgid=true",
                        "kafkapartition=0",
                        "kafkatype=binary",
                        "urlhostport=h_61001");
        assertThat(problems(config)).isEmpty();
        KafkaSettings s = KafkaSettings.of(config);
        assertThat(s.failover())
                .isEqualTo(new KafkaFailover(true, "z1:2181,z2:2182/esp", 1000, false, true));
        assertThat(s.output().isCollapsed() && s.output().skipsRetentionDeletes()).isTrue();
        assertThatThrownBy(() -> new KafkaConnector().subscriber(config))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4104")
                .hasMessageContaining("hotfailover");
    }

    @Test
    void failoverNeedsBlocksOneOrderNoGroupAndAName() {
        assertThat(
                        problems(
                                Configs.publish(
                                        "hotfailover=true",
                                        "kafkatype=csv",
                                        "kafkapartition=-1",
                                        "kafkaconsumergroupid=g")))
                .containsExactly(
                        "ERROR LS-4102", "ERROR LS-4102", "ERROR LS-4102", "ERROR LS-4103");
    }

    @Test
    void aSubscriberTellsWhatHasNoEffectWithoutFailover() {
        String[] all = {"numbufferedmsgs=5", "zookeeperhostport=z:1", "useclientmsgid=true"};
        assertThat(problems(Configs.subscribe(all)))
                .containsExactly("NOTE LS-4105", "NOTE LS-4105", "NOTE LS-4105");
        assertThat(problems(Configs.subscribe("useclientmsgid=false", "hotfailover=false")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafkahostport=",
                "kafkahostport=host",
                "kafkahostport=host:99999",
                "kafkahostport=a:1,,b:2",
                "kafkatopic=",
                "kafkatopic=a b",
                "kafkatopic=..",
                "kafkapartition=one",
                "kafkapartition=-2",
                "kafkatype=nothing",
                "kafkatype=price",
                "kafkainitialoffset=middle",
                "kafkainitialoffset=-1",
                "zookeeperhostport=z",
                "blocksize=1000001",
                "dateformat=%Q",
                "csvfielddelimiter=ab",
                "hotfailover=perhaps",
                "colour=red",
                "kafkaglobalconfig=novalue"
            })
    void anUnusableValueIsAnError(String property) {
        assertThat(problems(Configs.publish(property)))
                .hasSize(1)
                .allMatch(p -> p.startsWith("ERROR"));
        assertThatThrownBy(() -> KafkaSettings.of(Configs.publish(property)))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("model.xml:3:4");
    }

    @Test
    void aSubscribersUnusableValuesAreErrors() {
        assertThat(problems(Configs.subscribe("numbufferedmsgs=10000001")))
                .containsExactly("ERROR LS-4102", "NOTE LS-4105");
        assertThat(problems(Configs.subscribe("csvincludeschema=often")))
                .containsExactly("ERROR LS-4102");
        assertThat(problems(Configs.subscribe("csvmsgperevent=1", "csvmsgpereventblock=1")))
                .containsExactly("ERROR LS-4102");
        assertThat(problems(Configs.subscribe("kafkainitialoffset=smallest")))
                .containsExactly("NOTE LS-4105");
    }

    @Test
    void aTextFieldOrTheOnlyOneCanBeTheWholeRecord() {
        assertThat(KafkaSettings.of(Configs.subscribe("kafkatype=name")).type())
                .isEqualTo(new KafkaType(KafkaType.Kind.FIELD, 1));
        assertThat(KafkaSettings.of(Configs.subscribe("kafkatype=opaquestring")).type().field())
                .isEqualTo(1);
        Schema two =
                new Schema(
                        List.of(
                                new Field("id", FieldType.STRING, true),
                                new Field("a", FieldType.STRING, false),
                                new Field("b", FieldType.STRING, false)));
        assertThat(problems(Configs.of(Direction.SUBSCRIBE, two, false, "kafkatype=opaquestring")))
                .containsExactly("ERROR LS-4102");
        // the key must come from somewhere
        assertThat(problems(Configs.of(Direction.PUBLISH, two, false, "kafkatype=a")))
                .containsExactly("ERROR LS-4106");
        assertThat(problems(Configs.of(Direction.PUBLISH, two, true, "kafkatype=a"))).isEmpty();
        assertThat(problems(Configs.publish("kafkatype=name"))).isEmpty();
        assertThat(problems(Configs.publish("kafkatype=name", "kafkapartition=-1")))
                .containsExactly("ERROR LS-4106");
        assertThat(problems(Configs.publish("kafkatype=name", "kafkaconsumergroupid=g")))
                .containsExactly("ERROR LS-4106");
    }
}
